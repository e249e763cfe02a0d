public import OrderedCollections

/// A JSON value that keeps what the sender wrote: the order of keys, and numbers that do not fit 64 bits.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number written as an integer that fits 64 bits.
    case integer(Int64)
    /// Any other number, exactly as written: `1.50`, `6e3`, `12345678901234567890`.
    case decimal(String)
    case string(String)
    case array([JSON])
    case object(OrderedDictionary<String, JSON>)

    /// Arrays and objects may not be nested deeper than this, in values read, built or written.
    public static let maximumDepth = 256
}

extension JSON {
    /// The value of `name` in an object; nil in anything else.
    public subscript(name: String) -> JSON? {
        guard case .object(let fields) = self else { return nil }
        return fields[name]
    }

    /// The text of a string; nil for anything else.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The value of an integer; nil for anything else.
    public var integer: Int? {
        guard case .integer(let number) = self else { return nil }
        return Int(number)
    }

    /// The value of `true` or `false`; nil for anything else.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The items of an array; nil for anything else.
    public var items: [JSON]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    /// The fields of an object; nil for anything else.
    public var fields: OrderedDictionary<String, JSON>? {
        guard case .object(let fields) = self else { return nil }
        return fields
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(OrderedDictionary(elements, uniquingKeysWith: { _, last in last }))
    }
    public init(nilLiteral: ()) { self = .null }
}
