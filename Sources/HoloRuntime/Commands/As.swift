extension CommandRow {
    static let `as` = CommandRow(
        "as", .data, "Makes text of a value: a table, or what a file of a format would hold.",
        examples: ["jobs | as json", "run hn_stories limit=5 | as csv"], takesInput: true, isPure: true,
        makesText: true
    ) { parameters in
        let format = parameters.required("FORMAT", .choice(Format.allCases.map(\.rawValue)), "which one")
        let isRaw = parameters.flag("raw", "csv and tsv: leave text that a spreadsheet would run as it is")
        return .immediate { (call) throws(Stop) in
            guard let input = call.input else {
                throw .failed("NO_INPUT", "as needs a value to lay out", next: "jobs | as \(call[format])")
            }
            let format = Format(rawValue: call[format]) ?? .json
            if format == .table { return .string(call.context.host.table(of: input)) }
            return .string(try format.text(of: input, WriteOptions(isRaw: call[isRaw])))
        }
    }
}
