extension CommandRow {
    static let print = CommandRow(
        "print", .text, "Shows values, with a space between them.",
        examples: ["print \"hello $env.USER\"", "print $last.status"], takesInput: true
    ) { parameters in
        let values = parameters.rest("VALUE", .value, "what to show")
        return .immediate { (call) throws(Stop) in
            let values = (call.input.map { [$0] } ?? []) + call[values]
            let whole = values.count == 1 ? values[0] : try .within(values.map(\.text).joined(separator: " "))
            try whole.checkDepth(call.context.interrupt)
            call.context.host.show(whole == .null ? .string("") : whole, isVerbatim: false)
            return .null
        }
    }
}
