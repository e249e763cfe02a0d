extension JSONReader {
    mutating func number() throws(JSONError) -> JSONEvent {
        let start = position
        let isNegative = accept(UInt8(ascii: "-"))
        let leadingZero = current == UInt8(ascii: "0")
        var value: Int64? = 0
        let whole = try digits(&value)
        guard !leadingZero || whole == 1 else { throw failure("a number may not start with 0") }
        guard try fraction() else {
            if let value, !(isNegative && value == 0) { return .integer(isNegative ? -value : value) }
            return integerOrText(start)
        }
        return .decimal(text(from: start))
    }

    /// Whether a fraction or an exponent follows the digits; it is read over.
    private mutating func fraction() throws(JSONError) -> Bool {
        var isThere = false
        var ignored: Int64?
        if accept(UInt8(ascii: ".")) {
            isThere = true
            _ = try digits(&ignored)
        }
        if accept(UInt8(ascii: "e")) || accept(UInt8(ascii: "E")) {
            isThere = true
            if !accept(UInt8(ascii: "-")) { _ = accept(UInt8(ascii: "+")) }
            _ = try digits(&ignored)
        }
        return isThere
    }

    /// The smallest integer is not the negative of any; -0 is not 0.
    private func integerOrText(_ start: Int) -> JSONEvent {
        let text = text(from: start)
        if text != "-0", let number = Int64(text) { return .integer(number) }
        return .decimal(text)
    }

    private func text(from start: Int) -> String {
        String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// How many digits there are; their value, while it fits.
    private mutating func digits(_ value: inout Int64?) throws(JSONError) -> Int {
        let start = position
        while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit <= 9 {
            if let old = value {
                let (tens, high) = old.multipliedReportingOverflow(by: 10)
                let (sum, low) = tens.addingReportingOverflow(Int64(digit))
                value = high || low ? nil : sum
            }
            position += 1
        }
        guard position > start else { throw failure("a digit is missing") }
        return position - start
    }
}
