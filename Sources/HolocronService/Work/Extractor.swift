import HolocronAPI
import OrderedCollections

/// Why a page that was loaded gave no result.
struct ExtractionError: Error, Equatable {
    let message: String
}

/// Reads the fields of a result from a page, by the rules of an action.
struct Extractor<Page: Readable> {
    let page: Page
    /// The parameters of the job, with defaults.
    var params: JSON = [:]

    func record(_ fields: [Rule.Field], in spot: Page.Spot? = nil) throws(ExtractionError) -> JSON {
        var record: OrderedDictionary<String, JSON> = [:]
        for field in fields { record[field.name] = try value(field, in: spot) }
        return .object(record)
    }

    private func value(_ field: Rule.Field, in spot: Page.Spot?) throws(ExtractionError) -> JSON {
        switch field.rule {
        case .value(let rule):
            if let value = try value(rule, field.name, in: spot) { return value }
            guard rule.isOptional else { throw ExtractionError(message: "the page has no \(field.name)") }
            return .null
        case .list(let each, let fields):
            var records: [JSON] = []
            for item in page.spots(each, in: spot) { records.append(try record(fields, in: item)) }
            return .array(records)
        case .texts(let each):
            return .array(page.spots(each, in: spot).map { (page.value(".", in: $0) ?? "").collapsed })
        case .record(let fields): return try record(fields, in: spot)
        case .count(let path): return .integer(Int64(page.count(path, in: spot)))
        case .parameter(let name): return params[name] ?? .null
        case .constant(let template): return template.value(for: params)
        }
    }

    private func value(
        _ rule: ValueRule, _ name: String, in spot: Page.Spot?
    ) throws(ExtractionError) -> JSON? {
        guard var found = page.value(rule.path, in: spot) else { return nil }
        if let path = rule.json {
            guard let inner = (try? JSON(parsing: found.text ?? ""))?.value(at: path), inner != .null else {
                return nil
            }
            found = inner
        }
        if rule.kind == .any { return found }
        let text = (found.text ?? found.encoded()).collapsed
        if text.isEmpty { return nil }
        guard let value = rule.kind.value(of: text) else {
            throw ExtractionError(
                message: "\(name) is not \(rule.kind == .boolean ? "true or false" : "a number") on the page")
        }
        return value
    }
}

extension JSON {
    /// Text without the white space that only lays it out.
    fileprivate var collapsed: JSON { text.map { .string($0.collapsed) } ?? self }
}

extension ValueRule.Kind {
    /// Nil when the text holds no such value: `500+ connections` is the integer 500, `$1,299.50` the number 1299.50.
    func value(of text: String) -> JSON? {
        switch self {
        case .any, .text: return .string(text)
        case .boolean: return text == "true" ? true : text == "false" ? false : nil
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
