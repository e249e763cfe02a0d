import HolocronAPI
import OrderedCollections
import Yams

/// YAML as YAML 1.2 reads it: a plain scalar is a number when it is written as JSON writes numbers, `true`, `false`,
/// `null`, `~` or nothing; everything else is text, also `no`, `on`, 1_000, 0x1F, 007 and 2026-11-24.
extension Format {
    /// A file of several documents is the list of them.
    func readYAML(_ bytes: [UInt8], from start: Int) throws(FormatError) -> Value {
        let text = try Format.text(bytes, from: start)
        var builder = YAMLBuilder(limit: bytes.count + YAMLBuilder.mostCopies)
        var documents: [Value] = []
        do {
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            while let node = try parser.nextRoot() { documents.append(try builder.value(node, depth: 0)) }
        } catch {
            throw FormatError(yaml: error)
        }
        return documents.count > 1 ? .list(documents) : documents.first ?? .null
    }

    func writeYAML(_ value: Value, to sink: inout ByteSink) throws(Stop) {
        do {
            sink.write(try serialize(node: value.yamlNode, width: -1, allowUnicode: true))
        } catch {
            throw .failed(
                "FORMAT", "the value cannot be written as YAML",
                next: "a name that ends in .json saves it as JSON")
        }
    }
}

/// Makes values of nodes. An alias counts as often as it is used, so that a small file cannot become a large value.
private struct YAMLBuilder {
    /// Values that aliases may add to those that stand in the text.
    static let mostCopies = 1_000_000

    let limit: Int
    private var count = 0

    init(limit: Int) { self.limit = limit }

    mutating func value(_ node: Node, depth: Int) throws(FormatError) -> Value {
        count += 1
        guard count <= limit else { throw FormatError(reason: "its aliases stand for too many values") }
        guard depth <= JSON.maximumDepth else {
            throw failure("nested deeper than \(JSON.maximumDepth)", node)
        }
        switch node {
        case .scalar(let scalar): return Value(scalar)
        case .sequence(let sequence):
            guard sequence.count <= Value.maximumCount else {
                throw failure("a list may have \(Value.maximumCount) items, and this has more", node)
            }
            var items: [Value] = []
            for item in sequence { items.append(try value(item, depth: depth + 1)) }
            return .list(items)
        case .mapping(let mapping): return try record(mapping, depth)
        case .alias: throw failure("an alias has no anchor", node)
        }
    }

    private mutating func record(_ mapping: Node.Mapping, _ depth: Int) throws(FormatError) -> Value {
        var fields: Record = [:]
        for (key, item) in mapping {
            guard case .scalar(let name) = key else { throw failure("a key is not text", key) }
            guard fields.updateValue(try value(item, depth: depth + 1), forKey: name.string) == nil else {
                throw failure("the key \"\(name.string)\" is there twice", key)
            }
        }
        return .record(fields)
    }

    private func failure(_ reason: String, _ node: Node) -> FormatError {
        FormatError(reason: reason, line: node.mark?.line)
    }
}

extension Value {
    fileprivate init(_ scalar: Node.Scalar) {
        let text = scalar.string
        guard scalar.style == .plain, scalar.tag.rawValue != Tag.Name.str.rawValue else {
            self = .string(text)
            return
        }
        switch text {
        case "", "~", "null": self = .null
        case "true": self = .bool(true)
        case "false": self = .bool(false)
        default: self = Value(number: text) ?? .string(text)
        }
    }
}

extension Value {
    /// Text is quoted wherever some reader of YAML could take it for something else.
    fileprivate var yamlNode: Node {
        switch self {
        case .list(let items):
            let nodes = items.map(\.yamlNode)
            return .sequence(Node.Sequence(nodes, Tag(.seq), nodes.isEmpty ? .flow : .block))
        case .record(let fields):
            let pairs = fields.map { ($0.yamlNode, $1.yamlNode) }
            return .mapping(Node.Mapping(pairs, Tag(.map), pairs.isEmpty ? .flow : .block))
        case .job(let job): return Value.record(job.record).yamlNode
        case .null, .unknown: return .scalar(Node.Scalar("null", Tag(.str), .plain))
        case .bool, .integer, .decimal: return .scalar(Node.Scalar(text, Tag(.str), .plain))
        case .string, .duration, .credits, .rate: return text.yamlNode
        }
    }
}

extension String {
    private static let words: Set<String> = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n",
    ]

    fileprivate var yamlNode: Node {
        .scalar(Node.Scalar(self, Tag(.str), isPlainYAML ? .plain : .doubleQuoted))
    }

    /// Words of letters, digits and what never means anything in YAML, that begin with a letter.
    private var isPlainYAML: Bool {
        guard let first = unicodeScalars.first, first.properties.isAlphabetic, utf8.last != 0x20 else {
            return false
        }
        return unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0123456789 _./()-".unicodeScalars.contains($0)
        }
            && !String.words.contains(lowercased())
    }
}

extension FormatError {
    fileprivate init(yaml error: any Error) {
        switch error {
        case let error as FormatError: self = error
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            let isDeep = problem.hasPrefix("Maximum nesting")
            self.init(
                reason: isDeep ? "nested deeper than \(JSON.maximumDepth)" : problem, line: mark.line)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            self.init(reason: "the key \"\(keys.first ?? "")\" is there twice", line: context.mark.line)
        default: self.init(reason: "a character is not allowed in it")
        }
    }
}
