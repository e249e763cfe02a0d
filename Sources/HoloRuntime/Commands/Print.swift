extension CommandRow {
    static let print = CommandRow(
        "print", .text, "Shows values, with a space between them.",
        examples: ["print \"hello $env.USER\"", "print $last.status"], takesInput: true
    ) { parameters in
        let values = parameters.rest("VALUE", .value, "what to show")
        return .immediate { (call) throws(Stop) in
            let values = (call.input.map { [$0] } ?? []) + call[values]
            return values.count == 1 ? values[0].printable : .string(values.map(\.text).joined(separator: " "))
        }
    }
}

extension Value {
    /// Null prints as an empty line, not as nothing.
    fileprivate var printable: Value { self == .null ? .string("") : self }
}
