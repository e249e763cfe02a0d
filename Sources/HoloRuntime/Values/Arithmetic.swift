import FoundationEssentials
import HoloLang

extension Value {
    /// `+ - * / %` on two values; integers overflow with an error, decimals are exact to 38 digits.
    static func calculate(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Stop) -> Value {
        switch (left, right) {
        case (.unknown, _), (_, .unknown): return .unknown
        case (.integer(let a), .integer(let b)): return try integers(operation, a, b)
        case (.duration(let a), .duration(let b)) where operation == .add || operation == .subtract:
            return .duration(milliseconds: try whole(operation, a, b))
        case (.credits(let a), .credits(let b)) where operation == .add || operation == .subtract:
            return .credits(try whole(operation, a, b))
        case (.duration(let a), .integer(let b)) where operation == .multiply || operation == .divide:
            return .duration(milliseconds: try whole(operation, a, b))
        case (.credits(let a), .integer(let b)) where operation == .multiply || operation == .divide:
            return .credits(try whole(operation, a, b))
        case (.string(let a), .string(let b)) where operation == .add: return .string(a + b)
        case (.list(let a), .list(let b)) where operation == .add: return .list(a + b)
        default: return try decimals(operation, left, right)
        }
    }

    /// `+`, in place where a text or a list grows.
    mutating func add(_ other: Value) throws(Stop) {
        switch other {
        case .list(let more): if append(more) { return }
        case .string(let more): if append(more) { return }
        default: break
        }
        self = try Value.calculate(.add, self, other)
    }

    /// False where this is no list. What is changed must have one owner, or all of it is copied.
    private mutating func append(_ more: [Value]) -> Bool {
        guard var items = takeItems() else { return false }
        items += more
        self = .list(items)
        return true
    }

    private mutating func append(_ more: String) -> Bool {
        guard var text = takeText() else { return false }
        text += more
        self = .string(text)
        return true
    }

    /// The items, which this has no more.
    @inline(never)
    private mutating func takeItems() -> [Value]? {
        guard case .list(let items) = self else { return nil }
        self = .null
        return items
    }

    @inline(never)
    private mutating func takeText() -> String? {
        guard case .string(let text) = self else { return nil }
        self = .null
        return text
    }

    /// `/` of two integers is an integer only when nothing is lost.
    private static func integers(_ operation: BinaryOperator, _ a: Int, _ b: Int) throws(Stop) -> Value {
        if operation == .divide, b != 0, !a.remainderReportingOverflow(dividingBy: b).overflow, a % b != 0 {
            return try decimals(operation, .integer(a), .integer(b))
        }
        return .integer(try whole(operation, a, b))
    }

    private static func whole(_ operation: BinaryOperator, _ a: Int, _ b: Int) throws(Stop) -> Int {
        if b == 0, operation == .divide || operation == .remainder { throw .divisionByZero }
        let (result, overflow) =
            switch operation {
            case .add: a.addingReportingOverflow(b)
            case .subtract: a.subtractingReportingOverflow(b)
            case .multiply: a.multipliedReportingOverflow(by: b)
            case .divide: a.dividedReportingOverflow(by: b)
            default: a.remainderReportingOverflow(dividingBy: b)
            }
        guard !overflow else {
            throw .failed("OVERFLOW", "\(a) \(operation.rawValue) \(b) does not fit an integer of 64 bits")
        }
        return result
    }

    private static func decimals(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Stop)
        -> Value
    {
        guard let a = left.number, let b = right.number else { throw mismatch(operation, left, right) }
        if b == 0, operation == .divide || operation == .remainder { throw .divisionByZero }
        switch operation {
        case .add: return .decimal((a + b).description)
        case .subtract: return .decimal((a - b).description)
        case .multiply: return .decimal((a * b).description)
        case .divide: return .decimal((a / b).description)
        default: throw mismatch(operation, left, right)
        }
    }

    private static func mismatch(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> Stop {
        let hint = operation == .add ? joiningHint(left, right) : nil
        return .failed(
            "TYPE", "\(operation.rawValue) does not work on \(left.kind) and \(right.kind)", next: hint)
    }

    private static func joiningHint(_ left: Value, _ right: Value) -> String? {
        switch (left, right) {
        case (.string, _), (_, .string): "join text inside double quotes: \"$a$b\""
        case (.list, _), (_, .list): "[1, 2] + [3]"
        case (.record, .record): "put records together: {...$a, ...$b}"
        default: nil
        }
    }

    /// A number to calculate and compare with; nil for everything else.
    var number: Decimal? {
        switch self {
        case .integer(let number): Decimal(number)
        case .decimal(let text): Decimal(string: text)
        default: nil
        }
    }

    /// The least integer has none.
    private static func opposite(of number: Int) throws(Stop) -> Int {
        guard number != .min else {
            throw .failed("OVERFLOW", "-(\(number)) does not fit an integer of 64 bits")
        }
        return -number
    }

    func negated() throws(Stop) -> Value {
        switch self {
        case .decimal(let text): .decimal(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)
        case .unknown: .unknown
        case .integer(let number): .integer(try Value.opposite(of: number))
        case .duration(let milliseconds): .duration(milliseconds: try Value.opposite(of: milliseconds))
        case .credits(let count): .credits(try Value.opposite(of: count))
        default: throw .failed("TYPE", "- does not work on \(kind)")
        }
    }
}

extension Stop {
    fileprivate static var divisionByZero: Stop {
        .failed(
            "DIVISION_BY_ZERO", "division by zero",
            next: "try { 1 / 0 } catch e { print $e.message }")
    }
}
