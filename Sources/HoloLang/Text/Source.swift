/// A half-open range of UTF-8 offsets in one ``Source``.
package struct SourceRange: Sendable, Hashable {
    package var start: Int
    package var end: Int

    package init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    /// The smallest range that covers both.
    package func union(_ other: SourceRange) -> SourceRange {
        SourceRange(min(start, other.start), max(end, other.end))
    }
}

/// One piece of program text: a file, a typed line, the text of `-c`.
package final class Source: Sendable {
    /// What messages call it: a path as the user gave it, `-` or `-c`; empty for a typed line.
    package let name: String
    /// UTF-8, without the byte order mark that some editors put first.
    package let bytes: [UInt8]
    /// The offset of the first byte of every line, in order.
    let lineStarts: [Int]

    /// Source text may not be larger than this, in bytes.
    package static let maximumSize = 1 << 20

    package convenience init(name: String, text: String) {
        self.init(name: name, checked: Array(text.utf8))
    }

    /// Refuses bytes that are too many, binary or not UTF-8.
    package convenience init(name: String, bytes: [UInt8]) throws(Diagnostic) {
        try check(bytes, name: name)
        self.init(name: name, checked: bytes)
    }

    private init(name: String, checked bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes.starts(with: "\u{FEFF}".utf8) ? Array(bytes.dropFirst(3)) : bytes
        var starts = [0]
        for (offset, byte) in self.bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        self.lineStarts = starts
    }

    /// Typed as a whole just now, at a prompt or behind `-c`, so that it can be typed again as it was meant.
    package var isTyped: Bool { name.isEmpty || name == "-c" }

    package func text(_ range: SourceRange) -> String {
        String(decoding: bytes[range.start..<range.end], as: UTF8.self)
    }
}
