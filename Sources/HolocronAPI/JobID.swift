/// The name the server gave a job: 1 to 128 of `A–Z a–z 0–9 _ -`, so that it can be part of a path.
public struct JobID: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// Nil when the text is not such a name.
    public init?(_ text: String) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(JobID.allows) else { return nil }
        self.text = text
    }

    /// The first eight characters: enough to tell jobs apart on a screen.
    public var short: String { String(text.prefix(8)) }

    public var description: String { text }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            return true
        default: return false
        }
    }
}
