import OrderedCollections

/// One pre-built action as the catalogue describes it. Source: contract §4.
public struct Action: Sendable, Hashable {
    public enum Mode: String, Sendable { case async, sync }
    public enum Authentication: String, Sendable { case none, optional, required }

    /// `li_profile_scrape`
    public var id: String
    /// The site's slug: `linkedin`.
    public var site: String
    public var name: String
    public var description: String
    public var mode: Mode
    public var authentication: Authentication
    /// Taken at submission; nil where the catalogue has no price.
    public var credits: Int?
    public var parameters: [ActionParameter]
    /// Whether an account of its site is connected; nil where the catalogue does not say.
    public var isConnected: Bool?

    public init(
        id: String, site: String, name: String, description: String, mode: Mode,
        authentication: Authentication, credits: Int?, parameters: [ActionParameter],
        isConnected: Bool? = nil
    ) {
        self.id = id
        self.site = site
        self.name = name
        self.description = description
        self.mode = mode
        self.authentication = authentication
        self.credits = credits
        self.parameters = parameters
        self.isConnected = isConnected
    }

    /// Reads an entry of `catalog/{slug}` or of `search`, which names price, site and parameters otherwise.
    public init?(_ entry: JSON, site: String? = nil) {
        guard let id = entry["action_id"]?.text else { return nil }
        self.init(
            id: id, site: entry["catalog_slug"]?.text ?? site ?? "", name: entry["name"]?.text ?? id,
            description: entry["description"]?.text ?? "",
            mode: entry["mode"]?.text.flatMap(Mode.init) ?? .async,
            authentication: entry["auth_mode"]?.text.flatMap(Authentication.init)
                ?? (entry["auth_required"] == true ? .required : .none),
            credits: entry["credits_per_call"]?.integer ?? entry["credits"]?.integer,
            parameters: ActionParameter.list(entry["parameters"] ?? entry["params"] ?? .null),
            isConnected: entry["connected"]?.bool)
    }
}

/// One parameter of an action.
public struct ActionParameter: Sendable, Hashable {
    public var name: String
    /// A JSON Schema type: `string`, `integer`, `number`, `boolean`, `array`, `object`.
    public var type: String
    public var isRequired: Bool
    public var description: String
    /// The values that are allowed; empty when any is.
    public var choices: [JSON]
    /// What the server takes when the parameter is left out, where the catalogue says.
    public var standard: JSON?
    /// Values that the catalogue shows as examples.
    public var examples: [JSON]

    public init(
        name: String, type: String = "string", isRequired: Bool = false, description: String = "",
        choices: [JSON] = [], standard: JSON? = nil, examples: [JSON] = []
    ) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.description = description
        self.choices = choices
        self.standard = standard
        self.examples = examples
    }

    /// Reads both documented shapes: a JSON Schema object, and an array of `{name,type,required}`.
    static func list(_ parameters: JSON) -> [ActionParameter] {
        if let entries = parameters.items {
            return entries.compactMap { entry in
                entry["name"]?.text.map {
                    ActionParameter($0, entry, isRequired: entry["required"]?.bool ?? false)
                }
            }
        }
        let required = Set(parameters["required"]?.items?.compactMap(\.text) ?? [])
        return (parameters["properties"]?.fields ?? [:]).map { name, schema in
            ActionParameter(name, schema, isRequired: required.contains(name))
        }
    }

    private init(_ name: String, _ schema: JSON, isRequired: Bool) {
        self.init(
            name: name, type: ActionParameter.type(schema["type"]), isRequired: isRequired,
            description: schema["description"]?.text ?? "", choices: schema["enum"]?.items ?? [],
            standard: schema["default"],
            examples: schema["examples"]?.items ?? schema["example"].map { [$0] } ?? [])
    }

    /// JSON Schema allows a list of types: the first that is not `null` says how to write a value.
    private static func type(_ type: JSON?) -> String {
        type?.text ?? type?.items?.compactMap(\.text).first { $0 != "null" } ?? "string"
    }
}
