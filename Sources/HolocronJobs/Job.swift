public import FoundationEssentials
public import HolocronAPI

/// What the journal knows of one submit.
public struct Job: Sendable, Hashable {
    /// Where a submit stands; design §6 has the arrows between these.
    public enum State: String, Sendable, CaseIterable {
        /// On its way, in this process or another one that is alive.
        case sending
        /// Paid for and running at the server.
        case accepted
        case completed
        /// The credits came back.
        case failed
        /// Refused, and not charged.
        case rejected
        /// No byte of it left this machine.
        case notSent = "not_sent"
        /// It may have been paid for; never sent again by itself.
        case unknown
    }

    /// The journal's own number for it: small, never given twice.
    public var number: Int64
    /// The server's name for it; nil until it is accepted, and for good where the answer did not say.
    public var id: JobID?
    /// The server it was sent to: `https://api.anakin.io/v1/holocron`, or `local`.
    public var server: String
    /// The action's id; empty for a job that was adopted and whose result does not name its action.
    public var action: String
    public var params: JSON
    public var credential: String?
    public var state: State
    /// What a completed job brought, as the server sent it; ``payload`` takes it out of its envelope.
    public var result: JSON?
    /// Credits: the price until the server says what it took; 0 where nothing was taken or all of it came back.
    public var cost: Int?
    /// Why it was rejected or failed. On a completed job: the action failed although the server calls it completed.
    public var error: APIError?
    /// Why it was not sent, or why its outcome is not known; a sentence without a full stop.
    public var why: String?
    public var submitted: Date
    public var finished: Date?
    /// The run of a script that submitted it.
    public var run: String?
    /// The keys of the loops around it in that run.
    var keys: String?
    /// A run that is resumed asks for it; false also where a later row has taken its place.
    var isInSlot = false
    /// The server's `poll_url`.
    var pollURL: String?
    /// When its last attempt connected.
    var sent: Date?
    /// It has ended and nobody has been told.
    package var isUnseen = false

    public init(
        number: Int64, server: String, action: String, params: JSON, state: State, submitted: Date
    ) {
        self.number = number
        self.server = server
        self.action = action
        self.params = params
        self.state = state
        self.submitted = submitted
    }

    /// What people see: `processing`, `completed`, `not sent`, ….
    public var status: String {
        switch state {
        case .accepted: "processing"
        case .notSent: "not sent"
        default: state.rawValue
        }
    }

    /// The result without its envelope, and the envelope's own error.
    public var payload: Payload? { result.map { Payload($0) } }

    /// The server has finished with it: the journal answers for it from now on.
    public var isFinished: Bool { state == .completed || state == .failed }
}
