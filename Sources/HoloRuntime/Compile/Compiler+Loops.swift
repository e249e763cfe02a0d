import HoloLang
import HolocronJobs

extension Compiler {
    mutating func loop(_ loop: Loop) -> Code {
        let items = expression(loop.sequence)
        let place = Failure.Place(source: source, range: loop.sequence.range)
        let (runner, row) = loopRunner(loop)
        let once: Code = { (frame) throws(Stop) in try row.run((.unknown, .unknown), frame) }
        return { (frame) throws(Stop) in
            let value = try items(frame)
            if value == .unknown {
                return try frame.planning(.repeated) { (frame) throws(Stop) in try once(frame) }
            }
            let rows = try pairs(of: value, place)
            return try runner(frame, rows)
        }
    }

    private typealias Runner = @Sendable (Frame, [(Value, Value)]) throws(Stop) -> Value

    private mutating func loopRunner(_ loop: Loop) -> (Runner, LoopRow) {
        let clauses = loop.clauses
        let parallel = clauses.parallel.map { positive($0, "parallel", upTo: Batch.mostAtOnce) }
        let rate = clauses.rate.map { rateCode($0) }
        let budget = clauses.budget.map { creditsCode($0) }
        let isPlain = clauses.isEmpty
        let policy = clauses.onError?.0 ?? .stop
        let row = row(of: loop)
        let place = Failure.Place(source: source, range: loop.range)
        let runner: Runner = { (frame, rows) throws(Stop) in
            if isPlain || frame.context.plan != nil { return try row.runInTurn(rows, frame) }
            var plan = BatchPlan(onError: policy, place: place)
            if let parallel { plan.atOnce = try parallel(frame) }
            if let rate { plan.pacer = Pacer(try rate(frame)) }
            if let budget { plan.budget = try frame.context.loopBudget(try budget(frame), frame.scope) }
            return try Batch(rows: rows, row: row, plan: plan, context: frame.context).run(frame)
        }
        return (runner, row)
    }

    /// The body with its variables and key; in a parallel loop it may not set what is outside of it.
    private mutating func row(of loop: Loop) -> LoopRow {
        scope.open()
        defer { scope.close() }
        let outer = firstOwnSlot
        if loop.clauses.parallel != nil { firstOwnSlot = scope.slotCount }
        defer { firstOwnSlot = outer }
        let slots = loop.names.map { scope.declare($0.text) }
        return LoopRow(slots: slots, key: loop.clauses.key.map { expression($0) }, body: block(loop.body))
    }

    /// `budget 100cr` as a statement: what the rest of the program may cost.
    mutating func budget(_ limit: Expression) -> Code {
        let limit = creditsCode(limit)
        return { (frame) throws(Stop) in
            let budget = try frame.context.programBudget(try limit(frame))
            frame.scope.budgets.append(budget)
            return .null
        }
    }

    private mutating func positive(_ expression: Expression, _ what: String, upTo most: Int)
        -> @Sendable (Frame) throws(Stop) -> Int
    {
        let place = Failure.Place(source: source, range: expression.range)
        let code = self.expression(expression)
        return { (frame) throws(Stop) in
            let value = try code(frame)
            guard case .integer(let count) = value, (1...most).contains(count) else {
                throw Stop.failed(
                    "TYPE", "\(what) takes an integer from 1 to \(most), not \(value.shortText)"
                )
                .at(place.source, place.range)
            }
            return count
        }
    }

    private mutating func rateCode(_ expression: Expression) -> @Sendable (Frame) throws(Stop) -> Rate {
        let place = Failure.Place(source: source, range: expression.range)
        let code = self.expression(expression)
        return { (frame) throws(Stop) in
            let value = try code(frame)
            guard case .rate(let count, let seconds) = value, count > 0 else {
                throw Stop.failed("TYPE", "rate takes a rate such as 20/m, not \(value.shortText)")
                    .at(place.source, place.range)
            }
            return Rate(count: count, per: .seconds(seconds))
        }
    }

    private mutating func creditsCode(_ expression: Expression) -> @Sendable (Frame) throws(Stop) -> Int {
        let place = Failure.Place(source: source, range: expression.range)
        let code = self.expression(expression)
        return { (frame) throws(Stop) in
            let value = try code(frame)
            guard case .credits(let count) = value else {
                throw Stop.failed("TYPE", "budget takes credits such as 100cr, not \(value.shortText)")
                    .at(place.source, place.range)
            }
            return count
        }
    }
}

/// What a loop goes through: a list by index, a record by key.
func pairs(of value: Value, _ place: Failure.Place) throws(Stop) -> [(Value, Value)] {
    switch value {
    case .list(let items): return items.enumerated().map { (.integer($0), $1) }
    case .record(let fields): return fields.map { (.string($0), $1) }
    default:
        throw Stop.failed("TYPE", "for goes through a list or a record, and this is \(value.kind)")
            .at(place.source, place.range)
    }
}
