/// How fast somebody types, with the small differences of a person; the same each time.
struct Pace {
    /// From one key to the next, on average.
    var perKey = Duration.milliseconds(45)
    private var seed: UInt64

    init(seed: Int) { self.seed = UInt64(truncatingIfNeeded: seed) }

    /// The time before a key, which is longer at the beginning of a word and behind a mark.
    mutating func delay(before next: Character, after last: Character?) -> Duration {
        var share = 0.6 + 0.8 * random()
        if last == " " || last == nil { share += 0.5 }
        if let last, "=|{(,".contains(last) { share += 0.4 }
        return perKey * share
    }

    /// Before the statement is sent, a look at what was typed.
    mutating func delayBeforeEnter() -> Duration { perKey * (5 + 3 * random()) }

    /// Before typing, time to read what came, `lines` of it.
    mutating func delayToRead(lines: Int) -> Duration {
        .milliseconds(400 + 90 * min(lines, 20)) + .milliseconds(200) * random()
    }

    /// From 0 to 1; splitmix64.
    private mutating func random() -> Double {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var mixed = seed
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Double(mixed >> 11) / Double(1 << 53)
    }
}
