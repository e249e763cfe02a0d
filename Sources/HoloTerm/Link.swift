/// The address that a piece of text opens: http and https only.
package struct Link: Sendable, Hashable {
    /// Printable ASCII without spaces, so that nothing in it ends the sequence that it stands in.
    let address: String

    /// Terminals refuse longer ones.
    private static let longest = 2083

    /// Nil where `text` is no address as a whole.
    package init?(_ text: String) {
        let scheme = text.utf8.prefix(8).map { $0 | 0x20 }
        guard text.utf8.count <= Self.longest,
            scheme.starts(with: "http://".utf8) && text.utf8.count > 7
                || scheme.elementsEqual("https://".utf8) && text.utf8.count > 8,
            !text.utf8.contains(where: { $0 <= 0x20 })
        else { return nil }
        var address: [UInt8] = []
        for byte in text.utf8 {
            if byte < 0x7F { address.append(byte) } else { address += Self.percent(byte) }
        }
        guard address.count <= Self.longest else { return nil }
        self.address = String(decoding: address, as: UTF8.self)
    }

    private static func percent(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    /// The rows of one text that is wrapped are one link where they carry the same id.
    var opening: String { "\u{1b}]8;id=\(identity);\(address)\u{1b}\\" }
    static let closing = "\u{1b}]8;;\u{1b}\\"

    /// FNV-1a of the address: the same in every run.
    private var identity: String {
        let hash = address.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return String(hash & 0xFFFF_FFFF, radix: 16)
    }
}
