/// Throws what keeps the bytes of a file from being program text.
func check(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    guard bytes.count <= Source.maximumSize else { throw .tooLarge(name) }
    if let offset = bytes.firstIndex(where: \.isBinary) {
        throw notText(name, at: offset, of: bytes, "is a control character", hint: nil)
    }
    do {
        _ = try UTF8Span(validating: bytes.span)
    } catch {
        let hint = "save the file as UTF-8"
        throw notText(name, at: error.byteOffsets.lowerBound, of: bytes, "is not UTF-8", hint: hint)
    }
}

extension Diagnostic {
    static func tooLarge(_ name: String) -> Diagnostic {
        Diagnostic(
            "\(name) is larger than 1 MiB", in: Source(name: name, text: ""), at: SourceRange(0, 0),
            hint: "put its parts into files, and include them")
    }
}

private func notText(
    _ name: String, at offset: Int, of bytes: [UInt8], _ reason: String, hint: String?
) -> Diagnostic {
    let line = bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
    return Diagnostic(
        "\(name) is not text: line \(line), byte offset \(offset) \(reason)",
        in: Source(name: name, text: ""), at: SourceRange(0, 0), hint: hint)
}

extension UInt8 {
    /// A control character that no text file has: all but tab, newline and carriage return.
    fileprivate var isBinary: Bool {
        self < 0x20 && self != 0x09 && self != 0x0A && self != 0x0D || self == 0x7F
    }
}
