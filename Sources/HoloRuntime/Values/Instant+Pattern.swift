/// Patterns as `date` and strftime have them.
extension Instant {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    /// What stands for a part and is not known stays as it is.
    func formatted(_ pattern: String) -> String {
        let parts = self.parts
        var text = ""
        var rest = pattern[...]
        while let character = rest.popFirst() {
            guard character == "%", let letter = rest.first, let part = part(letter, parts) else {
                text.append(character)
                continue
            }
            text += part
            rest.removeFirst()
        }
        return text
    }

    private func part(_ letter: Character, _ parts: Parts) -> String? {
        let weekday = ((day + 3) % 7 + 7) % 7
        switch letter {
        case "Y": return zeroFilled(parts.year, 4)
        case "y": return zeroFilled(parts.year % 100, 2)
        case "m": return zeroFilled(parts.month, 2)
        case "d": return zeroFilled(parts.day, 2)
        case "e": return String(parts.day)
        case "j": return zeroFilled(day - Instant.days(parts.year, 1, 1) + 1, 3)
        case "H": return zeroFilled(parts.hour, 2)
        case "I": return zeroFilled((parts.hour + 11) % 12 + 1, 2)
        case "p": return parts.hour < 12 ? "AM" : "PM"
        case "M": return zeroFilled(parts.minute, 2)
        case "S": return zeroFilled(parts.second, 2)
        case "A": return Instant.weekdays[weekday]
        case "a": return String(Instant.weekdays[weekday].prefix(3))
        case "u": return String(weekday + 1)
        case "B": return Instant.months[parts.month - 1]
        case "b": return String(Instant.months[parts.month - 1].prefix(3))
        case "F": return formatted("%Y-%m-%d")
        case "T": return formatted("%H:%M:%S")
        case "s": return String(seconds)
        case "z": return "+0000"
        case "%": return "%"
        default: return nil
        }
    }

    /// Whole seconds since 1970.
    var seconds: Int { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }
}
