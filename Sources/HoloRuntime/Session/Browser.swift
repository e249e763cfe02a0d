import Subprocess

/// The program that shows a web page to the person.
struct Browser: Sendable {
    /// Its name and arguments, the address last.
    private let words: [String]

    /// Nil where there is none that would not take the terminal over.
    init?(_ environment: Environment) {
        if let own = environment["BROWSER"]?.split(separator: ":").first {
            words = own.split(separator: " ").map(String.init)
        } else if environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil {
            words = ["xdg-open"]
        } else {
            return nil
        }
        if words.isEmpty { return nil }
    }

    /// Opens an address; true when the program has started and did not fail within two seconds.
    func open(_ address: String) async -> Bool {
        guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return false }
        let words =
            words.contains { $0.contains("%s") }
            ? words.map { $0.replacing("%s", with: address) } : words + [address]
        // Goes on by itself: a browser that was started here lives as long as its window.
        let program = Task {
            let ended = try? await Subprocess.run(
                .name(words[0]), arguments: Arguments(Array(words.dropFirst())),
                environment: .inherit.updating(["ANAKIN_API_KEY": nil]), input: .none, output: .discarded,
                error: .discarded)
            if case .exited(0) = ended?.terminationStatus { return true } else { return false }
        }
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                try? await Task.sleep(for: .seconds(2))
                return true
            }
            group.addTask { await program.value }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}
