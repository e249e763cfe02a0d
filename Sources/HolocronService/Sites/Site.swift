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
}

/// One action: what it takes, what it costs, which page it reads and how.
struct SiteAction: Sendable {
    let id: String
    let name: String
    let description: String
    let credits: Int
    let authentication: Action.Authentication
    /// The parameters as a JSON Schema object.
    let schema: JSON
    let address: AddressTemplate
    let result: [Rule.Field]
}

extension SiteAction {
    /// The parameters with the schema's defaults filled in.
    func completed(_ params: JSON) -> JSON {
        var fields = params.fields ?? [:]
        for (name, property) in schema["properties"]?.fields ?? [:] where fields[name] == nil {
            fields[name] = property["default"]
        }
        return .object(fields)
    }
}
