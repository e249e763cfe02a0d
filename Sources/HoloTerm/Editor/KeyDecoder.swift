/// What the terminal sent: characters, and pastes as one piece.
enum Key: Equatable {
    case character(Unicode.Scalar)
    case paste(String)
}

/// Turns bytes into keys; what is not read yet stays here between two lines.
///
/// Pastes are found here and not by a key binding: so no mode of libedit takes a pasted newline for Enter. What comes
/// in one go with a paste belongs to it, so that a text that holds the mark of its own end runs nothing either.
struct KeyDecoder {
    private static let pasteStart = Array("\u{1b}[200~".utf8)
    private static let pasteEnd = Array("\u{1b}[201~".utf8)

    private enum Mode { case keys, pasting, justPasted }

    private var bytes: [UInt8] = []
    private var position = 0
    private var mode = Mode.keys
    /// Bytes of a paste that hold no end mark.
    private var searched = 0
    /// A mark's beginning was given out as keys when its rest took too long; the rest still counts.
    private var releasedOfStart = 0

    /// The terminal was asked where its cursor is and has not answered.
    private var awaitsPlace = false
    /// The column that it said, counted from 0.
    private(set) var cursorColumn: Int?

    /// Some bytes wait for others that decide what they mean.
    var isWaiting: Bool { position < bytes.count && mode != .pasting }

    /// What comes now may still belong to a paste.
    var hasJustPasted: Bool { mode == .justPasted }

    var isPasting: Bool { mode == .pasting }

    /// More keys are here already.
    var hasMore: Bool { position < bytes.count }

    mutating func push(_ more: [UInt8]) {
        if position > 0 {
            bytes.removeFirst(position)
            position = 0
        }
        bytes += more
        if awaitsPlace { takePlace() }
    }

    /// What comes next may be an answer to CSI 6 n, which is no key, however late it is.
    mutating func awaitPlace() { (awaitsPlace, cursorColumn) = (true, nil) }

    private mutating func takePlace() {
        var start = position
        while let escape = bytes[start...].firstIndex(of: 0x1B) {
            let end = bytes[escape...].dropFirst().firstIndex { !"[;0123456789".utf8.contains($0) }
            if let end, bytes[end] == UInt8(ascii: "R") {
                let numbers = bytes[escape..<end].dropFirst(2).split(separator: UInt8(ascii: ";"))
                cursorColumn = numbers.last.flatMap { Int(String(decoding: $0, as: UTF8.self)) }.map {
                    $0 - 1
                }
                bytes.removeSubrange(escape...end)
                awaitsPlace = false
                return
            }
            start = escape + 1
        }
    }

    mutating func removeAll() { self = KeyDecoder() }

    /// Nothing came for a moment: what comes next was typed.
    mutating func endPaste() { if mode == .justPasted { mode = .keys } }

    /// The end of a paste that never came is given up.
    mutating func abandonPaste() { self = KeyDecoder() }

    /// The next key, or nil when more bytes are needed; `waited` means that none came for a while.
    mutating func next(waited: Bool = false) -> Key? {
        while position < bytes.count {
            if mode == .pasting { return paste() }
            if mode == .justPasted, let text = restOfPaste() { return text }
            guard let skipped = skipsMark(waited) else { return nil }
            if skipped { continue }
            switch scalar(waited) {
            case .some(let scalar?): return key(scalar)
            case .some(nil): continue
            case nil: return nil
            }
        }
        return nil
    }

    /// The first of these keys, which in a paste are none; what was typed before it is dropped, as a terminal does
    /// that makes a signal of a key.
    mutating func takeKey(from keys: some Collection<Unicode.Scalar>) -> Unicode.Scalar? {
        var ahead = self
        while let key = ahead.next() {
            guard case .character(let scalar) = key, keys.contains(scalar) else { continue }
            self = ahead
            return scalar
        }
        return nil
    }

    private func key(_ scalar: Unicode.Scalar) -> Key {
        mode == .justPasted && (scalar == "\r" || scalar == "\n") ? .paste("\n") : .character(scalar)
    }

    private enum Match { case none, part, found }

    /// Skips the mark of a paste's beginning, or one of an end without a beginning; nil when its rest has to come first.
    private mutating func skipsMark(_ waited: Bool) -> Bool? {
        switch match(Self.pasteStart.dropFirst(releasedOfStart)) {
        case .found:
            (mode, searched, releasedOfStart) = (.pasting, 0, 0)
            return true
        case .part where !waited: return nil
        case .part:
            releasedOfStart += 1
            return false
        case .none where releasedOfStart > 0:
            releasedOfStart = 0
            return skipsMark(waited)
        case .none:
            let end = match(Self.pasteEnd[...])
            return end == .part && !waited ? nil : end == .found
        }
    }

    private mutating func match(_ wanted: ArraySlice<UInt8>) -> Match {
        let have = bytes[position...].prefix(wanted.count)
        guard wanted.starts(with: have) else { return .none }
        guard have.count == wanted.count else { return .part }
        position += have.count
        return .found
    }

    private mutating func paste() -> Key? {
        // The mark may begin before what was looked through already.
        let start = position + max(0, searched - Self.pasteEnd.count + 1)
        guard let end = bytes[start...].firstRange(of: Self.pasteEnd) else {
            searched = bytes.count - position
            return nil
        }
        return pasted(upTo: end)
    }

    /// What stands before a further end mark was part of the paste.
    private mutating func restOfPaste() -> Key? {
        bytes[position...].firstRange(of: Self.pasteEnd).map { pasted(upTo: $0) }
    }

    private mutating func pasted(upTo end: Range<Int>) -> Key {
        let text = String(decoding: bytes[position..<end.lowerBound], as: UTF8.self)
        position = end.upperBound
        mode = .justPasted
        return .paste(pastedText(text))
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
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return text }
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
