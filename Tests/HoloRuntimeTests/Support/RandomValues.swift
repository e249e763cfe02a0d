import OrderedCollections

@testable import HoloRuntime

/// SplitMix64: the same values from the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}

/// Values with what is hard about them: quotes, breaks, marks, numbers as text, signs that formulas begin with.
struct RandomValues {
    var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private static let pieces = [
        "a", "Ada", " ", "", "\"", "'", ",", ";", "\t", "\n", "\r\n", "\r", "|", "\\", "<br>", "<", "=",
        "+49", "-",
        "@", "#", ": ", "- ", "é", "e\u{301}", "\u{301}", "👨‍👩‍👧", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{0}",
        "\u{7F}", "no",
        "yes", "null", "~", "true", "1", "007", "1.50", "1e3", "-0", "2026-11-24", "%", "{", "[", "&a", "*a",
        "!x",
        "? ", "<<", "0x1F", "1_000", "---", "...", "日本", "`",
    ]
    static let numbers = [
        "0.1", "1.50", "-0", "1e400", "12345678901234567890", "-2.5e-7", "0.00000000000000000000000001",
        "6E3",
    ]

    mutating func text() -> String {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
            Self.pieces.randomElement(using: &random) ?? ""
        }.joined()
    }

    mutating func scalar() -> Value {
        switch Int.random(in: 0...9, using: &random) {
        case 0: .null
        case 1: .bool(Bool.random(using: &random))
        case 2: .integer(Int.random(in: -5...500, using: &random))
        case 3: .integer([Int.min, Int.max, 0, -1].randomElement(using: &random) ?? 0)
        case 4: .decimal(Self.numbers.randomElement(using: &random) ?? "0.1")
        default: .string(text())
        }
    }

    mutating func next(depth: Int) -> Value {
        switch depth > 0 ? Int.random(in: 0...5, using: &random) : 9 {
        case 0: .list((0..<Int.random(in: 0...4, using: &random)).map { _ in next(depth: depth - 1) })
        case 1: .record(record(depth: depth - 1))
        default: scalar()
        }
    }

    mutating func record(depth: Int) -> Record {
        var fields: Record = [:]
        for _ in 0..<Int.random(in: 0...4, using: &random) { fields[text()] = next(depth: depth) }
        return fields
    }
}
