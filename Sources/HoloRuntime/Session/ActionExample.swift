import HoloLang
import HolocronAPI

extension Action {
    /// A line that can be pasted: `run am_search_products query=headphones`.
    package func example(after command: String) -> String {
        ([command, id] + parameters.filter(\.isRequired).map(\.assignment)).joined(separator: " ")
    }

    /// The same with a parameter that need not be there.
    func example(after command: String, with parameter: ActionParameter) -> String {
        let example = example(after: command)
        return parameter.isRequired ? example : "\(example) \(parameter.assignment)"
    }
}

extension ActionParameter {
    /// The parameter with a value that it takes: `limit=5`.
    package var assignment: String {
        let value = sample
        if case .string(let text) = value { return "\(name)=\(quoted(text))" }
        switch value {
        case .array, .object, .null: return "\(name):=\(value.encoded())"
        default: return "\(name)=\(value.encoded())"
        }
    }

    /// What the catalogue shows, takes by itself or allows; else something of the type.
    private var sample: JSON {
        if let known = examples.first ?? standard ?? choices.first { return known }
        return switch type {
        case "integer", "number": 1
        case "boolean": true
        case "array": []
        case "object": [:]
        default: name.hasSuffix("url") ? "https://example.com" : "example"
        }
    }
}
