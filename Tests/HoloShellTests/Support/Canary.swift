import Foundation

/// A value that must not be kept, and what is left of it where only a part was taken out.
struct Canary: Sendable {
    let name: String
    let text: String
    /// Parts that nothing else has, in lower case.
    let marks: [String]

    static let key = Canary(name: "the key", text: "ak-Wren41+Qw/7\"x=9", marks: ["wren41+qw/7"])
    static let persons = [
        Canary(name: "the name", text: "Zoë O'Finch \"Q\"/41", marks: ["o'finch"]),
        Canary(
            name: "the e-mail address", text: "heron.41+news@acme-heron.example",
            marks: ["heron.41", "acme-heron"]),
        Canary(name: "the phone number", text: "+1 (415) 555-0141", marks: ["555-0141", "4155550141"]),
        Canary(name: "the address", text: "41 Plover Row/2, São \"B\"", marks: ["plover row"]),
    ]
    static let all = [key] + persons

    /// How people and programs write it.
    var spellings: [(name: String, text: String)] {
        let every = text.utf8.map { String(format: "%%%02X", $0) }.joined()
        let reserved = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let unicode = text.utf16.map { String(format: "\\u%04x", $0) }.joined()
        let json = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let forms = [
            ("raw", text), ("percent", every), ("percent, lower case", every.lowercased()),
            ("percent where needed", reserved),
            ("percent with +", reserved.replacing("%20", with: "+")), ("JSON", json),
            ("JSON with \\/", json.replacing("/", with: "\\/")), ("JSON \\u", unicode),
            ("JSON \\u in capitals", unicode.uppercased().replacing("\\U", with: "\\u")),
            ("JSON \\u beyond ASCII", json.unicodeScalars.map(Canary.beyondASCII).joined()),
        ]
        let base64 = (0..<3).flatMap { before in
            let standard = Data((String(repeating: "<", count: before) + text + ">").utf8)
                .base64EncodedString()
            let safe = standard.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            return [("base64 at \(before)", standard), ("base64url at \(before)", safe)]
        }
        return forms + base64
    }

    private static func beyondASCII(_ scalar: Unicode.Scalar) -> String {
        scalar.isASCII ? String(scalar) : String(format: "\\u%04X", scalar.value)
    }

    /// Which part of it is in the bytes, in whatever spelling.
    func found(in views: CanaryViews) -> String? {
        ([text.lowercased()] + marks).first { views.contains($0) }
    }
}

/// Bytes as they are, and as they are once escapes and base64 are undone, in any order.
struct CanaryViews {
    private let views: [Data]

    init(_ data: Data) {
        var texts: [[UInt8]] = [Array(data)]
        var newest = texts
        for _ in 0..<3 {
            let decoded = newest.flatMap { text in CanaryViews.decoders.map { $0(text) } }
            newest = decoded.filter { !texts.contains($0) }
            for text in newest where !texts.contains(text) { texts.append(text) }
        }
        let packed = texts.map(CanaryViews.base64)
        views = (texts + packed + packed.map(CanaryViews.json) + packed.map(CanaryViews.percent)).map {
            Data($0.map { (65...90).contains($0) ? $0 | 0x20 : $0 })
        }
    }

    func contains(_ text: String) -> Bool {
        let wanted = Data(text.utf8)
        return views.contains { $0.range(of: wanted) != nil }
    }

    private static let decoders = [percent, form, json]

    private static func percent(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "%")) else { return text }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), let value = hex(text, index + 1, 2) {
                decoded.append(UInt8(value))
                index += 3
            } else {
                decoded.append(text[index])
                index += 1
            }
        }
        return decoded
    }

    /// As in a form, where a + is a space.
    private static func form(_ text: [UInt8]) -> [UInt8] {
        percent(text.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 })
    }

    private static func json(_ text: [UInt8]) -> [UInt8] {
        let backslash = UInt8(ascii: "\\")
        guard text.contains(backslash) else { return text }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            guard text[index] == backslash, index + 1 < text.count else {
                decoded.append(text[index])
                index += 1
                continue
            }
            if text[index + 1] == UInt8(ascii: "u"), let unit = hex(text, index + 2, 4) {
                decoded += String(decoding: [UInt16(unit)], as: UTF16.self).utf8
                index += 6
            } else {
                decoded.append(text[index + 1])
                index += 2
            }
        }
        return decoded
    }

    private static func hex(_ text: [UInt8], _ start: Int, _ count: Int) -> Int? {
        guard start + count <= text.count else { return nil }
        return Int(String(decoding: text[start..<start + count], as: UTF8.self), radix: 16)
    }

    /// What every row of characters of base64 says, wherever in it a group begins.
    private static func base64(_ text: [UInt8]) -> [UInt8] {
        var decoded: [UInt8] = []
        var run: [UInt8] = []
        for byte in text + [0] {
            if let sextet = values[Int(byte)] {
                run.append(sextet)
                continue
            }
            if run.count >= 12 { for offset in 0..<4 { decoded += bytes(of: run[offset...]) + [0] } }
            run.removeAll(keepingCapacity: true)
        }
        return decoded
    }

    private static func bytes(of run: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var bits = 0
        var count = 0
        for sextet in run {
            bits = (bits << 6 | Int(sextet)) & 0xFFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> count & 0xFF))
            }
        }
        return bytes
    }

    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 256)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (index, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(index) }
        values[Int(UInt8(ascii: "-"))] = 62
        values[Int(UInt8(ascii: "_"))] = 63
        return values
    }()
}
