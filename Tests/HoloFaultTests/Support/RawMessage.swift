/// A request or a response as the bytes that it is.
struct RawMessage: Sendable {
    var bytes: [UInt8]
    /// Where the body begins.
    var headEnd: Int

    var head: String { String(decoding: bytes[..<headEnd], as: UTF8.self) }
    var body: String { String(decoding: bytes[headEnd...], as: UTF8.self) }
    var firstLine: Substring { head.prefix { $0 != "\r\n" } }

    /// Where the status line's own bytes end, without the line break.
    var firstLineEnd: Int { bytes.firstIndex(of: UInt8(ascii: "\r")) ?? 0 }

    var status: Int? {
        let words = firstLine.split(separator: " ")
        return words.count > 1 ? Int(words[1]) : nil
    }

    /// Reads one whole; nil where the connection ends before.
    init?(from wire: Wire) {
        bytes = []
        headEnd = 0
        while headEnd == 0 || bytes.count < headEnd + (length ?? .max) {
            let more = wire.read()
            guard !more.isEmpty else {
                guard headEnd > 0, length == nil else { return nil }
                return
            }
            bytes += more
            if headEnd == 0, let blank = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                headEnd = blank.upperBound
                if length == nil, head.hasPrefix("GET") { return }
            }
        }
    }

    private var length: Int? {
        head.split(separator: "\r\n").lazy.compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { return nil }
            return Int(parts[1].filter { $0 != " " })
        }.first
    }

    init(status: String, fields: [String] = [], body: [UInt8], type: String? = "application/json") {
        var lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.count)"] + fields
        if let type { lines.append("Content-Type: \(type)") }
        let head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        bytes = head + body
        headEnd = head.count
    }

    init(status: String, fields: [String] = [], body: String, type: String? = "application/json") {
        self.init(status: status, fields: fields, body: Array(body.utf8), type: type)
    }

    /// The same message with other framing: everything but `Content-Length` stays.
    func reframed(field: String?, body: [UInt8]) -> RawMessage {
        let lines = head.split(separator: "\r\n").map(String.init)
        let kept = lines.filter { !$0.lowercased().hasPrefix("content-length:") } + (field.map { [$0] } ?? [])
        let head = Array((kept.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        var message = self
        message.bytes = head + body
        message.headEnd = head.count
        return message
    }

    /// In chunks of so many bytes.
    func chunked(_ size: Int) -> RawMessage {
        var rest = bytes[headEnd...]
        var body: [UInt8] = []
        while !rest.isEmpty {
            let part = rest.prefix(size)
            body += Array("\(String(part.count, radix: 16))\r\n".utf8) + part + Array("\r\n".utf8)
            rest = rest.dropFirst(size)
        }
        return reframed(field: "Transfer-Encoding: chunked", body: body + Array("0\r\n\r\n".utf8))
    }

    /// Ended by the end of the connection only.
    var unframed: RawMessage { reframed(field: "Connection: close", body: Array(bytes[headEnd...])) }

    /// With `Content-Encoding: gzip`, which nobody asked for.
    var gzipped: RawMessage {
        let packed = gzip(Array(bytes[headEnd...]))
        var message = reframed(field: "Content-Length: \(packed.count)", body: packed)
        let field = Array("Content-Encoding: gzip\r\n".utf8)
        message.bytes.insert(contentsOf: field, at: message.headEnd - 2)
        message.headEnd += field.count
        return message
    }
}

/// A gzip file that stores its one block.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var crc: UInt32 = ~0
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
    let length = UInt32(bytes.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(length, 2) + little(~length, 2) + bytes
        + little(~crc, 4) + little(length, 4)
}
