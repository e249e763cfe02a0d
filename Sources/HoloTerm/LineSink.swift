/// Takes lines as they are made, and passes them on in pieces, so that no more is made than somebody reads.
package final class LineSink {
    private static let pieceSize = 1 << 15

    /// Nobody wants more.
    package private(set) var isClosed = false
    /// So many spaces stand before each line.
    package var indent = 0

    private let pass: (VisibleText) -> Bool
    private var bytes: [UInt8] = []
    private var lineStart = 0

    /// - Parameter pass: takes the next lines, each with the line feed that ends it; false when it wants no more.
    package init(_ pass: @escaping (VisibleText) -> Bool) { self.pass = pass }

    package func add(_ line: VisibleText) {
        if !line.isEmpty { begin() }
        bytes += line.string.utf8
        end()
    }

    package func add(_ lines: [VisibleText]) { for line in lines { add(line) } }

    package func flush() {
        guard !bytes.isEmpty else { return }
        if !isClosed { isClosed = !pass(VisibleText(made: String(decoding: bytes, as: UTF8.self))) }
        bytes.removeAll(keepingCapacity: true)
        lineStart = 0
    }

    func begin() { spaces(indent) }

    func put(_ text: String) { bytes += text.utf8 }

    func spaces(_ count: Int) { for _ in 0..<max(0, count) { bytes.append(0x20) } }

    /// Ends a line without the spaces at its end.
    func endTrimmed() {
        while bytes.count > lineStart, bytes.last == 0x20 { bytes.removeLast() }
        end()
    }

    private func end() {
        bytes.append(UInt8(ascii: "\n"))
        lineStart = bytes.count
        if bytes.count >= Self.pieceSize { flush() }
    }
}

extension LineSink {
    /// All lines of what `write` writes.
    package static func lines(_ write: (LineSink) -> Void) -> [VisibleText] {
        var text = VisibleText("")
        let sink = LineSink { piece in
            text += piece
            return true
        }
        write(sink)
        sink.flush()
        return text.lines.dropLast()
    }
}
