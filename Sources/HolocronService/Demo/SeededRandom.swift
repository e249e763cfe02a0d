/// Random numbers that are the same for the same name, everywhere and always.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ name: String) {
        state = name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int(next() % UInt64(items.count))]
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    mutating func number(_ range: Range<Int>) -> Int {
        number(range.lowerBound...range.upperBound - 1)
    }

    mutating func pick<Item>(_ items: ArraySlice<Item>) -> Item { pick(Array(items)) }

    /// An id in the form of a UUID.
    static func id(for name: String) -> String {
        var random = SeededRandom(name)
        let digits = (0..<32).map { _ in String(random.next() >> 60, radix: 16) }
        let lengths = [8, 4, 4, 4, 12]
        var rest = digits[...]
        return lengths.map { length in
            defer { rest = rest.dropFirst(length) }
            return rest.prefix(length).joined()
        }.joined(separator: "-")
    }
}
