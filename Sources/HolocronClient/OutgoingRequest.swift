package import HolocronAPI
package import OrderedCollections

/// A request as it is sent, without the key and the fields that are the same for all.
package struct OutgoingRequest: Sendable, Hashable {
    /// `GET` or `POST`.
    package var method: String
    /// The path with its query: `/v1/holocron/jobs?page=1`.
    package var target: String
    package var body: JSON?

    package init(method: String, target: String, body: JSON? = nil) {
        self.method = method
        self.target = target
        self.body = body
    }

    init(getting url: String, from endpoint: Endpoint) {
        self.init(method: "GET", target: String(url.dropFirst(endpoint.origin.count)))
    }

    init(posting request: TaskRequest, to endpoint: Endpoint) {
        self.init(method: "POST", target: "/v1/\(endpoint.prefix)/task", body: request.json)
    }

    /// The path without the query.
    package var path: Substring { target.prefix { $0 != "?" } }
}

/// An answer as it came, with the fields of its head that mean something here.
package struct RawAnswer: Sendable, Hashable {
    package var status: Int
    /// By name in lower case: `content-type` where it is not JSON, `retry-after` in seconds, `location`, and
    /// `x-request-id` of a refusal.
    package var fields: OrderedDictionary<String, String>
    package var body: [UInt8]

    package init(status: Int, fields: OrderedDictionary<String, String> = [:], body: [UInt8]) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}

/// How a request ended.
package enum RequestEnd: Sendable {
    case answered(RawAnswer)
    /// No whole answer came; for a submit, how far it was.
    case failed(ClientError, SubmitProgress)
}

/// Sees every request that leaves, and how it ends.
package protocol RequestWitness: Sendable {
    /// - Returns: a number that ``ended(_:_:)`` is told.
    func began(_ request: OutgoingRequest, at endpoint: Endpoint) -> Int
    func ended(_ number: Int, _ end: RequestEnd)
}

/// Answers requests without a network.
package protocol AnswerSource: Sendable {
    func end(of request: OutgoingRequest) async -> RequestEnd
}
