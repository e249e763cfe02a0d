extension CommandRow {
    static let jq = CommandRow(
        "jq", .data,
        "Runs the program jq over the value, a list as one input for each item; gives what it gives.",
        examples: ["jobs | jq 'select(.cost > 1) | .id'", "read stories.json | jq '.title'"],
        takesInput: true, isPure: true
    ) { parameters in
        let filter = parameters.required("FILTER", .text, "in the language of jq")
        return .immediate { (call) throws(Stop) in
            guard let input = call.input else {
                throw .failed("NO_INPUT", "jq needs a value", next: "jobs | jq '\(call[filter])'")
            }
            var sink = ByteSink()
            try Format.ndjson.write(input, to: &sink)
            // With a space before it no filter is taken for an option.
            let result = try run(["jq", "--compact-output", " " + call[filter]], sink.bytes, call.context)
            guard result.code == 0 else { throw failure(result) }
            let values = try Format.ndjson.read(result.output, named: "what jq gives")
            guard case .list(let items) = values, items.count == 1, !input.isList else { return values }
            return items[0]
        }
    }

    private static func failure(_ result: ChildProgram.Result) -> Stop {
        let lines = String(decoding: result.errors, as: UTF8.self).linesWithoutBreaks
        let said = lines.first { $0.hasPrefix("jq: ") } ?? lines.first ?? "it ended with \(result.code)"
        return .failed("JQ", said.hasPrefix("jq: ") ? said : "jq: \(said)")
    }

    private static func run(_ arguments: [String], _ input: [UInt8], _ context: Context) throws(Stop)
        -> ChildProgram.Result
    {
        do throws(Stop) {
            return try ChildProgram(arguments: arguments).run(input, context.interrupt)
        } catch {
            guard case .failure(let failure) = error, failure.code == "NO_PROGRAM" else { throw error }
            throw .failed(
                "NO_PROGRAM", "jq is not installed", next: "!apt install jq")
        }
    }
}

extension Value {
    var isList: Bool { if case .list = self { true } else { false } }
}
