import Glibc
import HoloLang
import HoloTerm

/// Names of files.
extension Completer {
    /// More than these of one folder are not looked at.
    private static let maximumCount = 20_000

    /// - Parameter always: the name has to stand in quotes.
    func files(_ word: TypedWord, always: Bool = false, start: Int) -> Completions {
        let slash = word.typed.lastIndex(of: "/").map { word.typed.index(after: $0) } ?? word.typed.startIndex
        let folder = String(word.typed[..<slash])
        let name = String(word.typed[slash...])
        let quote = word.quote ?? (always ? "\"" : nil)
        let pattern = Pattern(name)
        let names = Completer.names(in: folder.isEmpty ? "." : folder, hidden: name.hasPrefix("."))
        let offers = names.filter { pattern.fit($0) != nil }.map { name in
            let isFolder = Completer.isFolder(folder + name)
            let path = folder + name + (isFolder ? "/" : "")
            return Offer(written(path, quote, isOpen: isFolder), label: isFolder ? name + "/" : name)
        }
        return offers.completions(start: start, raw: word.raw, typed: name, rest: word.rest)
    }

    /// The path as a word; of a folder more is to come, so a quote stays open.
    private func written(_ path: String, _ quote: Character?, isOpen: Bool) -> String {
        var word = quoted(path)
        if let quote, word.first != "'" && word.first != "\"" { word = "\(quote)\(word)\(quote)" }
        if word.first == "'", quote == "\"", !path.contains(where: { "\"\\$".contains($0) }) {
            word = "\"\(path)\""
        }
        let isQuoted = word.first == "'" || word.first == "\""
        return isOpen ? (isQuoted ? String(word.dropLast()) : word) : word + " "
    }

    private static func names(in folder: String, hidden: Bool) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while names.count < maximumCount, let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(validatingCString: $0)
                }
            }
            guard let name, name != ".", name != "..", name.hasPrefix(".") == hidden else { continue }
            names.append(name)
        }
        return names.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
