import HolocronAPI

extension PageRequest {
    /// Reads `{url: …}`, with `method: POST` and a `form` or `json` body where the page wants one.
    init(_ node: ManifestNode, _ schema: JSON) throws(ManifestError) {
        try node.allow(["url", "method", "form", "json"])
        let url = try node.required("url")
        address = try url.template(schema)
        let text = try url.text()
        if !text.hasPrefix("{") {
            guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
                throw url.error("url should begin with http:// or https://")
            }
        }
        let isPost = try node.isPost()
        switch (node["form"], node["json"]) {
        case (nil, nil): body = isPost ? .form([]) : nil
        case (let form?, nil): body = .form(try form.form(schema))
        case (nil, let json?): body = .json(try json.body(schema))
        case (_, let json?): throw json.error("a request has a form or a json body, not both")
        }
        if let body = node["form"] ?? node["json"], !isPost { throw body.error("a body needs method: POST") }
    }
}

extension ManifestNode {
    fileprivate func isPost() throws(ManifestError) -> Bool {
        guard let method = self["method"] else { return false }
        switch try method.text() {
        case "GET": return false
        case "POST": return true
        default: throw method.error("method should be GET or POST")
        }
    }

    fileprivate func form(_ schema: JSON) throws(ManifestError) -> [(name: String, value: Template)] {
        var fields: [(name: String, value: Template)] = []
        for (name, value) in try entries() { fields.append((name, try value.template(schema))) }
        return fields
    }

    fileprivate func body(_ schema: JSON) throws(ManifestError) -> BodyTemplate {
        if isMapping {
            var fields: [(name: String, value: BodyTemplate)] = []
            for (name, value) in try entries() { fields.append((name, try value.body(schema))) }
            return .object(fields)
        }
        if case .array = json {
            var values: [BodyTemplate] = []
            for item in try items() { values.append(try item.body(schema)) }
            return .array(values)
        }
        guard case .string = json else { return .value(json) }
        return .text(try template(schema))
    }

    /// A text whose braces hold names of parameters.
    func template(_ schema: JSON) throws(ManifestError) -> Template {
        guard let template = Template(try text()) else { throw error("a { has no }") }
        for name in template.parameters where schema["properties"]?[name] == nil {
            throw error("{\(name)} is not a parameter of this action")
        }
        return template
    }
}
