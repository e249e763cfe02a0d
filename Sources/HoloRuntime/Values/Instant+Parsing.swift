extension Instant {
    /// Reads ISO 8601: a date, and a time behind it, to the minute, the second or a part of it; UTC where no offset
    /// says otherwise.
    init?(_ text: String) {
        var scanner = DateScanner(text)
        guard scanner.read("%Y-%m-%d") else { return nil }
        if scanner.accept("T") || scanner.accept("t") || scanner.accept(" ") {
            guard scanner.read("%H:%M") else { return nil }
            if scanner.accept(":") {
                guard scanner.read("%S") else { return nil }
                if scanner.accept("."), !scanner.readFraction() { return nil }
            }
            guard scanner.isAtEnd || scanner.read("%z") else { return nil }
        }
        guard scanner.isAtEnd, let instant = Instant(scanner.parts, offsetMinutes: scanner.offset) else {
            return nil
        }
        self = instant
    }

    /// Reads text that a pattern describes, see ``formatted(_:)``; the names of weekdays are read over.
    init?(_ text: String, pattern: String) {
        var scanner = DateScanner(text)
        guard scanner.read(pattern), scanner.isAtEnd,
            let instant = Instant(scanner.parts, offsetMinutes: scanner.offset)
        else { return nil }
        self = instant
    }
}

private struct DateScanner {
    var rest: Substring
    var parts = Instant.Parts()
    /// East of Greenwich, in minutes.
    var offset = 0
    private var isAfternoon: Bool?

    init(_ text: String) { rest = text[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func accept(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    mutating func read(_ pattern: String) -> Bool {
        var pattern = pattern[...]
        while let character = pattern.popFirst() {
            if character == "%", let letter = pattern.popFirst() {
                guard readPart(letter) else { return false }
            } else if !accept(character) {
                return false
            }
        }
        if let isAfternoon { parts.hour = parts.hour % 12 + (isAfternoon ? 12 : 0) }
        return true
    }

    private mutating func readPart(_ letter: Character) -> Bool {
        switch letter {
        case "Y": return number(4...4, \.year)
        case "y":
            guard number(2...2, \.year) else { return false }
            parts.year += parts.year < 69 ? 2000 : 1900
            return true
        case "m": return number(1...2, \.month)
        case "d", "e": return number(1...2, \.day)
        case "H", "I": return number(1...2, \.hour)
        case "M": return number(1...2, \.minute)
        case "S": return number(1...2, \.second)
        case "F": return read("%Y-%m-%d")
        case "T": return read("%H:%M:%S")
        case "b", "B": return month()
        case "a", "A": return !word().isEmpty
        case "p": return half()
        case "z": return zone()
        case "%": return accept("%")
        default: return false
        }
    }

    private mutating func number(_ length: ClosedRange<Int>, _ part: WritableKeyPath<Instant.Parts, Int>)
        -> Bool
    {
        let digits = rest.prefix(length.upperBound).prefix { $0.isASCII && $0.isNumber }
        guard digits.count >= length.lowerBound, let number = Int(digits) else { return false }
        parts[keyPath: part] = number
        rest.removeFirst(digits.count)
        return true
    }

    /// To the millisecond; further digits are read over.
    mutating func readFraction() -> Bool {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return false }
        parts.millisecond = Int((digits + "00").prefix(3)) ?? 0
        rest.removeFirst(digits.count)
        return true
    }

    private mutating func word() -> Substring {
        let word = rest.prefix { $0.isLetter }
        rest.removeFirst(word.count)
        return word
    }

    private mutating func month() -> Bool {
        let name = word().lowercased()
        let index = Instant.months.firstIndex { month in
            name == month.lowercased() || name == month.lowercased().prefix(3)
        }
        guard let index else { return false }
        parts.month = index + 1
        return true
    }

    private mutating func half() -> Bool {
        let word = word().lowercased()
        isAfternoon = word == "pm"
        return word == "am" || word == "pm"
    }

    /// `Z`, `+01:00` or `+0100`.
    private mutating func zone() -> Bool {
        if accept("Z") || accept("z") { return true }
        let isEast = accept("+")
        guard isEast || accept("-") else { return false }
        let digits = rest.filter { $0 != ":" }
        guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits),
            number % 100 < 60
        else { return false }
        offset = (number / 100 * 60 + number % 100) * (isEast ? 1 : -1)
        rest = ""
        return true
    }
}
