import Synchronization

/// Faults that a service makes on demand, so that clients can be tried against them.
package struct Faults: Sendable {
    /// What can go wrong with one request.
    enum Kind: Sendable, Equatable {
        /// The connection ends before anything is done.
        case dropRequest
        /// Everything is done, and the connection ends instead of the answer.
        case dropReply
        /// Everything is done, and the answer ends half way.
        case tornReply
        /// Everything is done, and the answer is a page of a proxy.
        case garbage
        /// Nothing is done; the answer is this error.
        case status(Int)
        /// The job fails and is refunded.
        case failJob
    }

    /// What `help faults` says.
    package static let guide: [(name: String, meaning: String)] = [
        ("drop-request=P", "the connection ends before anything is done"),
        (
            "drop-reply=P",
            "the request is done, a submit charged, and the connection ends instead of the answer"
        ),
        ("torn-reply=P", "the request is done, and its answer ends half way"),
        ("garbage=P", "the request is done, and the answer is 200 with a page of a proxy"),
        ("NNN=P", "nothing is done; the answer is that status, 400 to 599: 502 and 504 are a proxy's page"),
        ("fail-job=P", "a job fails and is refunded"),
        ("slow=DURATION", "every answer comes that much later: 2s, 300ms"),
        ("seed=N", "the same faults for the same requests in the same order; 1 when not given"),
    ]

    private(set) var chances: [(kind: Kind, chance: Double)] = []
    private(set) var delay = Duration.zero
    private(set) var seed = 1

    /// Reads `drop-reply=0.1,slow=2s,429=0.05`.
    package init(_ text: String) throws(ServiceError) {
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map { String($0).collapsed }
            guard pair.count == 2 else { throw .faultyFault("\(part) is not NAME=VALUE") }
            try read(pair[0], pair[1])
        }
    }

    private mutating func read(_ name: String, _ value: String) throws(ServiceError) {
        if name == "slow" {
            guard let delay = Faults.duration(value) else {
                throw .faultyFault("slow=\(value) is not a duration")
            }
            self.delay = delay
        } else if name == "seed" {
            guard let seed = Int(value) else { throw .faultyFault("seed=\(value) is not a whole number") }
            self.seed = seed
        } else {
            guard let kind = Faults.kind(name) else { throw .faultyFault("there is no fault \(name)") }
            guard let chance = Double(value), (0...1).contains(chance) else {
                throw .faultyFault("\(name)=\(value) is not a chance from 0 to 1")
            }
            chances.append((kind, chance))
        }
    }

    private static func kind(_ name: String) -> Kind? {
        switch name {
        case "drop-request": .dropRequest
        case "drop-reply": .dropReply
        case "torn-reply": .tornReply
        case "garbage": .garbage
        case "fail-job": .failJob
        default: Int(name).flatMap { (400...599).contains($0) ? .status($0) : nil }
        }
    }

    private static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        guard let number = Double(digits), number >= 0, number <= 3600 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": return .milliseconds(number)
        case "s": return .seconds(number)
        case "m": return .seconds(number * 60)
        default: return nil
        }
    }
}

/// Draws the faults, the same ones for the same seed.
final class FaultSource: Sendable {
    let faults: Faults
    private let random: Mutex<SeededRandom>

    init(_ faults: Faults) {
        self.faults = faults
        random = Mutex(SeededRandom("faults \(faults.seed)"))
    }

    /// The fault of one request; each kind has its chance, and the first that comes up counts.
    func next(_ kinds: (Faults.Kind) -> Bool) -> Faults.Kind? {
        random.withLock { random in
            faults.chances.first { kind, chance in
                kinds(kind) && Double(random.next() >> 11) * 0x1p-53 < chance
            }?.kind
        }
    }
}
