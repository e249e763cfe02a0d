/// What becomes of line feeds and tabs in text that is made visible.
package enum Whitespace: Sendable {
    /// Line feeds and tabs stay: for text printed as it is.
    case kept
    /// Line feeds become `⏎`, tabs become a space: for one cell or one line.
    case shown
}

/// Who reads the text that is made visible.
package enum Reader: Sendable {
    /// Everything that shows nothing, or that moves what stands beside it, is written out.
    case person
    /// Only what drives a terminal is written out; the rest is a program's data.
    case program
}

/// `text` with everything that could drive or fool a terminal shown instead of sent.
package func visible(_ text: String, _ whitespace: Whitespace = .kept, for reader: Reader = .person) -> String
{
    guard needsEscapes(text, whitespace, reader) else { return text }
    var escaper = Escaper(whitespace: whitespace, reader: reader)
    for scalar in text.unicodeScalars { escaper.take(scalar) }
    return escaper.finished
}

/// The same for bytes that may be no text: those that are none are shown as `\xff`.
package func visible(
    bytes: [UInt8], _ whitespace: Whitespace = .kept, for reader: Reader = .person
) -> String {
    var escaper = Escaper(whitespace: whitespace, reader: reader)
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
        switch parser.parseScalar(from: &iterator) {
        case .valid(let encoded):
            escaper.take(Unicode.UTF8.decode(encoded))
            position += encoded.count
        case .error(let length):
            escaper.take(invalid: bytes[position..<(position + length)])
            position += length
        case .emptyInput: return escaper.finished
        }
    }
}

/// Text that has nothing to escape is the common case: it is found without looking at scalars.
private func needsEscapes(_ text: String, _ whitespace: Whitespace, _ reader: Reader) -> Bool {
    var text = text
    let isKept = whitespace == .kept
    let isPlain = text.withUTF8 { bytes in
        bytes.allSatisfy { $0 &- 0x20 < 0x5F || isKept && ($0 == 0x0A || $0 == 0x09) }
    }
    guard !isPlain else { return false }
    return text.unicodeScalars.contains { scalar in
        if isKept, scalar == "\n" || scalar == "\t" { return false }
        return drives(scalar) || reader == .person && hides(scalar)
    }
}

/// Control characters, and what begins a line or turns the direction of one.
func drives(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
}

/// What shows nothing by itself, so that two texts that look the same are not: the default ignorable characters of
/// Unicode, and the marks around annotations.
func hides(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0xAD: false
    case 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200F,
        0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB,
        0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
        true
    default: false
    }
}
