import HolocronAPI
import OrderedCollections

/// A request of a cassette and how it ended, without secrets.
struct CassetteEntry: Sendable, Hashable {
    enum Body: Sendable, Hashable {
        case none
        case json(JSON)
        /// What is not JSON, such as the page of a proxy.
        case text(String)
    }

    enum End: Sendable, Hashable {
        case answered(status: Int, fields: OrderedDictionary<String, String>, Body)
        case failed(Break, SubmitProgress, why: String)
    }

    /// Why no whole answer came.
    enum Break: String, Sendable, CaseIterable {
        case cannotConnect = "cannot-connect"
        case timedOut = "timed-out"
        case cut
        case brokenOff = "broken-off"
        case tooLarge = "too-large"
    }

    var request: OutgoingRequest
    var end: End
    /// How long it took, each time.
    var milliseconds: Int
    /// How often in a row it ended so.
    var times = 1

    /// What a request is found by.
    var key: String { request.key }
}

extension OutgoingRequest {
    /// The same for requests that ask for the same.
    var key: String { "\(method) \(target)" + (body.map { "\n\($0.canonical.encoded())" } ?? "") }
}

extension CassetteEntry.End {
    /// Nil for a request that was given up on this side, which says nothing of the server.
    init?(_ end: RequestEnd) {
        switch end {
        case .answered(let raw):
            self = .answered(status: raw.status, fields: raw.fields, CassetteEntry.Body(raw.body))
        case .failed(let error, let progress):
            guard let (kind, why) = error.asBreak else { return nil }
            self = .failed(kind, progress, why: why)
        }
    }

    var requestEnd: RequestEnd {
        switch self {
        case .answered(let status, let fields, let body):
            return .answered(RawAnswer(status: status, fields: fields, body: body.bytes))
        case .failed(let kind, let progress, let why):
            var status = 0
            if case .answering(let known) = progress { status = known }
            return .failed(ClientError(kind, why, status: status), progress)
        }
    }
}

extension CassetteEntry.Body {
    init(_ bytes: [UInt8]) {
        if bytes.isEmpty {
            self = .none
        } else if let json = try? JSON(parsing: bytes) {
            self = .json(json)
        } else {
            self = .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .none: []
        case .json(let json): Array(json.encoded().utf8)
        case .text(let text): Array(text.utf8)
        }
    }
}

extension ClientError {
    fileprivate var asBreak: (CassetteEntry.Break, String)? {
        switch self {
        case .cannotConnect(let why): (.cannotConnect, why)
        case .timedOut: (.timedOut, "")
        case .cut(let why): (.cut, why)
        case .unreadable(_, .tooLarge, _, _): (.tooLarge, "")
        case .unreadable: (.brokenOff, "")
        case .badEndpoint, .notStarted, .notRecorded, .cancelled, .api, .redirected: nil
        }
    }

    fileprivate init(_ kind: CassetteEntry.Break, _ why: String, status: Int) {
        switch kind {
        case .cannotConnect: self = .cannotConnect(why: why)
        case .timedOut: self = .timedOut
        case .cut: self = .cut(why: why)
        case .brokenOff: self = .unreadable(status: status, what: .cut, requestID: nil, retryAfter: nil)
        case .tooLarge: self = .unreadable(status: status, what: .tooLarge, requestID: nil, retryAfter: nil)
        }
    }
}
