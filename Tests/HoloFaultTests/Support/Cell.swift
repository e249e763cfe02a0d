import HolocronAPI
import HolocronJobs

/// One submit and what is done to it.
struct Cell: Sendable, CustomStringConvertible {
    let name: String
    /// One for each attempt; later attempts go well.
    let faults: [Fault]
    /// What the journal may say of it before anyone looks for it.
    let states: Set<Job.State>
    /// The most attempts that are safe.
    var attempts = 1
    /// The wait before the second attempt, at least.
    var leastWait: Duration?

    var description: String { name }

    init(
        _ name: String, _ faults: [Fault], _ states: Set<Job.State>, attempts: Int = 1,
        leastWait: Duration? = nil
    ) {
        self.name = name
        self.faults = faults
        self.states = states
        self.attempts = attempts
        self.leastWait = leastWait
    }

    /// A request that no other cell makes.
    var request: TaskRequest {
        let person = name.utf8.reduce(7) { ($0 * 31 + Int($1)) % 300 } + 1
        let tag = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        return TaskRequest(
            action: "li_profile_scrape",
            params: ["profile_url": .string("https://www.linkedin.com/in/person-\(person)?cell=\(tag)")])
    }
}

/// Random numbers that are the same for the same seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
