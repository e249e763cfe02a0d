import OrderedCollections

/// What a completed job brought, out of the envelope that newer servers put around it. Source: contract §3 (G3).
public struct Payload: Sendable, Hashable {
    /// Everything, as the server sent it.
    public let raw: JSON
    /// What was asked for: the inner `data` of an envelope; without an envelope the same as `raw`.
    public let data: JSON
    /// Set when the envelope says that the action failed although the job says completed. It was paid for.
    public let error: APIError?

    public init(_ raw: JSON) {
        self.raw = raw
        let isEnvelope = Payload.isEnvelope(raw)
        data = isEnvelope ? raw["data"] ?? .null : raw
        error = isEnvelope ? Payload.error(in: raw) : nil
    }

    /// A payload may well have a `status` and some `data` of its own: only the version or all five keys tell.
    private static func isEnvelope(_ raw: JSON) -> Bool {
        guard let fields = raw.fields, fields["status"]?.text != nil, fields["data"] != nil else {
            return false
        }
        return fields["meta"]?["envelope_version"] != nil
            || Set(fields.keys) == ["status", "data", "error", "files", "meta"]
    }

    private static func error(in envelope: JSON) -> APIError? {
        guard envelope["status"] == "error" || envelope["status"] == "failed" else { return nil }
        return APIError(status: 200, body: envelope)
            ?? APIError(status: 200, code: "FAILED", message: "The action failed and did not say why.")
    }
}
