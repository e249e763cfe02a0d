import HolocronAPI
import HolocronJobs
import OrderedCollections

/// A submit that a plan came by.
struct PlannedOrder: Sendable {
    /// `?` where only a run would know.
    var action: String
    /// Nil where a value depends on results.
    var assignments: [Assignment]?
    var reuses: Bool

    /// The job of the last day that did the same. The record is checked as it would be before it is sent.
    func paid(_ known: Action?, _ jobs: JobStore?) throws(Stop) -> Job? {
        guard let assignments else { return nil }
        let params = try Params.record(assignments, for: known)
        if let known { try ParameterCheck(action: known).check(params) }
        guard let jobs else { return nil }
        do throws(JobsError) {
            return try jobs.alreadyPaid(TaskRequest(action: action, params: Value.record(params).json))
        } catch {
            throw Stop(error)
        }
    }
}

extension Frame {
    /// Whether a plan runs the command: it only computes, and everything it works on is known. A submit is noted.
    func plans(_ row: CommandRow, _ binding: Binding, _ input: Value?) throws(Stop) -> Bool {
        let given = try binding.values(self)
        if row.need == .action {
            try context.plan?.note(binding.order(given), scope, context)
        }
        guard row.isPure, input?.holdsUnknown != true else { return false }
        return !given.words.joined().contains(where: \.holdsUnknown)
    }
}

extension Binding {
    /// All values, decoded or not, and the assignments: what stands in them runs, too.
    func values(_ frame: Frame) throws(Stop) -> (words: [[Value]], assignments: [Assignment]) {
        var words: [[Value]] = []
        for sources in values {
            var given: [Value] = []
            for source in sources { given.append(try source.code(frame)) }
            words.append(given)
        }
        var all: [Assignment] = []
        for assignment in assignments { all += try assignment(frame) }
        return (words, all)
    }

    /// What a submit of these values would ask for.
    func order(_ given: (words: [[Value]], assignments: [Assignment])) -> PlannedOrder {
        func value(_ name: String) -> Value? {
            signature.parameters.firstIndex { $0.name == name }.flatMap { given.words[$0].last }
        }
        let isKnown = given.assignments.allSatisfy { !$0.value.holdsUnknown }
        return PlannedOrder(
            action: value("ACTION")?.text ?? "?", assignments: isKnown ? given.assignments : nil,
            reuses: value("reuse") != nil)
    }
}

extension Value {
    fileprivate var holdsUnknown: Bool {
        switch self {
        case .unknown: true
        case .list(let items): items.contains(where: \.holdsUnknown)
        case .record(let fields): fields.values.contains(where: \.holdsUnknown)
        default: false
        }
    }
}
