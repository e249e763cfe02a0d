import HolocronAPI
import OrderedCollections

extension CommandRow {
    static let save = CommandRow(
        "save", .data, "Writes a value to a file, in the format its name ends with: json, ndjson or txt.",
        examples: ["run hn_stories limit=5 | save stories.json", "$last.result | save profile.ndjson"],
        takesInput: true
    ) { parameters in
        let file = parameters.required("FILE", .file, "replaced at once if it is there")
        return .immediate { (call) throws(Stop) in
            guard let input = call.input else {
                throw .failed(
                    "NO_INPUT", "save needs a value to write", next: "$last.result | save \(call[file])")
            }
            try call.context.files.write(try input.fileText(named: call[file]), to: call[file])
            call.context.host.note("saved \(call[file])")
            return call.answer(["saved": .string(call[file])])
        }
    }
}

extension Value {
    fileprivate func fileText(named name: String) throws(Stop) -> String {
        switch name.split(separator: ".").last.map({ $0.lowercased() }) {
        case "json": return json.encoded(.indented) + "\n"
        case "ndjson":
            let rows = if case .list(let items) = self { items } else { [self] }
            return rows.map { $0.json.encoded() + "\n" }.joined()
        case "txt": return text + "\n"
        default:
            throw .failed(
                "FORMAT", "save does not know the format of \(name)",
                next: "end the name in .json, .ndjson or .txt")
        }
    }
}
