import HolocronAPI

/// Reads the `result` of an action: which field is where.
struct RuleReader {
    let reads: PageKind
    /// Whether the page keeps JSON in one of its elements.
    let isData: Bool
    let schema: JSON

    func result(_ action: ManifestNode) throws(ManifestError) -> [Rule.Field] {
        guard reads.hasRules else {
            if let result = action["result"] {
                throw result.error("reads: \(reads.rawValue) needs no result")
            }
            return []
        }
        if isData, reads != .json { throw action.error("data needs reads: json") }
        return try fields(try action.required("result"))
    }

    private var isJSON: Bool { reads == .json }
    private var pathKey: String { isJSON ? "path" : "xpath" }

    private func fields(_ node: ManifestNode) throws(ManifestError) -> [Rule.Field] {
        var fields: [Rule.Field] = []
        for (name, value) in try node.entries() {
            fields.append(Rule.Field(name: name, rule: try rule(value)))
        }
        return fields
    }

    /// A rule is `name: "//h1"` for a value that must be there, or a mapping for anything else.
    private func rule(_ node: ManifestNode) throws(ManifestError) -> Rule {
        guard node.isMapping else {
            return .value(
                ValueRule(path: try path(node), json: nil, kind: isJSON ? .any : .text, isOptional: false))
        }
        if let each = node["each"] { return try list(node, try path(each)) }
        if let name = node["parameter"] { return try parameter(node, name) }
        if let counted = node["count"] {
            try node.allow(["count"])
            return .count(try path(counted))
        }
        if let value = node["value"] {
            try node.allow(["value"])
            return .constant(try value.template(schema))
        }
        if let inner = node["fields"] {
            try node.allow(["fields"])
            return .record(try fields(inner))
        }
        return .value(try value(node))
    }

    private func list(_ node: ManifestNode, _ each: String) throws(ManifestError) -> Rule {
        try node.allow(["each", "fields"])
        guard let inner = node["fields"] else { return .texts(each: each) }
        return .list(each: each, fields: try fields(inner))
    }

    private func parameter(_ node: ManifestNode, _ name: ManifestNode) throws(ManifestError) -> Rule {
        try node.allow(["parameter"])
        guard schema["properties"]?[try name.text()] != nil else {
            throw name.error("\(try name.text()) is not a parameter of this action")
        }
        return .parameter(try name.text())
    }

    private func value(_ node: ManifestNode) throws(ManifestError) -> ValueRule {
        try node.allow(isJSON ? ["path", "type", "optional"] : ["xpath", "json", "type", "optional"])
        let optional = node["optional"]
        guard optional == nil || optional?.json.bool != nil else {
            throw node.error("optional should be true or false")
        }
        return ValueRule(
            path: try path(try node.required(pathKey)),
            json: try node["json"]?.text().split(separator: ".").map(String.init),
            kind: try node.choice("type", isJSON ? ValueRule.Kind.any : .text),
            isOptional: optional?.json.bool ?? false)
    }

    private func path(_ node: ManifestNode) throws(ManifestError) -> String {
        isJSON ? try node.text() : try node.expression()
    }
}

extension ManifestNode {
    /// An XPath expression that libxml2 understands.
    func expression() throws(ManifestError) -> String {
        let text = try text()
        guard HTMLDocument.understands(text) else { throw error("\(text) is not an XPath expression") }
        return text
    }
}
