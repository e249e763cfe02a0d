/// What the terminal sent: characters, and pastes as one piece.
enum Key: Equatable {
    case character(Unicode.Scalar)
    case paste(String)
}

/// Turns bytes into keys; what is not read yet stays here between two lines.
///
/// Pastes are found here and not by a key binding: so no mode of libedit takes a pasted newline for Enter.
struct KeyDecoder {
    private static let pasteStart = Array("\u{1b}[200~".utf8)
    private static let pasteEnd = Array("\u{1b}[201~".utf8)

    private var bytes: [UInt8] = []
    private var position = 0
    private var isPasting = false
    /// The marker's beginning was given out as keys when its rest took too long; the rest still counts.
    private var releasedOfStart = 0

    /// Some bytes wait for others that decide what they mean.
    var isWaiting: Bool { position < bytes.count && !isPasting }

    mutating func push(_ more: [UInt8]) {
        bytes.removeFirst(position)
        position = 0
        bytes += more
    }

    mutating func removeAll() { self = KeyDecoder() }

    /// The next key, or nil when more bytes are needed; `waited` means that none came for a while.
    mutating func next(waited: Bool = false) -> Key? {
        while position < bytes.count {
            if isPasting { return paste() }
            switch startsPaste() {
            case .whole: continue
            case .part where !waited: return nil
            case .part: releasedOfStart += 1
            case .none: releasedOfStart = 0
            }
            switch scalar(waited) {
            case .some(let scalar?): return .character(scalar)
            case .some(nil): continue
            case nil: return nil
            }
        }
        return nil
    }

    private enum Match { case none, part, whole }

    private mutating func startsPaste() -> Match {
        let wanted = Self.pasteStart.dropFirst(releasedOfStart)
        let have = bytes[position...].prefix(wanted.count)
        guard wanted.starts(with: have) else {
            guard releasedOfStart > 0 else { return .none }
            releasedOfStart = 0
            return startsPaste()
        }
        guard have.count == wanted.count else { return .part }
        position += have.count
        releasedOfStart = 0
        isPasting = true
        return .whole
    }

    private mutating func paste() -> Key? {
        let body = bytes[position...]
        guard let end = body.firstRange(of: Self.pasteEnd) else { return nil }
        position = end.upperBound
        isPasting = false
        return .paste(pastedText(String(decoding: body[..<end.lowerBound], as: UTF8.self)))
    }

    /// Nil: more bytes are needed. `.some(nil)`: something unusable was skipped.
    private mutating func scalar(_ waited: Bool) -> Unicode.Scalar?? {
        let length = sequenceLength(bytes[position])
        if position + length > bytes.count && !waited
            && bytes[position...].dropFirst().allSatisfy(isContinuation)
        {
            return nil
        }
        var decoder = UTF8()
        var iterator = bytes[position...].prefix(length).makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
            position += 1
            return .some(nil)
        }
        position += UTF8.encode(scalar)?.count ?? 1
        // C1 controls are never typed; libedit gets its own commands through them.
        return .some((0x80...0x9F).contains(scalar.value) ? nil : scalar)
    }

    private func sequenceLength(_ first: UInt8) -> Int {
        switch first {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }

    private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}

extension ArraySlice<UInt8> {
    /// The first place of `pattern`, without its cost where the pattern's first byte is rare.
    fileprivate func firstRange(of pattern: [UInt8]) -> Range<Int>? {
        var start = startIndex
        while let candidate = self[start...].firstIndex(of: pattern[0]) {
            if self[candidate...].starts(with: pattern) { return candidate..<candidate + pattern.count }
            start = candidate + 1
        }
        return nil
    }
}

/// Line ends become `\n`, tabs four spaces, and other control characters go: a paste is text, never keys.
func pastedText(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\n" where previous == "\r": break
        case "\n", "\r": result.append("\n")
        case "\t": result.append(contentsOf: "    ".unicodeScalars)
        case _ where scalar.properties.generalCategory == .control: break
        default: result.append(scalar)
        }
        previous = scalar
    }
    return String(result)
}
