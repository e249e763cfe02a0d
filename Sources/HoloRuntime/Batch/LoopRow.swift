/// One pass of a loop: its variables, its key, its block.
struct LoopRow: Sendable {
    /// The element's, or the index's and the element's.
    let slots: [Int]
    let key: Code?
    let body: Code
    /// The loop in the text.
    let place: Failure.Place

    func run(_ row: (key: Value, value: Value), _ frame: Frame) throws(Stop) -> Value {
        if slots.count == 2 { frame.slots[slots[0]] = row.key }
        frame.slots[slots[slots.count - 1]] = row.value
        guard let key else { return try body(frame) }
        let outer = frame.scope.keys
        frame.scope.keys.append(try key(frame).text)
        defer { frame.scope.keys = outer }
        return try body(frame)
    }

    /// A loop without clauses: one row after the other, and the first error ends it.
    func runInTurn(_ rows: [(Value, Value)], _ frame: Frame, _ keepsNulls: Bool) throws(Stop) -> Value {
        var results = LoopResults(keepsNulls: keepsNulls)
        for row in rows {
            try frame.checkInterrupt(place)
            let value = try run(row, frame)
            if frame.flow != .next, frame.leavesLoop() {
                return frame.flow == .return ? value : results.value
            }
            try results.add(value)
        }
        return results.value
    }
}
