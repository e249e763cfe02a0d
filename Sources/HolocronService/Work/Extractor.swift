import HolocronAPI
import OrderedCollections

/// Why a page that was loaded gave no result.
struct ExtractionError: Error, Equatable {
    let message: String
}

/// Reads the fields of a result from a page, by the rules of an action.
struct Extractor {
    let page: HTMLDocument

    func record(_ fields: [Rule.Field], in node: HTMLDocument.Node? = nil) throws(ExtractionError) -> JSON {
        var record: OrderedDictionary<String, JSON> = [:]
        for field in fields { record[field.name] = try value(field, in: node) }
        return .object(record)
    }

    private func value(_ field: Rule.Field, in node: HTMLDocument.Node?) throws(ExtractionError) -> JSON {
        switch field.rule {
        case .value(let rule):
            if let value = try value(rule, field.name, in: node) { return value }
            guard rule.isOptional else { throw ExtractionError(message: "the page has no \(field.name)") }
            return .null
        case .list(let each, let fields):
            var records: [JSON] = []
            for item in page.nodes(each, in: node) { records.append(try record(fields, in: item)) }
            return .array(records)
        case .texts(let each):
            return .array(
                page.nodes(each, in: node).map { .string((page.text(".", in: $0) ?? "").collapsed) })
        }
    }

    private func value(
        _ rule: ValueRule, _ name: String, in node: HTMLDocument.Node?
    ) throws(ExtractionError) -> JSON? {
        guard var text = page.text(rule.xpath, in: node) else { return nil }
        if let path = rule.json {
            guard let found = Extractor.text(at: path, of: text) else { return nil }
            text = found
        }
        text = text.collapsed
        if text.isEmpty { return nil }
        guard let value = rule.kind.value(of: text) else {
            throw ExtractionError(message: "\(name) is not a number on the page")
        }
        return value
    }

    private static func text(at path: [String], of text: String) -> String? {
        guard let json = try? JSON(parsing: text) else { return nil }
        let found = path.reduce(Optional(json)) { value, name in value?[name] }
        return found.flatMap { $0.text ?? ($0.fields == nil ? $0.encoded() : nil) }
    }
}

extension ValueRule.Kind {
    /// Nil when the text holds no such value: `500+ connections` is the integer 500, `$1,299.50` the number 1299.50.
    func value(of text: String) -> JSON? {
        switch self {
        case .text: return .string(text)
        case .boolean: return .bool(text == "true")
        case .integer: return text.firstNumber.flatMap { Int64($0.prefix { $0 != "." }) }.map(JSON.integer)
        case .number:
            return text.firstNumber.map { number in Int64(number).map(JSON.integer) ?? .decimal(number) }
        }
    }
}

extension String {
    /// White space at the ends dropped, and each run of it inside made one space.
    var collapsed: String {
        split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r\n" || $0 == "\r" || $0 == "\u{A0}" }
            .joined(separator: " ")
    }

    /// The first number, without thousands separators and leading zeros.
    var firstNumber: String? {
        guard let start = firstIndex(where: \.isASCIIDigit) else { return nil }
        let isNegative = start > startIndex && self[index(before: start)] == "-"
        let parts = self[start...].prefix { $0.isASCIIDigit || $0 == "," || $0 == "." }
            .filter { $0 != "," }.split(separator: ".", omittingEmptySubsequences: false)
        let whole = parts[0].drop { $0 == "0" }
        let fraction = parts.count > 1 && !parts[1].isEmpty ? "." + parts[1] : ""
        return (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole) + fraction
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
