/// Text whose charset is not known yet, read as ASCII in small letters.
struct ByteText {
    private let bytes: [UInt8]

    init(_ text: some Sequence<UInt8>) {
        bytes = text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    func starts(with word: String) -> Bool { bytes.starts(with: word.utf8) }

    /// The word after `name=`, in quotes or not: of the first place where one follows.
    func value(of name: String) -> String? {
        let name = Array(name.utf8)
        return bytes.indices.lazy.filter { bytes[$0] == name[0] && bytes[$0...].starts(with: name) }
            .compactMap { value(from: $0 + name.count) }.first
    }

    private func value(from start: Int) -> String? {
        let rest = bytes[start...].drop { $0 <= 0x20 }
        guard rest.first == UInt8(ascii: "=") else { return nil }
        let word = rest.dropFirst().drop { $0 <= 0x20 }
            .drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
            .prefix(while: ByteText.isInWord)
        return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
    }

    private static func isInWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
