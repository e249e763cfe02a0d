package import OrderedCollections

/// How large a value read from JSON may be.
package struct JSONLimits: Sendable {
    package var depth = JSON.maximumDepth
    package var items = Int.max
    /// Of one text, in bytes.
    package var text = Int.max

    package init() {}

    package init(items: Int, text: Int) {
        self.items = items
        self.text = text
    }
}

/// What comes next in JSON text. Containers come when they are closed, after all that is in them.
package enum JSONEvent: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case decimal(String)
    case string(String)
    /// The last so many values are its items.
    case array(Int)
    /// The last values are its fields: each key with the position of its value among them.
    case object(OrderedDictionary<String, Int>)
}

/// Reads JSON text one event at a time, without recursion.
///
/// Objects with the same keys in the same order get the same shape, whose storage they share.
package struct JSONReader: ~Copyable {
    struct Frame {
        var isObject: Bool
        var count = 0
        /// Where in the shapes its keys have led so far.
        var shape = JSONShapes.root
    }

    let bytes: [UInt8]
    let limits: JSONLimits
    package internal(set) var position = 0
    var frames: [Frame] = []
    var shapes = JSONShapes()
    private var isAfterValue = false

    /// - Parameter start: how many bytes are not read, such as a byte order mark.
    package init(_ bytes: [UInt8], from start: Int = 0, limits: JSONLimits = JSONLimits()) {
        self.bytes = bytes
        self.limits = limits
        position = start
    }

    /// The next event of a text that is one value; nil at its end.
    package mutating func next() throws(JSONError) -> JSONEvent? {
        if isAfterValue, frames.isEmpty {
            skipSpace()
            guard position == bytes.count else { throw failure("there is more after the value") }
            return nil
        }
        return try step()
    }

    /// The next event of a text that is any number of values, with white space between them; nil at its end.
    package mutating func nextInSequence() throws(JSONError) -> JSONEvent? {
        if frames.isEmpty {
            isAfterValue = false
            skipSpace()
            if position == bytes.count { return nil }
        }
        return try step()
    }

    private mutating func step() throws(JSONError) -> JSONEvent {
        skipSpace()
        if isAfterValue, let event = try separator() { return event }
        while true {
            switch current {
            case UInt8(ascii: "{"): if let event = try open(isObject: true) { return event }
            case UInt8(ascii: "["): if let event = try open(isObject: false) { return event }
            case UInt8(ascii: "\""): return try ended(.string(try string()))
            case UInt8(ascii: "t"): return try ended(word("true", .bool(true)))
            case UInt8(ascii: "f"): return try ended(word("false", .bool(false)))
            case UInt8(ascii: "n"): return try ended(word("null", .null))
            case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), UInt8(ascii: "-"):
                return try ended(try number())
            case nil: throw failure("a value is missing")
            default: throw failure("this is not a value")
            }
        }
    }

    /// What stands between two values of a container, or its end.
    private mutating func separator() throws(JSONError) -> JSONEvent? {
        let isObject = frames[frames.count - 1].isObject
        if accept(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) { return try close() }
        guard accept(UInt8(ascii: ",")) else {
            throw failure(isObject ? "a comma or } is missing" : "a comma or ] is missing")
        }
        skipSpace()
        if isObject { try key() }
        isAfterValue = false
        return nil
    }

    private mutating func open(isObject: Bool) throws(JSONError) -> JSONEvent? {
        guard frames.count < limits.depth else { throw failure("nested deeper than \(limits.depth)") }
        frames.append(Frame(isObject: isObject))
        position += 1
        isAfterValue = false
        skipSpace()
        if accept(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) { return try close() }
        if isObject { try key() }
        return nil
    }

    private mutating func close() throws(JSONError) -> JSONEvent {
        guard let frame = frames.popLast() else { throw failure("this is not a value") }
        return try ended(frame.isObject ? .object(shapes.shape(at: frame.shape)) : .array(frame.count))
    }

    private mutating func ended(_ event: JSONEvent) throws(JSONError) -> JSONEvent {
        isAfterValue = true
        if !frames.isEmpty {
            frames[frames.count - 1].count += 1
            guard frames[frames.count - 1].count <= limits.items else {
                throw failure("a list may have \(limits.items) items, and this has more")
            }
        }
        return event
    }

    private mutating func key() throws(JSONError) {
        let start = position
        guard current == UInt8(ascii: "\"") else { throw failure("a key in double quotes is missing") }
        let last = frames.count - 1
        if let known = shapes.likely(after: frames[last].shape, in: bytes, at: position + 1) {
            frames[last].shape = known.shape
            position += known.length + 2
        } else {
            let key = try string()
            let raw = bytes[(start + 1)..<(position - 1)]
            guard let shape = shapes.next(after: frames[last].shape, key: key, raw: raw) else {
                throw JSONError(reason: "the key \"\(key)\" is there twice", offset: start)
            }
            frames[last].shape = shape
        }
        skipSpace()
        guard accept(UInt8(ascii: ":")) else { throw failure("a colon is missing") }
        skipSpace()
    }
}

extension JSONReader {
    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func failure(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

    mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    mutating func accept(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func word(_ word: StaticString, _ event: JSONEvent) throws(JSONError) -> JSONEvent {
        let isThere = word.withUTF8Buffer { text in
            position + text.count <= bytes.count
                && (0..<text.count).allSatisfy { unsafe text[$0] == bytes[position + $0] }
        }
        guard isThere else { throw failure("this is not a value") }
        position += word.utf8CodeUnitCount
        return event
    }
}
