import HolocronAPI
import Hummingbird
import OrderedCollections

/// The description of the API at `/openapi.json`: `openapi.yaml` under both prefixes, with a submit of each action.
struct OpenAPI: Sendable {
    let catalog: Catalog

    func add(to router: Router<Visit>) {
        router.get("openapi.json") { _, _ -> Response in .json(try document()) }
    }

    func document() throws(ManifestError) -> JSON {
        let yaml = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
        let base = try ManifestNode(file: "openapi.yaml", yaml: yaml).json
        let schemas = (base["components"]?["schemas"] ?? [:]).with("TaskRequest", request)
        let components = (base["components"] ?? [:]).with("schemas", schemas)
        return base.with("paths", paths(base["paths"]?.fields ?? [:])).with("components", components)
    }

    private func paths(_ paths: OrderedDictionary<String, JSON>) -> JSON {
        var all: OrderedDictionary<String, JSON> = [:]
        for prefix in APIRoutes.prefixes {
            for (path, item) in paths { all["/\(prefix)\(path)"] = OpenAPI.named(item, prefix) }
        }
        return .object(all)
    }

    /// Operations are called `holocron_submit` and `wire_submit`, wherever they are named.
    private static func named(_ json: JSON, _ prefix: String) -> JSON {
        switch json {
        case .array(let items): return .array(items.map { named($0, prefix) })
        case .object(let fields):
            let pairs = fields.map { name, value in
                let text = name == "operationId" ? value.text : nil
                return (name, text.map { JSON.string("\(prefix)_\($0)") } ?? named(value, prefix))
            }
            return .object(OrderedDictionary(uniqueKeysWithValues: pairs))
        default: return json
        }
    }

    /// One shape for each action, so that its parameters are described too.
    private var request: JSON {
        ["oneOf": .array(catalog.sites.flatMap(\.actions).map(OpenAPI.request))]
    }

    private static func request(_ action: SiteAction) -> JSON {
        let needs = action.schema["required"]?.items?.isEmpty == false
        let id: JSON = ["type": ["string", "null"]]
        return [
            "type": "object", "title": .string(action.name),
            "required": needs ? ["action_id", "params"] : ["action_id"], "additionalProperties": false,
            "properties": [
                "action_id": ["const": .string(action.id)],
                "params": action.schema.with("additionalProperties", false),
                "credential_id": id, "identity_id": id,
                "webhook_url": ["type": ["string", "null"], "pattern": .string(TaskBody.webhookPattern)],
            ],
        ]
    }
}
