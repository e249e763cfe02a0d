import HoloLang
import OrderedCollections

extension CommandRow {
    static let check = CommandRow(
        "check", .process, "Finds every mistake in scripts without running them.",
        examples: ["check batch.holo", "check batch.holo --json"]
    ) { parameters in
        let files = parameters.rest("FILE", .file, "the scripts")
        return .session { (call, _) throws(Stop) in
            let names = try call.scripts(files, for: "check")
            var mistakes: [Diagnostic] = []
            for name in names { mistakes += call.context.mistakes(in: name) }
            if call.wantsJSON {
                call.context.host.show(.list(mistakes.map(\.value)), isVerbatim: false)
                if !mistakes.isEmpty { throw .exit(ExitCode.usage.rawValue) }
                return .null
            }
            guard mistakes.isEmpty else { throw .diagnostics(mistakes) }
            call.context.host.note("no mistakes in \(names.joined(separator: ", "))")
            return .null
        }
    }
}

extension Call {
    /// The scripts that a command is about; one at least.
    /// - Parameter verb: the command that wants them.
    func scripts(_ files: Handle<[String]>, for verb: String) throws(Stop) -> [String] {
        let names = self[files]
        guard names.isEmpty else { return names }
        throw .failed(
            "ARGUMENT", "which script?", next: Files.script.map { "\(verb) \($0)" } ?? "help \(verb)")
    }
}

extension Context {
    /// Everything that is wrong with a script, as it stands in it.
    fileprivate func mistakes(in name: String) -> [Diagnostic] {
        do throws(Stop) {
            let source = try Source(file: name, files)
            let directions = DemoScript.mistakes(in: source)
            do throws(Stop) {
                try check(source)
                return directions
            } catch {
                guard case .diagnostics(let all) = error else { throw error }
                return directions.isEmpty ? all : (all + directions).inOrder
            }
        } catch {
            if case .diagnostics(let all) = error { return all }
            let next: String? = if case .failure(let failure) = error { failure.next } else { nil }
            return [
                Diagnostic(error.message, in: Source(name: name, text: ""), at: SourceRange(0, 0), hint: next)
            ]
        }
    }

    /// Its actions are looked up where a server can be asked.
    private func check(_ source: Source) throws(Stop) {
        let session = Session(context: with(run: nil))
        let program = try session.check(source)
        guard connector.hasKey else { return }
        do throws(Stop) {
            try session.checkActions(program)
        } catch {
            if case .diagnostics = error { throw error }
            host.note("the actions of \(source.name) were not checked: \(error.message)")
        }
    }
}

extension [Diagnostic] {
    fileprivate var inOrder: [Diagnostic] { sorted { $0.range.start < $1.range.start } }
}

extension Stop {
    /// What went wrong, in one line.
    var message: String {
        switch self {
        case .failure(let failure): failure.message
        case .diagnostics(let all): all.first?.message ?? ""
        case .exit(let code): "it ended with \(code)"
        case .interrupted: "stopped"
        }
    }
}

extension Diagnostic {
    fileprivate var value: Value {
        let position = source.position(of: range.start)
        return .record([
            "file": .string(source.name), "line": .integer(position.line),
            "column": .integer(position.column),
            "message": .string(message), "next": hint.map { .string($0) } ?? .null,
        ])
    }
}
