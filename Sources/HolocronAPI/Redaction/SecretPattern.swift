/// A secret in one spelling, and how it is recognised in a text: each byte as it is, as `%40`, as `\u0040` or behind
/// a backslash, in any mixture, escaped more than once too.
struct SecretPattern: Sendable {
    enum Spelling: Sendable, Equatable {
        /// As it is; ASCII letters in either case.
        case plain
        /// What is certain of its base64, in either alphabet; `head` and `tail` say that the character before and
        /// the one behind hold bits of the secret too.
        case base64(head: Bool, tail: Bool)
    }

    enum Match: Equatable {
        case none
        /// The text ends before it is certain.
        case open
        case upTo(Int)
    }

    let bytes: [UInt8]
    let spelling: Spelling
    let standIn: [UInt8]

    /// All spellings of a secret.
    static func all(of secret: [UInt8], standIn: [UInt8]) -> [SecretPattern] {
        let plain = SecretPattern(
            bytes: oneBackslash(secret.map(folded)), spelling: .plain, standIn: standIn)
        return [plain] + (0..<3).compactMap { base64(of: secret, behind: $0) }
    }

    /// Without the second and further ones of backslashes in a row, which no escaping keeps apart.
    private static func oneBackslash(_ bytes: [UInt8]) -> [UInt8] {
        bytes.indices.filter { $0 == 0 || bytes[$0] != backslash || bytes[$0 - 1] != backslash }.map {
            bytes[$0]
        }
    }

    /// The base64 of a secret that stands behind so many other bytes of a group of three.
    private static func base64(of secret: [UInt8], behind count: Int) -> SecretPattern? {
        let sextets = Base64.sextets(Array(repeating: 0, count: count) + secret)
        let bits = (count + secret.count) * 8
        // A character that shares its bits with a neighbour of the secret is not the same everywhere.
        let core = sextets[(count * 8 + 5) / 6..<bits / 6]
        guard core.count >= 4 else { return nil }
        let spelling = Spelling.base64(head: count > 0, tail: bits % 6 > 0)
        return SecretPattern(
            bytes: core.map { Base64.letters[Int($0)] }, spelling: spelling, standIn: Redactor.mark)
    }

    /// Looks for the secret at this place of a text, of which there may be more to come.
    func match(_ text: [UInt8], at index: Int, isWhole: Bool) -> Match {
        var choices = 16
        let match = follow(text, index, 0, isWhole, &choices)
        guard case .upTo(let end) = match, case .base64(_, tail: true) = spelling else { return match }
        return end == text.count ? (isWhole ? match : .open) : .upTo(tail(text, end))
    }

    /// The byte may be the first one of the secret, as it is.
    var first: [UInt8] {
        let byte = bytes[0]
        guard spelling == .plain else { return Base64.aliases(of: byte) }
        return byte == SecretPattern.folded(byte) && Base64.isLetter(byte) ? [byte, byte ^ 0x20] : [byte]
    }

    private func follow(
        _ text: [UInt8], _ start: Int, _ from: Int, _ isWhole: Bool, _ choices: inout Int
    ) -> Match {
        var index = start
        var position = from
        while position < bytes.count {
            guard index < text.count else { return .open }
            let escape = Escape(in: text, at: index, isWhole: isWhole)
            if bytes[position] == backslash, text[index] == backslash {
                // One, or the two and four that it becomes where it is escaped, or its number.
                if case .scalar("\\", let next) = escape {
                    index = next
                } else if escape == .open, !isWhole {
                    return .open
                } else {
                    repeat { index += 1 } while index < text.count && text[index] == backslash
                    if index == text.count, !isWhole { return .open }
                }
                position += 1
                continue
            }
            let isSame = isSame(text[index], position)
            switch escape {
            case .none: break
            case .open: if !isSame { return .open }
            case .scalar(let scalar, let next):
                guard let end = fits(scalar, position) else { return .none }
                (index, position) = (next, end)
                continue
            case .byte(let byte, let next) where self.isSame(byte, position):
                if isSame, choices > 0 {
                    // A percent sign that may be the secret's own or begin an escape.
                    choices -= 1
                    let match = follow(text, next, position + 1, isWhole, &choices)
                    if match != .none { return match }
                    break
                }
                (index, position) = (next, position + 1)
                continue
            case .byte: break
            }
            guard isSame else { return .none }
            index += 1
            position += 1
        }
        return .upTo(index)
    }

    private func isSame(_ byte: UInt8, _ position: Int) -> Bool {
        let wanted = bytes[position]
        guard spelling == .plain else { return byte == wanted || Base64.plain(byte) == wanted }
        return SecretPattern.folded(byte) == wanted
    }

    /// Where the secret goes on behind this character; nil where it is another one.
    private func fits(_ scalar: Unicode.Scalar, _ position: Int) -> Int? {
        var position = position
        for byte in UTF8.encode(scalar) ?? .init() {
            guard position < bytes.count, isSame(byte, position) else { return nil }
            position += 1
        }
        return position
    }

    /// The end of the character that holds the last bits, and of the padding behind it.
    private func tail(_ text: [UInt8], _ end: Int) -> Int {
        var end = text.endOfCharacter(at: end, where: Base64.isCharacter) ?? end
        for _ in 0..<2 {
            end = text.endOfCharacter(at: end) { $0 == UInt8(ascii: "=") } ?? end
        }
        return end
    }

    static func folded(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}

private let backslash = UInt8(ascii: "\\")

extension [UInt8] {
    /// Where a character ends that is as asked for, as it is or escaped; nil where another one stands.
    fileprivate func endOfCharacter(at index: Int, where isWanted: (UInt8) -> Bool) -> Int? {
        guard index < count else { return nil }
        switch Escape(in: self, at: index, isWhole: true) {
        case .byte(let byte, let next) where isWanted(byte): return next
        case .scalar(let scalar, let next) where scalar.isASCII && isWanted(UInt8(ascii: scalar)): return next
        default: return isWanted(self[index]) ? index + 1 : nil
        }
    }
}
