import HoloLang

extension CommandRow {
    static let fmt = CommandRow(
        "fmt", .process, "Prints a script in the one style; it means the same.",
        examples: ["fmt batch.holo", "fmt batch.holo --write", "fmt batch.holo --check"]
    ) { parameters in
        let files = parameters.rest("FILE", .file, "the scripts")
        let writes = parameters.flag("write", "replace the files instead of printing them")
        let checks = parameters.flag("check", "only say which files are not in that style")
        return .immediate { (call) throws(Stop) in
            var others: [String] = []
            for name in try call.scripts(files, for: "fmt") {
                let source = try Source(file: name, call.context.files)
                let text = try source.inStyle()
                if !call[writes], !call[checks] {
                    call.context.host.show(.string(text.withoutLastBreak), isVerbatim: true)
                }
                guard Array(text.utf8) != source.bytes else { continue }
                others.append(name)
                if call[writes] {
                    try call.context.files.write(to: name) { (sink) in sink.write(text) }
                    call.context.host.note("wrote \(name)")
                }
            }
            guard call[checks], !others.isEmpty else { return .null }
            throw .failed(
                "STYLE", "not in the one style: \(others.joined(separator: ", "))",
                next: "fmt \(others.map(quoted).joined(separator: " ")) --write")
        }
    }
}

extension Source {
    fileprivate func inStyle() throws(Stop) -> String {
        do {
            return try formatted(self)
        } catch {
            throw .diagnostics(error.diagnostics)
        }
    }
}

extension String {
    fileprivate var withoutLastBreak: String { hasSuffix("\n") ? String(dropLast()) : self }
}
