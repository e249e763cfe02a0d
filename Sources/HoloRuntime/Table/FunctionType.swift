import OrderedCollections

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
struct NotOfType: Error {
    /// What the value is instead, where its kind says too little.
    var found: String?
}

extension FunctionType where T == Value {
    static var value: FunctionType { FunctionType(name: "VALUE", expected: "a value") { $0 } }

    static var number: FunctionType {
        FunctionType(
            name: "NUMBER", expected: "a number",
            decode: { (value) throws(NotOfType) in
                switch value {
                case .integer, .decimal: return value
                default: throw NotOfType()
                }
            }, fromWord: numberFromWord)
    }

    /// Something that has items or fields, or characters.
    static var container: FunctionType {
        FunctionType(name: "VALUE", expected: "text, a list or a record") { (value) throws(NotOfType) in
            switch value {
            case .string, .list, .record: return value
            case .job(let job): return .record(job.record)
            default: throw NotOfType()
            }
        }
    }

    static var textOrList: FunctionType {
        FunctionType(name: "VALUE", expected: "text or a list") { (value) throws(NotOfType) in
            switch value {
            case .string, .list: return value
            default: throw NotOfType()
            }
        }
    }
}

extension FunctionType where T == String {
    static var text: FunctionType {
        FunctionType(name: "TEXT", expected: "text", decode: text(of:), fromWord: textFromWord)
    }

    static var name: FunctionType {
        FunctionType(name: "FIELD", expected: "a field's name", decode: text(of:), fromWord: textFromWord)
    }

    @Sendable private static func text(of value: Value) throws(NotOfType) -> String {
        guard case .string(let text) = value else { throw NotOfType() }
        return text
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

    static var integer: FunctionType {
        FunctionType(
            name: "N", expected: "an integer",
            decode: { (value) throws(NotOfType) in
                guard case .integer(let number) = value else { throw NotOfType() }
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
            guard let row = value.row else { throw NotOfType() }
            return row
        }
    }
}

/// A word that is a number, as that number.
@Sendable func numberFromWord(_ value: Value) -> Value {
    guard case .string(let text) = value else { return value }
    return Value(number: text) ?? value
}

/// A word that is a number, true or false, as it was written.
@Sendable private func textFromWord(_ value: Value) -> Value {
    switch value {
    case .integer, .decimal, .bool: .string(value.text)
    default: value
    }
}
