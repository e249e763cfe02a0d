public import HolocronAPI

/// What a request that costs nothing found of a server.
public struct ServerCheck: Sendable, Hashable {
    public enum Verdict: Sendable, Hashable {
        /// The server answered as it does to a key that it knows.
        case accepted
        /// It does not take the key.
        case refused(APIError)
        /// It is there, and its answer says nothing of the key: why, as the rest of a sentence.
        case unclear(String)
    }

    public var verdict: Verdict
    /// From sending to the end of the answer.
    public var roundTrip: Duration
    /// What the server's clock said, in whole seconds since 1970; nil where it did not.
    public var date: Double?
    public var isEncrypted: Bool

    init(_ answer: Answer, after time: Duration, wording: Wording) {
        verdict = ServerCheck.verdict(answer, knowsNone: false, wording)
        roundTrip = time
        date = answer.head.date
        isEncrypted = wording.isEncrypted
    }

    /// - Parameter knowsNone: it was asked for something that is not there, so that 404 is what a known key gets.
    static func verdict(_ answer: Answer, knowsNone: Bool, _ wording: Wording) -> Verdict {
        do throws(ClientError) {
            _ = try answer.read()
            return .accepted
        } catch {
            if case .api(let refusal, _) = error {
                if refusal.status == 401 { return .refused(wording.error(refusal)) }
                if knowsNone, refusal.status == 404 { return .accepted }
            }
            return .unclear(wording.error(error).message)
        }
    }
}
