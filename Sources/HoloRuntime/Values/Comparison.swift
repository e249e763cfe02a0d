import FoundationEssentials
import HoloLang
import HolocronJobs
import OrderedCollections

extension Value {
    /// Equal by content; 1 and 1.0 are equal, numbers and text never.
    func equals(_ other: Value) -> Bool {
        switch (self, other) {
        case (.integer(let a), .integer(let b)): return a == b
        case (.string(let a), .string(let b)): return a == b
        case (.integer, .decimal), (.decimal, .integer), (.decimal, .decimal):
            if let a = number, let b = other.number { return a == b }
            return self == other
        case (.list(let a), .list(let b)): return a.count == b.count && zip(a, b).allSatisfy { $0.equals($1) }
        case (.record(let a), .record(let b)):
            return a.count == b.count && a.allSatisfy { b[$0.key]?.equals($0.value) ?? false }
        case (.job(let a), .job(let b)): return a.number == b.number
        default: return self == other
        }
    }

    /// `< <= > >=`: numbers with numbers, text with text, durations, credits; null is neither less nor greater than
    /// anything; anything else is an error.
    static func compare(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Stop) -> Bool {
        switch (left, right) {
        case (.null, _), (_, .null): return false
        case (.integer(let a), .integer(let b)): return compare(operation, a, b)
        case (.string(let a), .string(let b)): return compare(operation, a, b)
        case (.duration(let a), .duration(let b)): return compare(operation, a, b)
        case (.credits(let a), .credits(let b)): return compare(operation, a, b)
        default:
            guard let a = left.number, let b = right.number else {
                throw .failed(
                    "TYPE", "\(operation.rawValue) does not compare \(left.kind) with \(right.kind)")
            }
            return compare(operation, a, b)
        }
    }

    private static func compare<T: Comparable>(_ operation: BinaryOperator, _ a: T, _ b: T) -> Bool {
        switch operation {
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        default: a >= b
        }
    }

    /// `item in whole`: an item of a list, a key of a record, a part of a text.
    static func contains(_ whole: Value, _ item: Value) throws(Stop) -> Bool {
        switch (whole, item) {
        case (.list(let items), _): return items.contains { $0.equals(item) }
        case (.record(let fields), .string(let name)): return fields[name] != nil
        case (.string(let text), .string(let part)): return part.isEmpty || text.contains(part)
        default: throw .failed("TYPE", "in does not look for \(item.kind) in \(whole.kind)")
        }
    }
}
