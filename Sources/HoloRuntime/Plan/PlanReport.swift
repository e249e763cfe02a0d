import OrderedCollections

/// What is told of a plan.
struct PlanReport: Sendable {
    let lines: OrderedDictionary<String, PlanRecorder.Line>
    let result: PlanRecorder.State
    /// How long ago the balance was seen, where it is not that of this moment.
    var balanceAge: Duration?
    /// The newest run of the script that was cut short, and what of the plan it has paid for.
    var cutShort: (run: String, rows: Int, credits: Int)?
    /// What asks the server for what is not known here.
    var asking: [String] = []
    /// A line as it is typed where the reader is.
    var pasted: @Sendable (String) -> String = { $0 }

    init(_ recorder: PlanRecorder) {
        result = recorder.result
        lines = result.lines
    }

    /// The price of these is not known here.
    var unpriced: [String] { lines.filter { $0.value.price == nil }.map(\.key) }

    /// Credits where no budget was there; no most where a loop's length is not known.
    private var cost: (least: Int, most: Int?) {
        let priced = lines.values.map { (price: $0.price ?? 0, line: $0) }
        let most = priced.reduce(0) { $0 + $1.price * $1.line.most }
        let isOpen = priced.contains { $0.line.isOpen && $0.line.price != 0 }
        return (priced.reduce(0) { $0 + $1.price * $1.line.least }, isOpen ? nil : most)
    }

    /// Less than it would cost without budgets, as far as prices are known.
    private var bounded: Int? {
        guard let ceiling = result.ceiling, cost.most.map({ ceiling < $0 }) ?? true else { return nil }
        return ceiling
    }
}

extension PlanReport {
    /// What all of it costs, what the budgets and the balance allow, and what was paid for, in sentences.
    var notes: [String] {
        guard !lines.isEmpty else { return ["it submits nothing"] }
        var notes = total.map { [$0] } ?? []
        if lines.values.contains(where: \.isOpen) {
            notes.append(
                "how often a loop goes round depends on results: "
                    + (bounded.map {
                        "its budget bounds it to \($0) cr"
                    } ?? "it has no most"))
        }
        notes += unknown
        notes += result.budgets.map { $0.text(exit: .budget) }
        if let balance = result.balance {
            let age = balanceAge.map { ", as it was seen \($0.inSeconds) ago" } ?? ""
            notes.append(balance.text(exit: .credits) + age)
        }
        return notes + paid
    }

    /// Nil where no price is known.
    private var total: String? {
        guard lines.values.contains(where: { $0.price != nil }) else { return nil }
        let (least, most) = cost
        var text = most.map { least == $0 ? "\(least) cr" : "\(least) to \($0) cr" } ?? "at least \(least) cr"
        if let bounded { text += ", at most \(bounded) cr within the budgets" }
        return unpriced.isEmpty ? text : text + ", and what is not known"
    }

    private var unknown: [String] {
        guard !unpriced.isEmpty else { return [] }
        let names = unpriced.map { $0 == "?" ? "actions that only a run would know" : $0 }
        return ["what \(names.joined(separator: ", ")) costs is not known here; the server tells it:"]
            + asking.map { "  \(pasted($0))" }
    }

    private var paid: [String] {
        var notes: [String] = []
        let again = result.paid.values.reduce((rows: 0, credits: 0)) {
            ($0.rows + $1.rows, $0.credits + $1.credits)
        }
        if again.rows > 0 {
            notes.append(
                "\(again.rows) of these \(again.rows == 1 ? "was" : "were") paid for within a day and would be "
                    + "paid for again, \(again.credits) cr: --reuse at run or submit takes the results instead"
            )
        }
        if let cutShort {
            notes += [
                "a run of this script was cut short that has paid for \(cutShort.rows) of them, "
                    + "\(cutShort.credits) cr; this goes on with it and does not pay for them again:",
                "  \(pasted("resume \(cutShort.run)"))",
            ]
        }
        let reused = lines.values.reduce(0) { $0 + $1.reused }
        if reused > 0 {
            notes.append(
                "\(reused) \(reused == 1 ? "was" : "were") paid for within a day and --reuse takes the results: "
                    + "\(result.saved) cr less")
        }
        return notes
    }
}

extension PlanReport {
    /// One row an action, for a table.
    var rows: Value {
        let again = lines.values.contains { $0.paidAgain > 0 }
        let reused = lines.values.contains { $0.reused > 0 }
        return .list(
            lines.map { action, line in
                var row: Record = [
                    "action": .string(action), "least rows": .integer(line.least),
                    "most rows": line.isOpen ? .null : .integer(line.most), "cr each": line.each,
                    "at least": line.atLeast, "at most": line.atMost,
                ]
                if again { row["paid again"] = .integer(line.paidAgain) }
                if reused { row["reused"] = .integer(line.reused) }
                return .record(row)
            })
    }

    /// All of it, for a program.
    var record: Value {
        let (least, most) = cost
        let isPriced = unpriced.isEmpty
        var total: Record = [
            "least": .integer(least), "most": isPriced ? most.map { .integer($0) } ?? .null : .null,
            "most_within_budgets": isPriced ? result.ceiling.map { .integer($0) } ?? .null : .null,
            "is_known": .bool(isPriced),
        ]
        if !lines.values.contains(where: { $0.price != nil }), !lines.isEmpty { total["least"] = .null }
        return .record([
            "actions": .list(lines.map { .record($1.record($0)) }), "total": .record(total),
            "budgets": .list(result.budgets.map { .record($0.record) }),
            "balance": result.balance.map { .record(balance($0)) } ?? .null,
            "saved": .integer(result.saved),
            "resume": cutShort.map {
                .record(["run": .string($0.run), "rows": .integer($0.rows), "credits": .integer($0.credits)])
            } ?? .null,
            "notes": .list(notes.map { .string($0) }),
        ])
    }

    private func balance(_ ledger: PlanLedger) -> Record {
        var record = ledger.record
        record["name"] = nil
        record["limit"] = nil
        let age = balanceAge.map { Value.integer(Int($0.components.seconds)) } ?? .integer(0)
        let head: Record = ["credits": .integer(ledger.limit), "seconds_ago": age]
        return head.merging(record) { first, _ in first }
    }
}

extension PlanRecorder.Line {
    fileprivate var each: Value { price.map { .integer($0) } ?? .null }
    fileprivate var atLeast: Value { price.map { .integer($0 * least) } ?? .null }
    fileprivate var atMost: Value { isOpen ? .null : price.map { .integer($0 * most) } ?? .null }

    fileprivate func record(_ action: String) -> Record {
        [
            "action": .string(action), "least_rows": .integer(least),
            "most_rows": isOpen ? .null : .integer(most), "price": each, "least": atLeast, "most": atMost,
            "paid_again": .integer(paidAgain), "reused": .integer(reused),
        ]
    }
}
