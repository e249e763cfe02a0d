/// What a proxy does to one request.
struct Fault: Sendable {
    enum Cut: String, Sendable, CaseIterable {
        case end = "FIN"
        case reset = "RST"
    }

    enum Request: Sendable {
        case whole
        /// Cut before a byte is read.
        case unread(Cut)
        /// Cut once so many bytes were read.
        case partly(Int, Cut)
    }

    /// A place in an answer.
    enum Place: Sendable {
        case byte(Int)
        case headEnd
        case body(Int)
        case end

        func offset(in answer: RawMessage) -> Int {
            switch self {
            case .byte(let offset): min(offset, answer.bytes.count)
            case .headEnd: answer.headEnd
            case .body(let offset): min(answer.headEnd + offset, answer.bytes.count)
            case .end: answer.bytes.count
            }
        }
    }

    enum Ending: Sendable {
        case complete
        case cut(Cut)
        /// Nothing more comes until the client has gone.
        case stall
    }

    var request = Request.whole
    /// Whether the server gets it.
    var forwards = true
    /// Before the answer begins.
    var delay = Duration.zero
    /// What is answered, from what the server answered.
    var answer: @Sendable (RawMessage) -> RawMessage = { $0 }
    /// How much of the answer is sent before its ending.
    var place = Place.end
    var ending = Ending.complete
    /// The answer is sent in pieces of so many bytes.
    var piece = Int.max

    static let none = Fault()

    static func unread(_ cut: Cut) -> Fault { Fault(request: .unread(cut), forwards: false) }

    static func partly(_ count: Int, _ cut: Cut) -> Fault {
        Fault(request: .partly(count, cut), forwards: false)
    }

    static func cut(_ place: Place, _ cut: Cut) -> Fault { Fault(place: place, ending: .cut(cut)) }

    static func stall(_ place: Place) -> Fault { Fault(place: place, ending: .stall) }

    static func late(_ delay: Duration) -> Fault { Fault(delay: delay) }

    /// Something else than the server's answer, which it may have given or not.
    static func reply(_ message: RawMessage, forwards: Bool) -> Fault {
        Fault(forwards: forwards, answer: { _ in message })
    }

    static func changed(_ change: @escaping @Sendable (RawMessage) -> RawMessage) -> Fault {
        Fault(answer: change)
    }
}
