extension CommandRow {
    static let `as` = CommandRow(
        "as", .data, "Makes text of a value: JSON, or a table.",
        examples: ["jobs | as json", "run hn_stories limit=5 | as table"], takesInput: true, makesText: true
    ) { parameters in
        let format = parameters.required("FORMAT", .choice(Format.allCases.map(\.rawValue)), "json or table")
        return .immediate { (call) throws(Stop) in
            guard let input = call.input else {
                throw .failed("NO_INPUT", "as needs a value to lay out", next: "jobs | as \(call[format])")
            }
            return .string(call.context.host.render(input, as: Format(rawValue: call[format]) ?? .json))
        }
    }
}
