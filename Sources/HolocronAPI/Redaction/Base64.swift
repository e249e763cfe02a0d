/// The alphabet of base64, and the one that is safe in addresses.
enum Base64 {
    static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Six bits each; the last one filled up with zeros.
    static func sextets(_ bytes: [UInt8]) -> [UInt8] {
        (0..<(bytes.count * 8 + 5) / 6).map { index in
            let bit = index * 6
            let pair =
                UInt16(bytes[bit / 8]) << 8 | (bit / 8 + 1 < bytes.count ? UInt16(bytes[bit / 8 + 1]) : 0)
            return UInt8(truncatingIfNeeded: pair >> UInt16(10 - bit % 8)) & 63
        }
    }

    /// The character in the standard alphabet.
    static func plain(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: byte
        }
    }

    /// How a character of the standard alphabet may be written.
    static func aliases(of byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "+"): [byte, UInt8(ascii: "-")]
        case UInt8(ascii: "/"): [byte, UInt8(ascii: "_")]
        default: [byte]
        }
    }

    static func isCharacter(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+/-_".utf8.contains(byte)
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
