import HolocronAPI
import OrderedCollections

extension DashboardPage {
    /// An action with lines to paste.
    struct ActionRow: Sendable {
        let id: String
        let description: String
        let credits: Int
        let parameters: [Parameter]
        let shellLine: String
        let curlLine: String

        init(_ action: SiteAction, base: String) {
            id = action.id
            description = action.description
            credits = action.credits
            let required = (action.schema["required"]?.items ?? []).compactMap(\.text)
            let properties = action.schema["properties"]?.fields ?? [:]
            parameters = properties.map { name, property in
                Parameter(name, property, isRequired: required.contains(name))
            }
            let examples = required.map { ($0, properties[$0]?["examples"]?.items?.first ?? "…") }
            let pairs = examples.map { name, value in "\(name)=\(value.word)" }
            shellLine = (["run", action.id] + pairs).joined(separator: " ")
            let params = JSON.object(.init(examples, uniquingKeysWith: { first, _ in first }))
            let body: JSON = ["action_id": .string(action.id), "params": params]
            curlLine = """
                curl -H "X-API-Key: $ANAKIN_API_KEY" -H 'Content-Type: application/json' \
                -d '\(body.encoded().replacing("'", with: "'\\''"))' \(base)/holocron/task
                """
        }
    }

    struct Parameter: Sendable {
        let name: String
        let type: String
        let isRequired: Bool
        let description: String
        let example: String?

        init(_ name: String, _ schema: JSON, isRequired: Bool) {
            self.name = name
            self.isRequired = isRequired
            type = schema["type"]?.text ?? "string"
            description = schema["description"]?.text ?? ""
            example = schema["examples"]?.items?.first.map(\.word)
        }
    }
}

extension JSON {
    /// As holo reads it behind `key=`: quoted where it has a space.
    fileprivate var word: String {
        guard let text else { return encoded() }
        return text.contains(" ") ? "'\(text)'" : text
    }
}
