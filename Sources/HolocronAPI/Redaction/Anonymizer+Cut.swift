extension Anonymizer {
    /// The text as ``text(_:)`` gives it, where values may have been cut to fit: a beginning of a personal value before
    /// `…`, an end of one behind it, and what is between two and a part of one, go too.
    package func cutText(_ text: String) -> String {
        var pieces = text.split(separator: "…", omittingEmptySubsequences: false).map { Substring($0) }
        guard pieces.count > 1 else { return self.text(text) }
        let known = known
        for index in pieces.indices {
            if index < pieces.count - 1 { pieces[index] = pieces[index].withoutBeginning(of: known)[...] }
            if index > 0 { pieces[index] = pieces[index].withoutEnd(of: known)[...] }
            if index > 0, index < pieces.count - 1 {
                pieces[index] = pieces[index].unlessMiddle(of: known)[...]
            }
        }
        return self.text(pieces.joined(separator: "…"))
    }

    /// Personal values as they are and as an address has them, in small letters.
    private var known: [Known] {
        personal.flatMap { text, standIn in
            Set([text.lowercased(), text.lowercased().percentEncoded]).map {
                Known(text: Array($0), standIn: standIn)
            }
        }
    }
}

private struct Known {
    let text: [Character]
    let standIn: String
}

/// Fewer characters of a value say nothing.
private let fewest = 4

extension Substring {
    fileprivate func withoutBeginning(of known: [Known]) -> String {
        let end = Array(suffix(200))
        let small = end.map { Character($0.lowercased()) }
        for value in known {
            for count in stride(from: Swift.min(value.text.count, end.count), through: fewest, by: -1)
            where small.suffix(count).elementsEqual(value.text.prefix(count)) {
                return dropLast(count) + value.standIn
            }
        }
        return String(self)
    }

    /// The stand-in of a value that this is nothing but a part of.
    fileprivate func unlessMiddle(of known: [Known]) -> String {
        let small = lowercased()
        guard count >= fewest, let value = known.first(where: { String($0.text).contains(small) }) else {
            return String(self)
        }
        return value.standIn
    }

    fileprivate func withoutEnd(of known: [Known]) -> String {
        let start = Array(prefix(200))
        let small = start.map { Character($0.lowercased()) }
        for value in known {
            for count in stride(from: Swift.min(value.text.count, start.count), through: fewest, by: -1)
            where small.prefix(count).elementsEqual(value.text.suffix(count)) {
                return value.standIn + dropFirst(count)
            }
        }
        return String(self)
    }
}

extension String {
    /// All but ASCII letters and digits, in small letters.
    fileprivate var percentEncoded: String {
        let digits = Array("0123456789abcdef")
        return utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            return byte < 128 && (character.isLetter || character.isNumber)
                ? String(character) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
    }
}
