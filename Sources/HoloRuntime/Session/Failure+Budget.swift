import HoloLang
import HolocronJobs

extension Stop {
    /// A submit that did not come about; where a budget kept it, with how more is given.
    init(_ error: JobsError, at call: Call) {
        self.init(error)
        guard case .budget(let label, let limit, let spent, let price?) = error,
            case .failure(var failure) = self,
            let step = call.giving(max(2 * limit, spent + price), insteadOf: limit, label)
        else { return }
        failure.next = step
        self = .failure(failure)
    }
}

extension Call {
    /// What to type, so that a budget is as much as that.
    fileprivate func giving(_ more: Int, insteadOf limit: Int, _ label: String) -> String? {
        let run = context.run?.startedID
        let isOption = label.hasPrefix("the session")
        if let run, isOption { return "\(Call.advice)\nresume \(run) --budget \(more)cr" }
        let text = place.source.text(SourceRange(0, place.source.bytes.count))
        let written = "budget \(limit)cr"
        if !isOption, place.source.isTyped, !text.contains("\n"), text.contains(written) {
            return text.replacing(written, with: "budget \(more)cr")
        }
        return run.map { "\(Call.advice)\nresume \($0)" }
    }

    private static let advice = "give more, then resume: what is paid for is not paid again"
}
