extension CommandRow {
    static let lines = CommandRow(
        "lines", .data, "Gives the lines of a text or of a file.",
        examples: ["lines names.txt", "\"a\\nb\" | lines"], takesInput: true, isPure: true
    ) { parameters in
        let file = parameters.optional("FILE", .file, "read when nothing is piped in")
        let lines = FunctionRow.linesOfText.body
        return .immediate { (call) throws(Stop) in
            if let input = call.input, call[file] == nil { return try lines([input], call.context.interrupt) }
            guard let file = call[file], call.input == nil else {
                throw .failed("NO_INPUT", "lines needs a text or a file", next: "lines names.txt")
            }
            let bytes = try call.context.files.readBytes(file)
            return try lines([try Format.txt.read(bytes, named: file)], call.context.interrupt)
        }
    }
}
