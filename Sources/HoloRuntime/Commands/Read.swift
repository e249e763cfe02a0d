extension CommandRow {
    static let read = CommandRow(
        "read", .data, "Reads a file, in the format that its name ends with; - is standard input.",
        examples: ["read people.csv", "read export.txt --as csv", "read stories.json | count"],
        isPure: true
    ) { parameters in
        let file = parameters.required("FILE", .file, "json, ndjson, csv, tsv, yaml, md or txt")
        let format = parameters.option("as", .fileFormat, "the format, whatever the name ends with")
        let keepsText = parameters.flag("text", "csv, tsv and md: numbers stay text")
        let isRaw = parameters.flag("raw", "csv and tsv: keep the ' that save puts before a formula")
        return .immediate { (call) throws(Stop) in
            let name = call[file]
            let format = try Format(call[format], ofFile: name, for: "read")
            let isInput = name == "-"
            let files = call.context.files
            let bytes = isInput ? try files.readInput(call.context.interrupt) : try files.readBytes(name)
            let options = ReadOptions(keepsText: call[keepsText], isRaw: call[isRaw])
            return try format.read(bytes, named: isInput ? "standard input" : name, options)
        }
    }
}
