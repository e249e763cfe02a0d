import OrderedCollections

extension JSON {
    /// How a value is laid out as text.
    public enum Layout: Sendable {
        /// One line, no spaces: `{"a":[1,2]}`.
        case compact
        /// Two spaces a level, one field or item a line.
        case indented
    }

    /// The value as JSON text, in UTF-8, control characters escaped.
    public func encoded(_ layout: Layout = .compact) -> String {
        var writer = JSONWriter(layout)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Keys sorted at every level: equal contents give equal text, whatever order they came in.
    public var canonical: JSON {
        switch self {
        case .array(let items): return .array(items.map(\.canonical))
        case .object(var fields):
            fields.sort { $0.key < $1.key }
            return .object(fields.mapValues(\.canonical))
        default: return self
        }
    }
}

/// Writes JSON text piece by piece; what is asked of it in turn has to make a value.
package struct JSONWriter: Sendable {
    private let indents: Bool
    /// When there are more bytes than this, lists and records that are still to come are left out.
    private let enough: Int
    private var level = 0
    private var isFirst = true
    /// What is written so far; whoever takes it out leaves it empty.
    package var bytes: [UInt8] = []

    package init(_ layout: JSON.Layout = .compact, enough: Int = .max) {
        indents = layout == .indented
        self.enough = enough
    }

    /// Nobody wants more than this.
    package var isFull: Bool { bytes.count > enough }

    package mutating func null() { bytes += [0x6E, 0x75, 0x6C, 0x6C] }

    package mutating func write(_ value: Bool) { bytes += (value ? "true" : "false").utf8 }

    package mutating func write(_ number: Int64) { write(verbatim: String(number)) }

    /// Text that is JSON already: a number.
    package mutating func write(verbatim text: String) { bytes += text.utf8 }

    package mutating func open(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        level += 1
        isFirst = true
    }

    /// Goes before each item, and before each key.
    package mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        breakLine()
    }

    package mutating func close(_ bracket: Unicode.Scalar) {
        level -= 1
        if !isFirst { breakLine() }
        isFirst = false
        bytes.append(UInt8(ascii: bracket))
    }

    package mutating func key(_ name: String) {
        separate()
        write(name)
        bytes.append(UInt8(ascii: ":"))
        if indents { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func breakLine() {
        guard indents else { return }
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<level * 2 { bytes.append(UInt8(ascii: " ")) }
    }
}
