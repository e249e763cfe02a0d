import OrderedCollections

extension Stop {
    /// Whatever the batch would do next would end the same way.
    var endsBatch: Bool {
        switch self {
        case .failure(let failure): failure.endsBatch || failure.exit == .interrupted
        case .diagnostics: false
        case .exit, .interrupted: true
        }
    }

    /// The error of a batch that ended early, made of that of the row that ended it.
    func ending(_ tally: BatchTally, row: Int, run: String?) -> Stop {
        guard case .failure(var failure) = self, tally.total > 1 else { return self }
        if failure.exit != .interrupted {
            failure.message = "row \(row + 1) of \(tally.total): \(failure.message)"
        }
        var steps: [String] = []
        if let credits = failure.credits, credits.required > 0 {
            steps.append("the balance pays \(credits.balance / credits.required) more rows")
        }
        if let next = failure.next { steps.append(next) }
        steps.append(
            run.map { "resume \($0)" } ?? "what is done is kept, in $_ and in jobs"
        )
        failure.next = steps.joined(separator: "\n")
        return .failure(failure)
    }

    /// What stands in the place of a row that failed.
    var record: Value {
        switch self {
        case .failure(let failure): failure.record
        default: .record(["code": .string("STOPPED"), "message": .string("stopped")])
        }
    }
}
