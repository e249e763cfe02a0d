extension Value {
    /// The number that text is when it is written exactly as JSON writes numbers; nil for anything else.
    init?(number text: String) {
        guard let number = CanonicalNumber(text.utf8Span.span) else { return nil }
        self = number.integer.map { .integer($0) } ?? Int(text).flatMap(Value.integer) ?? .decimal(text)
        if number.isMinusZero { self = .decimal(text) }
    }

    /// The number that these bytes are.
    init?(number bytes: [UInt8], _ range: Range<Int>) {
        guard let number = CanonicalNumber(bytes.span.extracting(range)) else { return nil }
        if let integer = number.integer {
            self = .integer(integer)
        } else {
            let text = String(decoding: bytes[range], as: UTF8.self)
            self = number.isMinusZero ? .decimal(text) : Int(text).map { .integer($0) } ?? .decimal(text)
        }
    }
}

/// `-? (0 | [1-9][0-9]*) (.[0-9]+)? ([eE][+-]?[0-9]+)?`
private struct CanonicalNumber {
    /// Its value, where it is an integer whose digits fit 64 bits.
    private(set) var integer: Int?
    private(set) var isMinusZero = false
    private var position = 0

    init?(_ bytes: Span<UInt8>) {
        let isNegative = accept(UInt8(ascii: "-"), in: bytes)
        let leadingZero = bytes.count > position && bytes[position] == UInt8(ascii: "0")
        var value: Int? = 0
        let whole = digits(in: bytes, &value)
        guard whole > 0, !leadingZero || whole == 1 else { return nil }
        if position == bytes.count {
            isMinusZero = isNegative && value == 0
            integer = isMinusZero ? nil : value.map { isNegative ? -$0 : $0 }
            return
        }
        var ignored: Int?
        if accept(UInt8(ascii: "."), in: bytes), digits(in: bytes, &ignored) == 0 { return nil }
        if accept(UInt8(ascii: "e"), in: bytes) || accept(UInt8(ascii: "E"), in: bytes) {
            if !accept(UInt8(ascii: "-"), in: bytes) { _ = accept(UInt8(ascii: "+"), in: bytes) }
            if digits(in: bytes, &ignored) == 0 { return nil }
        }
        if position != bytes.count { return nil }
    }

    private mutating func accept(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// How many digits there are; their value, while it fits.
    private mutating func digits(in bytes: Span<UInt8>, _ value: inout Int?) -> Int {
        let start = position
        while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit <= 9 {
            if let old = value {
                let (tens, high) = old.multipliedReportingOverflow(by: 10)
                let (sum, low) = tens.addingReportingOverflow(Int(digit))
                value = high || low ? nil : sum
            }
            position += 1
        }
        return position - start
    }
}
