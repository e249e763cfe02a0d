extension FunctionRow {
    static let letters: [FunctionRow] = [.upper, .lower, .trim]

    static let upper = FunctionRow(
        "upper", .text, "Makes all letters capital.",
        examples: ["upper 'abc' # ABC", "upper 'straße' # STRASSE"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in .string(try given[text].uppercased()) }
    }

    static let lower = FunctionRow(
        "lower", .text, "Makes all letters small.",
        examples: ["lower 'ABC' # abc", "lower 'ÉCOLE' # école"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in .string(try given[text].lowercased()) }
    }

    static let trim = FunctionRow(
        "trim", .text, "Takes white space off both ends.",
        examples: ["trim '  abc ' # abc", "trim \"a b\\n\" # a b"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in .string(try given[text].trimmed) }
    }
}
