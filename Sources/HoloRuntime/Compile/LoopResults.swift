/// The values of a loop's blocks. As long as all of them are null, they are only counted.
struct LoopResults {
    private let keepsNulls: Bool
    private var nulls = 0
    private var values: [Value] = []

    init(keepsNulls: Bool) { self.keepsNulls = keepsNulls }

    @inline(__always)
    mutating func add(_ value: Value) throws(Stop) {
        if values.isEmpty, case .null = value {
            nulls += 1
            if keepsNulls, nulls > Value.maximumCount { throw .tooLong }
        } else {
            try keep(value)
        }
    }

    private mutating func keep(_ value: Value) throws(Stop) {
        guard nulls + values.count < Value.maximumCount else { throw .tooLong }
        if values.isEmpty, nulls > 0 {
            values = Array(repeating: .null, count: nulls)
            nulls = 0
        }
        values.append(value)
    }

    var value: Value {
        if values.isEmpty, nulls > 0 || !keepsNulls {
            return keepsNulls ? .list(Array(repeating: .null, count: nulls)) : .null
        }
        return .list(values)
    }
}

extension Frame {
    /// Whether the loop ends, after a block that `break`, `continue` or `return` has ended.
    func leavesLoop() -> Bool {
        let leaves = flow != .continue
        if flow != .return { flow = .next }
        return leaves
    }
}
