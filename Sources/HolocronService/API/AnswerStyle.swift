import HolocronAPI
import OrderedCollections

/// How results and polls are written, by the version of the documentation that is served.
struct AnswerStyle: Sendable {
    let retryAfter: Int?
    let hasEnvelope: Bool
    let listsParameters: Bool

    init(_ behaviour: Behaviour) {
        retryAfter = behaviour.retryAfter
        hasEnvelope = behaviour.envelope
        listsParameters = behaviour.parameterList
    }

    /// The answer to a poll.
    func answer(_ job: JobRecord) throws -> JSON {
        var answer: OrderedDictionary<String, JSON> = ["status": .string(job.publicStatus)]
        if job.result != nil {
            answer["data"] = try data(of: job)
            answer["credits_used"] = .integer(Int64(job.creditsUsed))
            answer["execution_ms"] = .integer(job.executionTime ?? 0)
        } else if let failure = job.failure {
            answer["error"] = failure.json
            answer["credits_used"] = 0
        } else if let retryAfter {
            answer["retry_after_ms"] = .integer(Int64(retryAfter))
        }
        return .object(answer)
    }

    /// The result of a completed job; null for any other.
    func data(of job: JobRecord) throws -> JSON {
        guard let result = job.result else { return .null }
        let data = try JSON(parsing: result)
        guard hasEnvelope else { return data }
        return [
            "status": "ok", "data": data, "error": .null, "files": [],
            "meta": [
                "action_id": .string(job.action), "catalog_slug": .string(job.site),
                "execution_ms": .integer(job.executionTime ?? 0),
                "scraped_at": job.finished.map { .string($0.iso8601) } ?? .null, "envelope_version": "v1",
            ],
        ]
    }

    /// The parameters of an action: a JSON Schema object, or a list.
    func parameters(_ schema: JSON) -> JSON {
        guard listsParameters else { return schema }
        let required = (schema["required"]?.items ?? []).compactMap(\.text)
        return .array(
            (schema["properties"]?.fields ?? [:]).map { name, property in
                [
                    "name": .string(name), "type": property["type"] ?? "string",
                    "required": .bool(required.contains(name)), "default": property["default"] ?? .null,
                    "description": property["description"] ?? "",
                ]
            })
    }
}
