import FoundationEssentials
import HolocronJobs
import OrderedCollections

/// A value with its place in the order of all values:
/// null < false < true < numbers < text < durations < credits < rates < lists < records < jobs.
///
/// Numbers are in order by what they are worth, text by its Unicode characters, lists item by item, records field by
/// field as they stand.
struct SortKey: Sendable, Comparable {
    let value: Value
    private let rank: UInt8
    /// What a number is worth, nearly: two that differ here are in this order, others are compared exactly.
    private let worth: Double

    init(_ value: Value) {
        self.value = value
        (rank, worth) =
            switch value {
            case .null, .unknown: (0, 0)
            case .bool(let value): (1, value ? 1 : 0)
            case .integer(let number): (2, Double(number))
            case .decimal(let text): (2, Double(text) ?? 0)
            case .string: (3, 0)
            case .duration(let milliseconds): (4, Double(milliseconds))
            case .credits(let count): (5, Double(count))
            case .rate(let count, let seconds): (6, Double(count) / Double(seconds))
            case .list: (7, 0)
            case .record: (8, 0)
            case .job(let job): (9, Double(job.number))
            }
    }

    static func < (left: SortKey, right: SortKey) -> Bool {
        if left.rank != right.rank { return left.rank < right.rank }
        if left.worth != right.worth { return left.worth < right.worth }
        switch (left.value, right.value) {
        case (.string(let a), .string(let b)): return a < b
        case (.list(let a), .list(let b)): return a.lazy.map(SortKey.init) < b.lazy.map(SortKey.init)
        case (.record(let a), .record(let b)): return less(a, b)
        default: return lessExactly(left.value, right.value)
        }
    }

    static func == (left: SortKey, right: SortKey) -> Bool { !(left < right) && !(right < left) }

    private static func less(_ a: Record, _ b: Record) -> Bool {
        for (left, right) in zip(a, b) {
            if left.key != right.key { return left.key < right.key }
            let (left, right) = (SortKey(left.value), SortKey(right.value))
            if left < right { return true }
            if right < left { return false }
        }
        return a.count < b.count
    }

    private static func lessExactly(_ a: Value, _ b: Value) -> Bool {
        switch (a, b) {
        case (.integer(let a), .integer(let b)): a < b
        case (.duration(let a), .duration(let b)): a < b
        case (.credits(let a), .credits(let b)): a < b
        default:
            if let a = a.number, let b = b.number { a < b } else { false }
        }
    }
}

extension Sequence where Element == SortKey {
    fileprivate static func < (left: Self, right: some Sequence<SortKey>) -> Bool {
        left.lexicographicallyPrecedes(right)
    }
}

extension Value {
    /// Whether one is less than, equal to or greater than the other.
    func isComparable(with other: Value) -> Bool {
        switch (self, other) {
        case (.integer, .integer), (.integer, .decimal), (.decimal, .integer), (.decimal, .decimal): true
        case (.string, .string), (.duration, .duration), (.credits, .credits): true
        default: false
        }
    }
}
