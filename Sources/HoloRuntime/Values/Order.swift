import FoundationEssentials
import HolocronJobs
import OrderedCollections

extension Value {
    /// The order that `sort` puts any two values in, below, at or above 0: null, false, true, numbers, text, durations,
    /// credits, rates, lists, records, jobs; within a kind by what `<` says, lists by their first difference.
    func order(before other: Value) -> Int {
        switch (self, other) {
        case (.integer(let a), .integer(let b)): return sign(a, b)
        case (.string(let a), .string(let b)): return sign(a, b)
        case (.duration(let a), .duration(let b)), (.credits(let a), .credits(let b)): return sign(a, b)
        case (.bool(let a), .bool(let b)): return sign(a ? 1 : 0, b ? 1 : 0)
        case (.list(let a), .list(let b)): return Value.order(a, b)
        case (.record(let a), .record(let b)):
            let keys = Value.order(a.keys.map { .string($0) }, b.keys.map { .string($0) })
            return keys != 0 ? keys : Value.order(Array(a.values), Array(b.values))
        case (.rate(let a, let seconds), .rate(let b, let others)):
            return sign(Double(a) / Double(seconds), Double(b) / Double(others))
        case (.job(let a), .job(let b)): return sign(a.number, b.number)
        default: break
        }
        if let a = number, let b = other.number { return sign(a, b) }
        return sign(rank, other.rank)
    }

    private static func order(_ one: [Value], _ other: [Value]) -> Int {
        for (a, b) in zip(one, other) {
            let order = a.order(before: b)
            if order != 0 { return order }
        }
        return sign(one.count, other.count)
    }

    private var rank: Int {
        switch self {
        case .null: 0
        case .bool: 1
        case .integer, .decimal: 2
        case .string: 3
        case .duration: 4
        case .credits: 5
        case .rate: 6
        case .list: 7
        case .record: 8
        case .job: 9
        case .unknown: 10
        }
    }
}

private func sign<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a == b ? 0 : 1 }
