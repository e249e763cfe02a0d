import HolocronAPI
import OrderedCollections

extension SiteAction {
    /// Refuses parameters that the action's schema does not allow: nothing is charged for a mistake.
    func check(_ params: JSON) throws(Problem) {
        let properties = schema["properties"]?.fields ?? [:]
        let given = normalised(params).fields ?? [:]
        let missing = (schema["required"]?.items ?? []).compactMap(\.text).filter { given[$0] == nil }
        guard missing.isEmpty else {
            throw .invalidInput("\(id) needs \(missing.joined(separator: ", ")).", missing: missing)
        }
        for (name, value) in given {
            guard let property = properties[name] else {
                let known = properties.keys.joined(separator: ", ")
                throw .invalidInput("\(id) has no parameter \"\(name)\". It takes \(known).")
            }
            if let complaint = ParameterRule(name: name, schema: property).complaint(about: value) {
                throw .invalidInput(complaint)
            }
        }
    }
}

/// The part of JSON Schema that parameters use: type, enum, minimum, maximum, minLength, maxLength, pattern.
struct ParameterRule {
    let name: String
    let schema: JSON

    /// What is wrong with the value; nil when nothing is.
    func complaint(about value: JSON) -> String? {
        let type = schema["type"]?.text ?? "string"
        guard value.schemaTypes.contains(type) else {
            return "\(name) must be \(type.withArticle), not \(value.schemaTypes[0].withArticle)."
        }
        if let choices = schema["enum"]?.items, !choices.contains(value) {
            let words = choices.map { $0.text ?? $0.encoded() }
            return "\(name) must be one of \(words.joined(separator: ", "))."
        }
        return value.integer.flatMap(rangeComplaint) ?? value.text.flatMap(textComplaint)
    }

    private func rangeComplaint(_ number: Int) -> String? {
        if let least = schema["minimum"]?.integer, number < least {
            return "\(name) must be at least \(least)."
        }
        if let most = schema["maximum"]?.integer, number > most { return "\(name) must be at most \(most)." }
        return nil
    }

    private func textComplaint(_ text: String) -> String? {
        let least = schema["minLength"]?.integer ?? 0
        let most = schema["maxLength"]?.integer ?? 10_000
        let length = text.unicodeScalars.count
        if length < least { return "\(name) must not be empty." }
        if length > most { return "\(name) must have at most \(most) characters." }
        guard let pattern = schema["pattern"]?.text, let regex = try? Regex(pattern) else { return nil }
        if text.contains(regex) { return nil }
        let example = schema["examples"]?.items?.first?.text
        return "\(name) must " + (example.map { "look like \($0)" } ?? "match \(pattern)") + "."
    }
}

extension JSON {
    /// The JSON Schema types the value is of, the narrowest first.
    fileprivate var schemaTypes: [String] {
        switch self {
        case .null: ["null"]
        case .bool: ["boolean"]
        case .integer: ["integer", "number"]
        case .decimal: ["number"]
        case .string: ["string"]
        case .array: ["array"]
        case .object: ["object"]
        }
    }
}

extension String {
    fileprivate var withArticle: String {
        switch self {
        case "null": self
        case "integer", "array", "object": "an " + self
        default: "a " + self
        }
    }
}
