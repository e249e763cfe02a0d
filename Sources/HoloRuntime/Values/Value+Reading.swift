package import HolocronAPI
import OrderedCollections

extension JSONLimits {
    /// What a value may be at most.
    static let ofValues = JSONLimits(items: Value.maximumCount, text: Value.maximumText)
}

extension Value {
    /// Reads one value from JSON text, without a JSON between.
    package init(jsonIn reader: consuming JSONReader) throws(JSONError) {
        var values: [Value] = []
        while let event = try reader.next() { Value.take(event, &values) }
        self = values[0]
    }

    /// Reads any number of values with white space between them.
    static func all(jsonIn reader: consuming JSONReader) throws(JSONError) -> [Value] {
        var values: [Value] = []
        while let event = try reader.nextInSequence() { Value.take(event, &values) }
        return values
    }

    private static func take(_ event: JSONEvent, _ values: inout [Value]) {
        switch event {
        case .null: values.append(.null)
        case .bool(let value): values.append(.bool(value))
        case .integer(let number): values.append(.integer(Int(number)))
        case .decimal(let text): values.append(.decimal(text))
        case .string(let text): values.append(.string(text))
        case .array(let count):
            let items = values.removeLastAsArray(count)
            values.append(.list(items))
        case .object(let shape):
            let first = values.count - shape.count
            let fields = shape.mapValues { values[first + $0] }
            values.removeLast(shape.count)
            values.append(.record(fields))
        }
    }
}

extension [Value] {
    /// Removes the last so many elements and gives them; all of them are handed over without a copy.
    fileprivate mutating func removeLastAsArray(_ count: Int) -> [Value] {
        if count == self.count {
            var all: [Value] = []
            swap(&all, &self)
            return all
        }
        let last = Array(suffix(count))
        removeLast(count)
        return last
    }
}
