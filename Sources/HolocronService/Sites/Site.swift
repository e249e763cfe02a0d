import HolocronAPI
import OrderedCollections

/// A site and its actions, as its manifest describes them.
struct Site: Sendable {
    /// `linkedin`: its place in addresses and in `catalog_slug`.
    let slug: String
    let name: String
    /// `linkedin.com`: pages of this domain and its subdomains are the site's.
    let domain: String
    /// The host its addresses are written with: `www.linkedin.com`.
    let host: String
    let category: String
    let description: String
    let actions: [SiteAction]

    var needsConnection: Bool { actions.contains { $0.authentication == .required } }

    /// Where a browser connects an account, relative to the host.
    var connectPath: String { "/products/holocron/\(slug)/connect" }
    var disconnectPath: String { "/products/holocron/\(slug)/disconnect" }
}

/// One action: what it takes, what it costs, which page it reads and how.
struct SiteAction: Sendable {
    let id: String
    let name: String
    let description: String
    let credits: Int
    let authentication: Action.Authentication
    /// Whether a submit waits for the result instead of naming a job to poll.
    let isSynchronous: Bool
    /// The parameters as a JSON Schema object.
    let schema: JSON
    let request: PageRequest
    let reads: PageKind
    /// Where an HTML page keeps the JSON that is read instead of its elements.
    let data: String?
    let result: [Rule.Field]
}

/// Which page an action loads.
struct PageRequest: Sendable {
    enum Body: Sendable {
        case form([(name: String, value: Template)])
        case json(BodyTemplate)
    }

    let address: Template
    /// Nil for a GET.
    let body: Body?
}

/// A JSON body whose texts may have parameters in braces.
indirect enum BodyTemplate: Sendable {
    case value(JSON)
    case text(Template)
    case array([BodyTemplate])
    case object([(name: String, value: BodyTemplate)])

    func filled(with params: JSON) -> JSON {
        switch self {
        case .value(let json): json
        case .text(let template): template.value(for: params)
        case .array(let items): .array(items.map { $0.filled(with: params) })
        case .object(let fields):
            .object(
                OrderedDictionary(
                    fields.map { ($0.name, $0.value.filled(with: params)) },
                    uniquingKeysWith: { first, _ in first }))
        }
    }
}

extension SiteAction {
    /// The parameters with whole numbers written as such: 20.0 is an integer in JSON Schema.
    func normalised(_ params: JSON) -> JSON {
        guard var fields = params.fields else { return params }
        for (name, value) in fields where schema["properties"]?[name]?["type"] == "integer" {
            guard case .decimal(let text) = value, let number = Double(text),
                let whole = Int64(exactly: number)
            else { continue }
            fields[name] = .integer(whole)
        }
        return .object(fields)
    }

    /// The parameters with the schema's defaults filled in.
    func completed(_ params: JSON) -> JSON {
        var fields = normalised(params).fields ?? [:]
        for (name, property) in schema["properties"]?.fields ?? [:] where fields[name] == nil {
            fields[name] = property["default"]
        }
        return .object(fields)
    }
}
