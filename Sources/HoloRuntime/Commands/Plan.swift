import FoundationEssentials
package import HoloLang
import HolocronJobs
import OrderedCollections

extension CommandRow {
    static let plan = CommandRow(
        "plan", .process, "Says what a script would submit and what that costs; sends no request at all.",
        examples: ["plan batch.holo", "plan batch.holo --json"]
    ) { parameters in
        let file = parameters.required("FILE", .file, "the script; what stands behind it is the script's")
        return .session { (call, _) throws(Stop) in
            let recorder = PlanRecorder()
            let context = call.context.planning(recorder)
            let session = Session(context: context)
            try session.plan(try Source(file: call[file], context.files))
            let rows = recorder.all.map { action, line in line.row(action) }
            for note in recorder.notes(context) { call.context.host.note(note) }
            return .list(rows.map { .record($0) })
        }
    }
}

extension PlanRecorder.Line {
    /// Rows and credits, at least and at most; no most where a loop's length is not known.
    fileprivate func row(_ action: String) -> Record {
        [
            "action": .string(action), "rows": isOpen ? .string("\(least)+") : .integer(most),
            "cr each": price.map { .integer($0) } ?? .null,
            "at least": price.map { .integer($0 * least) } ?? .null,
            "at most": isOpen ? .null : price.map { .integer($0 * most) } ?? .null,
            "paid already": .integer(paid),
        ]
    }
}

extension PlanRecorder {
    /// What all of it costs, and what the budgets and the balance allow.
    fileprivate func notes(_ context: Context) -> [String] {
        guard !all.isEmpty else { return ["it submits nothing"] }
        let cost = PlanTotal(Array(all.values))
        var notes = [cost.text]
        if cost.isOpen { notes.append("how often a loop goes round depends on results: it has no most") }
        for name in strangers {
            notes.append("nothing is known here of \(name): actions \(name) asks the server for it")
        }
        if let limit = context.policy.budget { notes.append(cost.against(limit, "the budget")) }
        notes += budgets.map { cost.against($1, $0) }
        if let note = balance(cost, context) { notes.append(note) }
        return notes
    }

    /// What the balance allows, as far as it is known: from the local Holocron's file, or from the last 402.
    private func balance(_ cost: PlanTotal, _ context: Context) -> String? {
        context.updateLocalBalance()
        if let balance = context.balance { return cost.against(balance, "the balance") }
        guard let seen = (try? context.connector.journalOnly?.lastBalance()) ?? nil else { return nil }
        let age = Duration.seconds(max(0, Date.now.timeIntervalSince(seen.seen)))
        let left = max(0, seen.amount - seen.chargedSince)
        return cost.against(left, "the balance") + ", as it was seen \(age.inSeconds) ago"
    }
}

/// What the lines of a plan cost together, in credits.
private struct PlanTotal {
    let least: Int
    let most: Int
    let isOpen: Bool
    private let isKnown: Bool
    /// The price, where every submit has the same.
    private let price: Int?
    private let count: Int

    init(_ lines: [PlanRecorder.Line]) {
        least = lines.reduce(0) { $0 + ($1.price ?? 0) * $1.least }
        most = lines.reduce(0) { $0 + ($1.price ?? 0) * $1.most }
        isOpen = lines.contains(where: \.isOpen)
        isKnown = lines.allSatisfy { $0.price != nil }
        price = Set(lines.map(\.price)).count == 1 ? lines.first?.price : nil
        count = lines.reduce(0) { $0 + $1.least }
    }

    var text: String {
        let text = isOpen ? "at least \(least) cr" : least == most ? "\(least) cr" : "\(least) to \(most) cr"
        return isKnown ? text : text + ", without those whose price is not known"
    }

    /// What so many credits allow of it.
    func against(_ limit: Int, _ name: String) -> String {
        if least > limit {
            let part = price.map { $0 > 0 ? ": it is enough for \(limit / $0) of \(count)" : "" } ?? ""
            return "\(name) of \(limit) cr does not pay for it\(part)"
        }
        return isOpen || most > limit
            ? "\(name) of \(limit) cr may not pay for all of it" : "\(name) is \(limit) cr"
    }
}

extension Source {
    /// - Throws: what is wrong with the file.
    package convenience init(file name: String, _ files: Files) throws(Stop) {
        let bytes = try files.readBytes(name)
        do {
            try self.init(name: name, bytes: bytes)
        } catch {
            throw .diagnostics([error])
        }
    }
}
