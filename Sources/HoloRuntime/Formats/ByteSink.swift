/// Where a format's text goes: it is gathered, and passed on in pieces where there is somewhere to pass it.
package struct ByteSink {
    private static let pieceSize = 1 << 18

    var bytes: [UInt8] = []
    private let pass: (([UInt8]) throws(Stop) -> Void)?

    init(to pass: (([UInt8]) throws(Stop) -> Void)? = nil) { self.pass = pass }

    /// Passes the bytes on when there are many. A format calls it between rows.
    mutating func spill() throws(Stop) {
        if bytes.count >= ByteSink.pieceSize { try flush() }
    }

    mutating func flush() throws(Stop) {
        guard let pass, !bytes.isEmpty else { return }
        try pass(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    package mutating func write(_ text: String) { bytes += text.utf8 }
}
