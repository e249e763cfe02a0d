private let durations = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]
private let periods: [UInt8: Int] = [UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600]

extension Parser {
    /// `12`, `3.5`, `1e9`, `30s`, `500cr`, `20/m`
    mutating func number() throws(Failure) -> Expression {
        let start = position
        skip(while: \.isDigit)
        let isWhole = !skipFraction()
        let digits = source.text(range(from: start))
        let unitStart = position
        skip(while: \.isNamePart)
        checkSize(from: start)
        let unit = source.text(range(from: unitStart))
        let kind: Expression.Kind =
            if unit.isEmpty, isWhole {
                try rate(digits, from: start) ?? .integer(digits)
            } else if unit.isEmpty {
                .decimal(digits)
            } else {
                try quantity(digits, unit, isWhole: isWhole, from: start)
            }
        mark(.number, from: start)
        return Expression(kind, range(from: start))
    }

    /// Digits behind a point, and an exponent.
    private mutating func skipFraction() -> Bool {
        let start = position
        if "." ~= peek, peek(1)?.isDigit == true {
            position += 1
            skip(while: \.isDigit)
        }
        if "e" ~= peek || "E" ~= peek {
            let sign = "-" ~= peek(1) || "+" ~= peek(1) ? 2 : 1
            if peek(sign)?.isDigit == true {
                position += sign
                skip(while: \.isDigit)
            }
        }
        return position > start
    }

    /// `20/m`, written without spaces; with them it divides by a variable `m`.
    private mutating func rate(_ digits: String, from start: Int) throws(Failure) -> Expression.Kind? {
        guard "/" ~= peek, let letter = peek(1), let seconds = periods[letter], peek(2)?.isNamePart != true
        else { return nil }
        position += 2
        return .rate(count: try count(digits, times: 1, from: start), seconds: seconds)
    }

    private func quantity(
        _ digits: String, _ unit: String, isWhole: Bool, from start: Int
    ) throws(Failure) -> Expression.Kind {
        if isWhole, unit == "cr" { return .credits(try count(digits, times: 1, from: start)) }
        if isWhole, let milliseconds = durations[unit] {
            return .duration(milliseconds: try count(digits, times: milliseconds, from: start))
        }
        throw failure(
            "\(shortened(range(from: start))) is not a number", at: range(from: start),
            hint: "numbers are written 12, 3.5, 30s, 5m, 2h, 250ms, 500cr or 20/m")
    }

    private func count(_ digits: String, times factor: Int, from start: Int) throws(Failure) -> Int {
        guard let number = Int(digits) else { throw tooLarge(range(from: start)) }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow else { throw tooLarge(range(from: start)) }
        return product
    }
}
