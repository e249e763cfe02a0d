import HoloLang
import OrderedCollections

extension CommandRow {
    static let export = CommandRow(
        "export", .session,
        "Gives the session so far as a script, as Markdown or as curl lines, or the journal: help exports.",
        examples: ["export", "export session.holo", "export md session.md", "export journal jobs.ndjson"]
    ) { parameters in
        let first = parameters.optional(
            "holo|md|curl|journal", .text, "the form; what the file's name ends with, else a script")
        let second = parameters.optional("FILE", .text, "where it goes; it is shown when none is named")
        let replaces = parameters.flag("force", "replace the file without asking")
        return .immediate { (call) throws(Stop) in
            let (form, file) = try ExportForm.asked(call[first], call[second])
            let text = try form.text(call.context)
            guard let file else {
                call.context.host.show(.string(String(text.dropLast())), isVerbatim: true)
                return .null
            }
            try call.context.checkMayReplace(file, isForced: call[replaces])
            try call.context.files.write(to: file) { (sink) in sink.write(text) }
            call.context.host.note("saved \(file)")
            return call.answer(["saved": .string(file)])
        }
    }
}

enum ExportForm: String, CaseIterable {
    case holo, md, curl, journal

    /// What the words behind `export` mean.
    static func asked(_ first: String?, _ second: String?) throws(Stop) -> (ExportForm, String?) {
        guard let first else { return (.holo, nil) }
        if let form = ExportForm(rawValue: first) { return (form, second) }
        guard second == nil, first.contains(".") || first.contains("/") else {
            throw .failed(
                "ARGUMENT", "export makes holo, md, curl or journal, not \(first)",
                next: "export holo session.holo")
        }
        let endings: [(String, ExportForm)] = [(".md", .md), (".sh", .curl), (".ndjson", .journal)]
        return (endings.first { first.hasSuffix($0.0) }?.1 ?? .holo, first)
    }

    func text(_ context: Context) throws(Stop) -> String {
        switch self {
        case .holo: ScriptText(try context.sessionExport()).text()
        case .md: MarkdownText(try context.sessionExport()).text()
        case .curl: try CurlText(try context.sessionExport()).text()
        case .journal: try JournalText(context).text
        }
    }
}

extension Context {
    fileprivate func sessionExport() throws(Stop) -> SessionExport {
        let export = try SessionExport(self)
        if log.droppedCount > 0 {
            host.note("\(counted(log.droppedCount, "older statement")) of this session are not in it")
        }
        return export
    }
}

extension Context {
    /// - Throws: where the file is there and nobody says that it may be replaced.
    package func checkMayReplace(_ file: String, isForced: Bool) throws(Stop) {
        guard Files.exists(file), !isForced else { return }
        switch host.confirm("\(file) is there. Replace it?") {
        case true?: return
        case false?: throw .failed("FILE", "\(file) stays as it is", next: "name another file")
        case nil: throw .failed("FILE", "\(file) is there already", next: "add --force to replace it")
        }
    }
}
