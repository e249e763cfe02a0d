import HolocronAPI
import OrderedCollections

/// Checks values against the schemas of an OpenAPI document, as far as that document uses JSON Schema.
struct SchemaCheck {
    let document: JSON

    /// What does not fit, with the way to it; empty when everything does.
    func complaints(_ value: JSON, _ schema: JSON, at place: String = "$") -> [String] {
        if let reference = schema["$ref"]?.text { return complaints(value, resolved(reference), at: place) }
        if let choices = schema["oneOf"]?.items {
            let fitting = choices.filter { complaints(value, $0, at: place).isEmpty }
            return fitting.count == 1 ? [] : ["\(place) fits \(fitting.count) of \(choices.count) shapes"]
        }
        return scalar(value, schema, place) + inside(value, schema, place)
    }

    /// `#/components/schemas/Job`
    func resolved(_ reference: String) -> JSON {
        reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
    }

    private func scalar(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        var found: [String] = []
        if let constant = schema["const"], constant != value {
            found.append("\(place) is not \(constant.encoded())")
        }
        if let choices = schema["enum"]?.items, !choices.contains(value) {
            found.append("\(place) is none of the choices")
        }
        if let type = schema["type"] {
            let types = type.items?.compactMap(\.text) ?? [type.text ?? ""]
            if !types.contains(where: { value.isOf(type: $0) }) { found.append("\(place) is not \(types)") }
        }
        if let least = schema["minimum"]?.integer, let number = value.integer, number < least {
            found.append("\(place) is below \(least)")
        }
        if let most = schema["maximum"]?.integer, let number = value.integer, number > most {
            found.append("\(place) is above \(most)")
        }
        if let text = value.text { found += self.text(text, schema, place) }
        return found
    }

    private func text(_ text: String, _ schema: JSON, _ place: String) -> [String] {
        var found: [String] = []
        if let pattern = schema["pattern"]?.text, let regex = try? Regex(pattern), !text.contains(regex) {
            found.append("\(place) does not match \(pattern)")
        }
        if let least = schema["minLength"]?.integer, text.unicodeScalars.count < least {
            found.append("\(place) is short")
        }
        if let most = schema["maxLength"]?.integer, text.unicodeScalars.count > most {
            found.append("\(place) is long")
        }
        if schema["format"] == "uuid", text.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) == nil
        {
            found.append("\(place) is no UUID")
        }
        if schema["format"] == "date-time",
            text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) == nil
        {
            found.append("\(place) is no moment")
        }
        return found
    }

    private func inside(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        if let items = value.items {
            guard let each = schema["items"] else { return [] }
            return items.enumerated().flatMap { complaints($1, each, at: "\(place)[\($0)]") }
        }
        guard let fields = value.fields else { return [] }
        let known = schema["properties"]?.fields ?? [:]
        var found = (schema["required"]?.items ?? []).compactMap(\.text).filter { value[$0] == nil }
            .map { "\(place) has no \($0)" }
        for (name, field) in fields.map({ ($0.key, $0.value) }) {
            if let schema = known.first(where: { $0.key == name })?.value {
                found += complaints(field, schema, at: "\(place).\(name)")
            } else if schema["additionalProperties"] == false {
                found.append("\(place).\(name) is not known")
            }
        }
        return found
    }
}

extension JSON {
    fileprivate func isOf(type: String) -> Bool {
        switch self {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .integer: type == "integer" || type == "number"
        case .decimal: type == "number"
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}
