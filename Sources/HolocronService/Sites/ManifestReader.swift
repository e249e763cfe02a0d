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
            "id", "name", "description", "credits", "auth_mode", "parameters", "request", "result",
        ])
        let schema = try node.schema()
        self.init(
            id: try node.identifier("id"), name: try node.text("name"),
            description: try node.text("description"), credits: try node.credits(),
            authentication: try node.authentication(), schema: schema,
            address: try node.address(schema), result: try node.required("result").fields())
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

    fileprivate func schema() throws(ManifestError) -> JSON {
        let value = try required("parameters")
        let schema = value.json
        guard let properties = schema["properties"]?.fields else {
            throw value.error("parameters should be a JSON Schema object with properties")
        }
        for name in schema["required"]?.items ?? [] where properties[name.text ?? ""] == nil {
            throw value.error("required names \(name.encoded()), which is not one of the properties")
        }
        return schema
    }

    fileprivate func address(_ schema: JSON) throws(ManifestError) -> AddressTemplate {
        let request = try required("request")
        try request.allow(["url"])
        let value = try request.required("url")
        guard let template = AddressTemplate(try value.text()) else {
            throw value.error("a { has no }")
        }
        for name in template.parameters where schema["properties"]?[name] == nil {
            throw value.error("{\(name)} is not a parameter of this action")
        }
        return template
    }

    fileprivate func fields() throws(ManifestError) -> [Rule.Field] {
        var fields: [Rule.Field] = []
        for (name, value) in try entries() { fields.append(Rule.Field(name: name, rule: try value.rule())) }
        return fields
    }

    /// A rule is `name: "//h1"` for a text that must be there, or a mapping for anything else.
    private func rule() throws(ManifestError) -> Rule {
        guard isMapping else {
            return .value(ValueRule(xpath: try text(), json: nil, kind: .text, isOptional: false))
        }
        if self["each"] != nil {
            try allow(["each", "fields"])
            guard let fields = self["fields"] else { return .texts(each: try text("each")) }
            return .list(each: try text("each"), fields: try fields.fields())
        }
        try allow(["xpath", "json", "type", "optional"])
        return .value(
            ValueRule(
                xpath: try text("xpath"), json: try self["json"]?.path(),
                kind: try kind(),
                isOptional: self["optional"]?.json.bool ?? false))
    }

    private func kind() throws(ManifestError) -> ValueRule.Kind {
        guard let value = self["type"] else { return .text }
        guard let kind = ValueRule.Kind(rawValue: try value.text()) else {
            throw value.error("type should be text, integer, number or boolean")
        }
        return kind
    }

    private func path() throws(ManifestError) -> [String] {
        try text().split(separator: ".").map(String.init)
    }
}
