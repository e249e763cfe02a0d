import HolocronAPI
import OrderedCollections

/// The body of a submit, its shape checked.
struct TaskBody {
    let action: String
    let params: JSON
    let credential: String?
    let identity: String?
    /// Where the end of the job is posted to.
    let webhook: String?

    private static let names = ["action_id", "params", "credential_id", "identity_id", "webhook_url"]

    init(_ body: JSON) throws(Problem) {
        guard let fields = body.fields else { throw .invalidInput("The body must be a JSON object.") }
        action = try TaskBody.text("action_id", body) ?? ""
        guard !action.isEmpty else { throw .invalidInput("action_id is missing.", missing: ["action_id"]) }
        for name in fields.keys where !TaskBody.names.contains(name) {
            throw .invalidInput(
                "The body has no field \"\(name)\". It takes \(TaskBody.names.joined(separator: ", ")).")
        }
        params = body["params"] ?? [:]
        guard params.fields != nil else { throw .invalidInput("params must be an object.") }
        credential = try TaskBody.text("credential_id", body)
        identity = try TaskBody.text("identity_id", body)
        webhook = try TaskBody.text("webhook_url", body)
        if let webhook, !TaskBody.isAddress(webhook) {
            throw .invalidInput("webhook_url must be an http or https address.")
        }
    }

    static let webhookPattern =
        #"^https?://[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*(:[0-9]{1,5})?(/[A-Za-z0-9/_.~%?&=-]*)?$"#

    private static func isAddress(_ text: String) -> Bool {
        (try? Regex(webhookPattern).wholeMatch(in: text)) != nil && (try? PagePlace(text)) != nil
    }

    /// The same for the same request, however its JSON is laid out.
    var fingerprint: String {
        let fields = [action, credential ?? "", identity ?? "", webhook ?? ""].map(JSON.string)
        return JSON.array(fields + [params.sorted]).encoded()
    }

    private static func text(_ name: String, _ body: JSON) throws(Problem) -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.text else { throw .invalidInput("\(name) must be a string.") }
        return text
    }
}

extension JSON {
    /// The value with the fields of its records in the order of their names.
    fileprivate var sorted: JSON {
        switch self {
        case .object(let fields):
            var fields = fields.mapValues(\.sorted)
            fields.sort { $0.key < $1.key }
            return .object(fields)
        case .array(let items): return .array(items.map(\.sorted))
        default: return self
        }
    }
}
