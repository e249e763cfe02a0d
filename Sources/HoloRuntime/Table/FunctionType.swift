/// What an argument of a function is decoded to, and how.
struct FunctionType<T>: Sendable {
    let name: String
    /// In messages: `a number`.
    let expected: String
    let decode: @Sendable (Value) throws(NotOfType) -> T
    /// Words of a command are text: `round 3.567 2` means numbers.
    var fromWord: @Sendable (Value) -> Value = { $0 }
}

/// A value is not of the type that a parameter takes.
struct NotOfType: Error {}

extension FunctionType where T == Value {
    static var value: FunctionType { FunctionType(name: "VALUE", expected: "a value") { $0 } }
}

extension FunctionType where T == String {
    static var text: FunctionType {
        FunctionType(name: "TEXT", expected: "text") { (value) throws(NotOfType) in
            guard case .string(let text) = value else { throw NotOfType() }
            return text
        }
    }
}

extension FunctionType where T == Int {
    static func integer(_ range: ClosedRange<Int>) -> FunctionType {
        FunctionType(
            name: "N", expected: "an integer from \(range.lowerBound) to \(range.upperBound)",
            decode: { (value) throws(NotOfType) in
                guard case .integer(let number) = value, range.contains(number) else { throw NotOfType() }
                return number
            }, fromWord: numberFromWord)
    }
}

extension FunctionType where T == [Value] {
    static var list: FunctionType {
        FunctionType(name: "LIST", expected: "a list") { (value) throws(NotOfType) in
            guard case .list(let items) = value else { throw NotOfType() }
            return items
        }
    }
}

extension FunctionType where T == Record {
    static var record: FunctionType {
        FunctionType(name: "RECORD", expected: "a record") { (value) throws(NotOfType) in
            switch value {
            case .record(let fields): return fields
            case .job(let job): return job.record
            default: throw NotOfType()
            }
        }
    }
}

/// A word that is a number, as that number.
@Sendable func numberFromWord(_ value: Value) -> Value {
    guard case .string(let text) = value else { return value }
    return Value(number: text) ?? value
}
