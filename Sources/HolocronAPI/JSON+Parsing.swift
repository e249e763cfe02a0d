import OrderedCollections

extension JSON {
    /// Reads one value and nothing after it but white space.
    ///
    /// Duplicate keys are refused. A lone surrogate escape becomes U+FFFD.
    /// - Throws: ``JSONError`` with the byte offset of the first mistake.
    public init(parsing bytes: [UInt8], maximumDepth: Int = JSON.maximumDepth) throws(JSONError) {
        var limits = JSONLimits()
        limits.depth = maximumDepth
        var reader = JSONReader(bytes, limits: limits)
        var values: [JSON] = []
        while let event = try reader.next() { JSON.take(event, &values) }
        self = values[0]
    }

    /// Reads one value from text; see ``init(parsing:maximumDepth:)-([UInt8],_)``.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    private static func take(_ event: JSONEvent, _ values: inout [JSON]) {
        switch event {
        case .null: values.append(.null)
        case .bool(let value): values.append(.bool(value))
        case .integer(let number): values.append(.integer(number))
        case .decimal(let text): values.append(.decimal(text))
        case .string(let text): values.append(.string(text))
        case .array(let count): values.append(.array(values.removeLastAsArray(count)))
        case .object(let shape):
            let first = values.count - shape.count
            let fields = shape.mapValues { values[first + $0] }
            values.removeLast(shape.count)
            values.append(.object(fields))
        }
    }
}

extension [JSON] {
    /// Removes the last so many elements and gives them; all of them are handed over without a copy.
    fileprivate mutating func removeLastAsArray(_ count: Int) -> [JSON] {
        if count == self.count {
            var all: [JSON] = []
            swap(&all, &self)
            return all
        }
        let last = Array(suffix(count))
        removeLast(count)
        return last
    }
}
