extension Value {
    enum Direction { case nearest, down, up }

    /// A number with at most so many places; an integer where none are left and it fits.
    func rounded(_ direction: Direction, places: Int) throws(Stop) -> Value {
        guard case .decimal(let text) = self else { return self }
        guard var digits = DecimalDigits(text) else {
            throw .failed("OVERFLOW", "\(described) is too large or too small to be rounded")
        }
        digits.round(direction, places: places)
        return Value(number: digits.text) ?? self
    }
}

/// A decimal number as its digits: 12.50 is 1250 with 2 places.
private struct DecimalDigits {
    private static let mostDigits = 2000

    private let isNegative: Bool
    /// Each from 0 to 9, at least as many as there are places.
    private var digits: [UInt8]
    private var places: Int

    /// Nil when it is no number or would have very many digits.
    init?(_ text: String) {
        isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.lowercased().split(separator: "e", maxSplits: 1)
        guard let mantissa = parts.first, let exponent = parts.count > 1 ? Int(parts[1]) : 0 else {
            return nil
        }
        let halves = mantissa.split(separator: ".", maxSplits: 1)
        let fraction = halves.count > 1 ? halves[1] : ""
        guard mantissa.utf8.count + Swift.abs(exponent) < DecimalDigits.mostDigits else { return nil }
        digits = (halves[0] + fraction).utf8.map { $0 &- UInt8(ascii: "0") }
        places = fraction.count - exponent
        if places < 0 {
            digits += repeatElement(0, count: -places)
            places = 0
        }
        if digits.count < places {
            digits.insert(contentsOf: repeatElement(0, count: places - digits.count), at: 0)
        }
    }

    mutating func round(_ direction: Value.Direction, places wanted: Int) {
        guard places > wanted else { return }
        let dropped = digits.suffix(places - wanted)
        let isAway =
            switch direction {
            case .nearest: dropped.first ?? 0 >= 5
            case .down: isNegative && dropped.contains { $0 != 0 }
            case .up: !isNegative && dropped.contains { $0 != 0 }
            }
        digits.removeLast(places - wanted)
        places = wanted
        if isAway { increment() }
    }

    private mutating func increment() {
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return
            }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
    }

    /// As JSON writes it, without zeros that say nothing.
    var text: String {
        let whole = digits.dropLast(places).drop { $0 == 0 }
        var fraction = digits.suffix(places)
        while fraction.last == 0 { fraction.removeLast() }
        let isZero = whole.isEmpty && fraction.isEmpty
        let text = (whole.isEmpty ? "0" : whole.map(String.init).joined())
        let tail = fraction.isEmpty ? "" : "." + fraction.map(String.init).joined()
        return (isNegative && !isZero ? "-" : "") + text + tail
    }
}
