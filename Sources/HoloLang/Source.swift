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
    /// What messages call it: a path as the user gave it, `-`, `-c` or `line 3`.
    package let name: String
    package let bytes: [UInt8]

    /// Source text may not be larger than this, in bytes.
    package static let maximumSize = 1 << 20

    package init(name: String, text: String) {
        self.name = name
        self.bytes = Array(text.utf8)
    }

    package func text(_ range: SourceRange) -> String {
        String(decoding: bytes[range.start..<range.end], as: UTF8.self)
    }
}
