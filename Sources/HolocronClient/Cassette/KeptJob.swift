package import FoundationEssentials
package import HolocronAPI
import OrderedCollections

/// A job that was paid for before a recording began and taken instead of paying again, as a cassette has it.
package struct KeptJob: Sendable, Hashable {
    package var id: String
    package var submitted: Date
    /// Nil while it runs.
    package var finished: Date?
    /// Credits; nil where the server has not said.
    package var cost: Int?
    /// What it brought, where it is finished.
    package var data: JSON?

    package init(id: String, submitted: Date, finished: Date?, cost: Int?, data: JSON?) {
        self.id = id
        self.submitted = submitted
        self.finished = finished
        self.cost = cost
        self.data = data
    }
}

extension KeptJob {
    /// In the place of the method: no request was sent.
    static let method = "KEPT"

    /// What such a job is found by in a cassette.
    static func question(_ request: TaskRequest) -> OutgoingRequest {
        OutgoingRequest(method: method, target: "journal", body: request.json)
    }

    var json: JSON {
        var fields: OrderedDictionary<String, JSON> = [
            "job_id": .string(id), "status": data == nil ? "processing" : "completed",
            "submitted": .string(submitted.formatted(.iso8601)),
        ]
        if let finished { fields["finished"] = .string(finished.formatted(.iso8601)) }
        if let cost { fields["credits_used"] = .integer(Int64(cost)) }
        if let data { fields["data"] = data }
        return .object(fields)
    }

    init?(_ json: JSON) {
        guard let id = json["job_id"]?.text, let submitted = json["submitted"].flatMap(Date.init(iso:)) else {
            return nil
        }
        self.id = id
        self.submitted = submitted
        finished = json["finished"].flatMap(Date.init(iso:))
        if case .integer(let cost) = json["credits_used"] { self.cost = Int(cost) }
        data = json["data"]
    }
}

extension Date {
    fileprivate init?(iso json: JSON) {
        guard let text = json.text, let date = try? Date(text, strategy: .iso8601) else { return nil }
        self = date
    }
}
