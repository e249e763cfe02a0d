import HolocronAPI
import OrderedCollections

extension Site {
    /// Reads a site's manifest.
    ///
    /// - Throws: ``ManifestError`` with the file and the line of the first mistake.
    init(file: String, yaml: String) throws(ManifestError) {
        let node = try ManifestNode(file: file, yaml: yaml)
        try node.allow(["site", "name", "domain", "host", "category", "description", "actions"])
        var actions: [SiteAction] = []
        for item in try node.required("actions").items() { actions.append(try SiteAction(item)) }
        let domain = try node.text("domain")
        self.init(
            slug: try node.identifier("site"), name: try node.text("name"), domain: domain,
            host: try node.text("host", domain), category: try node.text("category"),
            description: try node.text("description"), actions: actions)
    }
}

extension SiteAction {
    fileprivate init(_ node: ManifestNode) throws(ManifestError) {
        try node.allow([
            "id", "name", "description", "credits", "auth_mode", "mode", "parameters", "request", "reads",
            "data",
            "result",
        ])
        let schema = try node.schema()
        let reads = try node.choice("reads", PageKind.html)
        let fields = RuleReader(reads: reads, isData: node["data"] != nil, schema: schema)
        self.init(
            id: try node.identifier("id"), name: try node.text("name"),
            description: try node.text("description"), credits: try node.credits(),
            authentication: try node.authentication(), isSynchronous: try node.isSynchronous(),
            schema: schema,
            request: try PageRequest(try node.required("request"), schema), reads: reads,
            data: try node["data"]?.expression(), result: try fields.result(node))
    }
}

extension ManifestNode {
    fileprivate func identifier(_ key: String) throws(ManifestError) -> String {
        let value = try required(key)
        let text = try value.text()
        let isPlain = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || Character(Unicode.Scalar(byte)).isNumber
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        guard isPlain else { throw value.error("\(key) should be small letters, digits and _") }
        return text
    }

    fileprivate func credits() throws(ManifestError) -> Int {
        let value = try required("credits")
        guard let credits = value.json.integer, credits >= 0 else {
            throw value.error("credits should be a whole number that is not negative")
        }
        return credits
    }

    fileprivate func authentication() throws(ManifestError) -> Action.Authentication {
        guard let value = self["auth_mode"] else { return .none }
        guard let mode = Action.Authentication(rawValue: try value.text()) else {
            throw value.error("auth_mode should be none, optional or required")
        }
        return mode
    }

    fileprivate func isSynchronous() throws(ManifestError) -> Bool {
        guard let value = self["mode"] else { return false }
        switch try value.text() {
        case "async": return false
        case "sync": return true
        default: throw value.error("mode should be async or sync")
        }
    }

    /// One of the raw values of a type; `fallback` where the key is left out.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _ fallback: Choice
    ) throws(ManifestError) -> Choice where Choice.RawValue == String {
        guard let value = self[key] else { return fallback }
        guard let choice = Choice(rawValue: try value.text()) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw value.error("\(key) should be one of \(names)")
        }
        return choice
    }

    fileprivate func schema() throws(ManifestError) -> JSON {
        let value = try required("parameters")
        let schema = value.json
        guard let properties = schema["properties"]?.fields else {
            throw value.error("parameters should be a JSON Schema object with properties")
        }
        for (name, property) in try value.required("properties").entries() {
            try property.checkProperty(name)
        }
        for name in schema["required"]?.items ?? [] where properties[name.text ?? ""] == nil {
            throw value.error("required names \(name.encoded()), which is not one of the properties")
        }
        return schema
    }
}

extension ManifestNode {
    private static let keywords: Set<String> = [
        "type", "description", "default", "examples", "enum", "minimum", "maximum", "minLength", "maxLength",
        "pattern",
    ]
    private static let types = ["string", "integer", "number", "boolean", "array", "object"]

    /// A keyword that nothing would check, a type that there is not or a pattern that is none.
    fileprivate func checkProperty(_ name: String) throws(ManifestError) {
        try allow(ManifestNode.keywords)
        let type = try required("type")
        guard ManifestNode.types.contains(try type.text()) else {
            throw type.error(
                "the type of \(name) should be one of \(ManifestNode.types.joined(separator: ", "))")
        }
        if let pattern = self["pattern"], (try? Regex(try pattern.text())) == nil {
            throw pattern.error("the pattern of \(name) is not a regular expression")
        }
        let rule = ParameterRule(name: name, schema: json)
        if let value = self["default"], let complaint = rule.complaint(about: value.json) {
            throw value.error("the default of \(name) does not fit: \(complaint)")
        }
    }
}
