import HoloLang
import OrderedCollections

extension CommandRow {
    static let save = CommandRow(
        "save", .data, "Writes a value to a file, in the format that its name ends with.",
        examples: [
            "run hn_stories limit=5 | save stories.csv", "$last.result | save profile.json",
            "[1, 2, 3] | save numbers.out --as txt",
        ],
        takesInput: true
    ) { parameters in
        let file = parameters.required("FILE", .file, "replaced at once if it is there")
        let format = parameters.option("as", .fileFormat, "the format, whatever the name ends with")
        let isRaw = parameters.flag("raw", "csv and tsv: leave text that a spreadsheet would run as it is")
        return .immediate { (call) throws(Stop) in
            guard let input = call.input else {
                throw .failed(
                    "NO_INPUT", "save needs a value to write", next: "$last.result | save \(call[file])")
            }
            let format = try Format(call[format], ofFile: call[file], for: "save")
            let options = WriteOptions(isRaw: call[isRaw])
            try call.context.files.write(to: call[file]) { (sink) throws(Stop) in
                try format.write(input, to: &sink, options)
            }
            call.context.host.note("saved \(call[file])")
            return call.answer(["saved": .string(call[file])])
        }
    }
}

extension Format {
    /// The format that was asked for, else that of the name.
    /// - Parameter command: what says that it does not know the format.
    init(_ wanted: Format?, ofFile name: String, for command: String) throws(Stop) {
        guard let format = wanted ?? Format(fileName: name) else {
            throw .failed(
                "FORMAT", "\(command) does not know the format of \(name)",
                next: Format.advice(on: name, for: command))
        }
        self = format
    }

    /// For a file that is read the one that was meant; else a line that says the format.
    private static func advice(on name: String, for command: String) -> String {
        let which = "--as says which: json, ndjson, csv, tsv, yaml, md or txt"
        guard command == "read" else { return which }
        if !Files.exists(name) { return Files.advice(on: name) }
        return Files.isFolder(name) ? "!ls \(quoted(name))" : "\(which)\nread \(quoted(name)) --as txt"
    }
}

extension ArgumentType where T == Format {
    /// A format that files can be in.
    package static var fileFormat: ArgumentType {
        let names = Format.ofFiles.map(\.rawValue)
        return ArgumentType(
            name: names.joined(separator: "|"), expected: "one of " + names.joined(separator: ", "),
            choices: names
        ) { value in
            names.contains(value.text) ? Format(rawValue: value.text) : nil
        }
    }
}
