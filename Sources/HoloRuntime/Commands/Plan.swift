package import HoloLang
import HolocronJobs
import OrderedCollections

extension CommandRow {
    static let plan = CommandRow(
        "plan", .process, "Says what a script would submit and what that costs; submits nothing.",
        examples: ["plan batch.holo", "plan batch.holo --json"], need: .server
    ) { parameters in
        let file = parameters.required("FILE", .file, "the script")
        return .session { (call, _) throws(Stop) in
            let recorder = PlanRecorder()
            let context = call.context.planning(recorder)
            let session = Session(context: context)
            try session.run(try session.prepare(try Source(file: call[file], context.files)))
            let rows = recorder.all.map { action, line in line.row(action) }
            for note in PlanRecorder.notes(recorder, context) { call.context.host.note(note) }
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
    /// What all of it costs, and what the budget and the balance allow.
    fileprivate static func notes(_ recorder: PlanRecorder, _ context: Context) -> [String] {
        let lines = Array(recorder.all.values)
        guard !lines.isEmpty else { return ["it submits nothing"] }
        let least = lines.reduce(0) { $0 + ($1.price ?? 0) * $1.least }
        let most = lines.reduce(0) { $0 + ($1.price ?? 0) * $1.most }
        let isOpen = lines.contains(where: \.isOpen)
        var notes = [
            isOpen ? "at least \(least) cr" : least == most ? "\(least) cr" : "\(least) to \(most) cr"
        ]
        if lines.contains(where: { $0.price == nil }) {
            notes[0] += ", without those whose price is not known"
        }
        if isOpen { notes.append("how often a loop goes round depends on results: it has no most") }
        if let limit = context.policy.budget {
            notes.append(
                least > limit ? "the budget of \(limit) cr does not pay for it" : "the budget is \(limit) cr")
        }
        context.updateLocalBalance()
        if let balance = context.balance {
            notes.append(
                least > balance
                    ? "the balance of \(balance) cr does not pay for it" : "the balance is \(balance) cr")
        }
        return notes
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
