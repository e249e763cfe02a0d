import HoloLang
import HolocronJobs

extension Compiler {
    /// `keepsNulls` where its value has a name; a loop that stands by itself and gives nothing has no list to show.
    mutating func loop(_ loop: Loop, keepsNulls: Bool) -> Code {
        if loop.clauses.isEmpty, loop.names.count == 1, case .range(let first, let last) = loop.sequence.kind
        {
            return count(from: first, to: last, loop, keepsNulls)
        }
        let items = expression(loop.sequence)
        let place = Failure.Place(source: source, range: loop.sequence.range)
        let (runner, row, budget) = loopRunner(loop, keepsNulls)
        let once: Code = { (frame) throws(Stop) in
            try frame.planning(within: budget) { () throws(Stop) in try row.run((.unknown, .unknown), frame) }
        }
        return { (frame) throws(Stop) in
            let value = try items(frame)
            if value == .unknown { return try frame.planning(.repeated, once) }
            let rows = try pairs(of: value, place)
            return try runner(frame, rows)
        }
    }

    private typealias Runner = @Sendable (Frame, [(Value, Value)]) throws(Stop) -> Value

    private mutating func loopRunner(_ loop: Loop, _ keepsNulls: Bool) -> (Runner, LoopRow, PlanBudget?) {
        let clauses = loop.clauses
        let parallel = clauses.parallel.map { positive($0, "parallel", upTo: Batch.mostAtOnce) }
        let rate = clauses.rate.map { rateCode($0) }
        let budget = clauses.budget.map { creditsCode($0) }
        let isPlain = clauses.isEmpty
        let policy = clauses.onError?.0 ?? .stop
        let row = row(of: loop)
        let place = Failure.Place(source: source, range: loop.range)
        let planned = budget.map { PlanBudget(limit: $0, place: place) }
        let runner: Runner = { (frame, rows) throws(Stop) in
            if isPlain { return try row.runInTurn(rows, frame, keepsNulls) }
            if frame.context.plan != nil {
                return try frame.planning(within: planned) { () throws(Stop) in
                    try row.runInTurn(rows, frame, keepsNulls)
                }
            }
            var plan = BatchPlan(onError: policy, place: place)
            // A replay that does not wait gains nothing by rows side by side, which end in another order each time.
            let isHurried = frame.context.connector.tape.isHurried
            if let parallel { plan.atOnce = isHurried ? min(1, try parallel(frame)) : try parallel(frame) }
            if let rate, !isHurried { plan.pacer = Pacer(try rate(frame)) }
            if let budget { plan.budget = try frame.context.loopBudget(try budget(frame), frame.scope) }
            return try Batch(rows: rows, row: row, plan: plan, context: frame.context).run(frame)
        }
        return (runner, row, planned)
    }

    /// The body with its variables and key; in a parallel loop it may not set what is outside of it.
    private mutating func row(of loop: Loop) -> LoopRow {
        scope.open()
        defer { scope.close() }
        let isParallel = loop.clauses.parallel != nil
        let outer = firstOwnSlot
        if isParallel { firstOwnSlot = scope.slotCount }
        defer { firstOwnSlot = outer }
        let slots = loop.names.map { scope.declare($0.text) }
        let key = loop.clauses.key.map { expression($0) }
        let leaving = leaves
        let body = body(of: loop.body, loop.clauses.isEmpty ? .plain : .batch, shows: false)
        if leaves.contains(.function), !loop.clauses.isEmpty, !leaving.contains(.function) {
            report(
                "return cannot leave a loop whose rows are a batch", at: loop.range,
                hint: "give the value back: let rows = for … { … }")
        }
        let place = Failure.Place(source: source, range: loop.range)
        return LoopRow(slots: slots, key: key, body: body, place: place)
    }

    /// The block of a loop, at whose end `break` and `continue` have done what they were for.
    private mutating func body(of block: Block, _ kind: LoopKind, shows: Bool) -> Code {
        let outer = (loop, leaves)
        loop = kind
        leaves = []
        let code = shows ? shownBlock(block) : self.block(block)
        loop = outer.0
        leaves = outer.1.union(leaves.subtracting(.loop))
        return code
    }

    /// `for i in 1..n { }` without a list of the numbers.
    private mutating func count(
        from first: Expression, to last: Expression, _ loop: Loop, _ keepsNulls: Bool
    ) -> Code {
        let ends = rangeEnds(first, last, loop.sequence.range)
        let row = row(of: loop)
        let slot = row.slots[0]
        let (body, place) = (row.body, row.place)
        return { (frame) throws(Stop) in
            guard let (low, high) = try ends(frame) else { return try frame.planning(.repeated, body) }
            var results = LoopResults(keepsNulls: keepsNulls)
            var number = low
            while number <= high {
                try frame.checkInterrupt(place)
                frame.slots[slot] = .integer(number)
                let value = try body(frame)
                if frame.flow != .next, frame.leavesLoop() {
                    return frame.flow == .return ? value : results.value
                }
                try results.add(value)
                if number == high { break }
                number += 1
            }
            return results.value
        }
    }

    /// `while condition { }`
    mutating func repetition(_ condition: Expression, _ block: Block) -> Code {
        let place = Failure.Place(source: source, range: condition.range)
        let test = self.condition(condition)
        let body = body(of: block, .plain, shows: true)
        return { (frame) throws(Stop) in
            while true {
                guard let isTrue = try test(frame) else { return try frame.planning(.repeated, body) }
                guard isTrue else { return .null }
                try frame.checkInterrupt(place)
                let value = try body(frame)
                if frame.flow != .next, frame.leavesLoop() { return frame.flow == .return ? value : .null }
            }
        }
    }

    /// `budget 100cr` as a statement: what the rest of the program may cost.
    mutating func budget(_ limit: Expression) -> Code {
        let place = Failure.Place(source: source, range: limit.range)
        let limit = creditsCode(limit)
        return { (frame) throws(Stop) in
            let budget =
                frame.context.plan == nil
                ? try frame.context.programBudget(try limit(frame))
                : Budget(limit: try limit(frame), label: "the script's budget in line \(place.line)")
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
            if value == .unknown { return .max }
            guard case .credits(let count) = value else {
                throw Stop.failed(
                    "TYPE", "budget takes credits such as 100cr, not \(value.shortText)",
                    next: place.source.line(at: place.range, with: value.asCredits)
                ).at(place.source, place.range)
            }
            return count
        }
    }
}

extension Value {
    /// As the program would write so many credits.
    fileprivate var asCredits: String {
        if case .integer(let count) = self, count >= 0 { "\(count)cr" } else { "100cr" }
    }
}

extension Source {
    /// The line with something else in the place of a range.
    fileprivate func line(at range: SourceRange, with text: String) -> String {
        let line = lineRange(at: range.start)
        guard range.end <= line.end else { return "budget \(text)" }
        return self.text(SourceRange(line.start, range.start)) + text
            + self.text(SourceRange(range.end, line.end))
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
