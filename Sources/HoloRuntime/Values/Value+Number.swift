extension Value {
    /// The number that text is when it is written exactly as JSON writes numbers; nil for anything else.
    init?(number text: String) {
        var text = text
        let isNumber = text.withUTF8 { bytes in unsafe isCanonicalNumber(bytes) }
        guard isNumber else { return nil }
        self = Int(text).flatMap { text == "-0" ? nil : .integer($0) } ?? .decimal(text)
    }
}

/// `-? (0 | [1-9][0-9]*) (.[0-9]+)? ([eE][+-]?[0-9]+)?`
func isCanonicalNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = unsafe bytes[...]
    if unsafe rest.first == UInt8(ascii: "-") { unsafe rest.removeFirst() }
    let leadingZero = unsafe rest.first == UInt8(ascii: "0")
    let whole = unsafe dropDigits(&rest)
    guard whole > 0, !leadingZero || whole == 1 else { return false }
    if unsafe rest.first == UInt8(ascii: ".") {
        unsafe rest.removeFirst()
        guard unsafe dropDigits(&rest) > 0 else { return false }
    }
    if let mark = unsafe rest.first, mark | 0x20 == UInt8(ascii: "e") {
        unsafe rest.removeFirst()
        if let sign = unsafe rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            unsafe rest.removeFirst()
        }
        guard unsafe dropDigits(&rest) > 0 else { return false }
    }
    return unsafe rest.isEmpty
}

private func dropDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var count = 0
    while let byte = unsafe rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        unsafe rest.removeFirst()
        count += 1
    }
    return count
}
