import FoundationEssentials
import HolocronAPI

extension FunctionRow {
    static let encodings: [FunctionRow] = [.type, .json, .parseJSON, .base64, .parseBase64]

    static let type = FunctionRow(
        "type", .encoding, "Names the kind of a value.",
        examples: ["[1] | type # list", "type(2.50) # decimal"]
    ) { parameters in
        let value = parameters.required("VALUE", .value)
        return { (given) throws(Stop) in .string(try given[value].typeName) }
    }

    static let json = FunctionRow(
        "json", .encoding, "Writes a value as one line of JSON.",
        examples: ["{a: [1, null]} | json # {\"a\":[1,null]}", "json('é') # \"é\""]
    ) { parameters in
        let value = parameters.required("VALUE", .value)
        return { (given) throws(Stop) in try .within(try given[value].encoded()) }
    }

    static let parseJSON = FunctionRow(
        "parse_json", .encoding, "Reads a value from JSON text.",
        examples: ["parse_json '{\"a\": 1.50}' # {\"a\":1.50}", "parse_json('[]') # []"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in
            let bytes = Array(try given[text].utf8)
            do throws(FormatError) {
                return try Format.json.decode(bytes)
            } catch {
                throw .failed("JSON", "parse_json: TEXT is not JSON: \(error.message)")
            }
        }
    }

    static let base64 = FunctionRow(
        "base64", .encoding, "Writes the UTF-8 of a text as Base64.",
        examples: ["base64 'holo' # aG9sbw==", "base64('é') # w6k="]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in try .within(Data(try given[text].utf8).base64EncodedString()) }
    }

    static let parseBase64 = FunctionRow(
        "parse_base64", .encoding, "Reads text from Base64, of the alphabet with + and / or with - and _.",
        examples: ["parse_base64 'aG9sbw==' # holo", "parse_base64('w6k') # é"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in
            let text = try given[text]
            var code = text.replacing("-", with: "+").replacing("_", with: "/")
            code += String(repeating: "=", count: (4 - code.utf8.count % 4) % 4)
            guard let data = Data(base64Encoded: code) else {
                throw .failed("BASE64", "parse_base64: \(Value.string(text).described) is not Base64")
            }
            guard let decoded = String(validating: data, as: UTF8.self) else {
                throw .failed("BASE64", "parse_base64: what it holds is not text in UTF-8")
            }
            return .string(decoded)
        }
    }
}

extension Value {
    /// The kind in one word: what `type` gives and `param` takes.
    package var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .integer: "integer"
        case .decimal: "decimal"
        case .string: "text"
        case .list: "list"
        case .record: "record"
        case .duration: "duration"
        case .credits: "credits"
        case .rate: "rate"
        case .job: "job"
        case .unknown: "unknown"
        }
    }
}
