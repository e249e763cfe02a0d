/// One pass of a loop: its variables, its key, its block.
struct LoopRow: Sendable {
    /// The element's, or the index's and the element's.
    let slots: [Int]
    let key: Code?
    let body: Code

    func run(_ row: (key: Value, value: Value), _ frame: Frame) throws(Stop) -> Value {
        if slots.count == 2 { frame.values[slots[0]] = row.key }
        frame.values[slots[slots.count - 1]] = row.value
        guard let key else { return try body(frame) }
        let outer = frame.scope.keys
        frame.scope.keys.append(try key(frame).text)
        defer { frame.scope.keys = outer }
        return try body(frame)
    }

    /// A loop without clauses: one row after the other, and the first error ends it.
    func runInTurn(_ rows: [(Value, Value)], _ frame: Frame) throws(Stop) -> Value {
        var results: [Value] = []
        results.reserveCapacity(rows.count)
        for row in rows {
            try frame.context.interrupt.check()
            results.append(try run(row, frame))
        }
        return .list(results)
    }
}
