import HoloRuntime
import HoloTerm
import OrderedCollections

extension CommandRow {
    static let tour = CommandRow(
        "tour", .session, "Shows in five minutes what holo does, on the local Holocron, at your pace.",
        examples: ["tour", "tour 3"]
    ) { parameters in
        let step = parameters.optional(
            "STEP", .integer(1...99), "which one; where you were when none is named")
        return .immediate { (call) throws(Stop) in
            let context = call.context
            let steps = Tour.steps(context.paths)
            if let step = call[step], step > steps.count {
                throw .failed("ARGUMENT", "the tour has \(steps.count) steps", next: "tour \(steps.count)")
            }
            guard let tour = (context.host as? ConsoleHost)?.tour, tour.isAttended, !call.wantsJSON else {
                return call.wantsJSON
                    ? .list(steps.enumerated().map { .record($1.record($0 + 1)) })
                    : .string(TourStep.pages(steps, from: call[step] ?? 1, width: context.host.columns))
            }
            try tour.begin(call[step], context)
            return .null
        }
    }
}

extension TourStep {
    /// All of them as text, for where nobody can type.
    fileprivate static func pages(_ steps: [TourStep], from first: Int, width: Int?) -> String {
        steps.enumerated().dropFirst(first - 1).map { index, step in
            step.lines(number: index + 1, of: steps.count, width: width).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    func lines(number: Int, of count: Int, width: Int?) -> [String] {
        ["\(number)/\(count) \(title)"] + text.hanging(behind: "", width) + ["  \(line)"]
    }

    fileprivate func record(_ number: Int) -> Record {
        ["step": .integer(number), "title": .string(title), "text": .string(text), "line": .string(line)]
    }
}
