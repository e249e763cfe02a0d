import HolocronAPI
import OrderedCollections
import Yams

/// What is wrong in a manifest, and on which line.
struct ManifestError: Error, CustomStringConvertible {
    let file: String
    let line: Int
    let message: String

    var description: String { "\(file):\(line): \(message)" }
}

/// A value in a manifest that knows its place.
struct ManifestNode {
    let file: String
    let node: Node

    init(file: String, yaml: String) throws(ManifestError) {
        self.file = file
        do {
            node = try compose(yaml: yaml) ?? Node("")
        } catch let error as YamlError {
            throw ManifestError(file: file, line: error.line, message: "this is not YAML: \(error)")
        } catch {
            throw ManifestError(file: file, line: 1, message: "this is not YAML")
        }
    }

    private init(file: String, node: Node) {
        self.file = file
        self.node = node
    }

    func error(_ message: String) -> ManifestError {
        ManifestError(file: file, line: node.mark?.line ?? 1, message: message)
    }

    subscript(key: String) -> ManifestNode? {
        node.mapping?[key].map { ManifestNode(file: file, node: $0) }
    }

    func required(_ key: String) throws(ManifestError) -> ManifestNode {
        guard let value = self[key] else { throw error("\(key) is missing here") }
        return value
    }

    /// The text of `key`; `fallback` when it is left out, and an error when there is no fallback.
    func text(_ key: String, _ fallback: String? = nil) throws(ManifestError) -> String {
        if let fallback, self[key] == nil { return fallback }
        return try required(key).text()
    }

    func text() throws(ManifestError) -> String {
        guard let text = node.string, !text.isEmpty else { throw error("this should be text") }
        return text
    }

    var isMapping: Bool { node.mapping != nil }

    func items() throws(ManifestError) -> [ManifestNode] {
        guard let items = node.sequence else { throw error("this should be a list") }
        return items.map { ManifestNode(file: file, node: $0) }
    }

    func entries() throws(ManifestError) -> [(key: String, value: ManifestNode)] {
        guard let mapping = node.mapping else { throw error("this should be a mapping") }
        return mapping.map { ($0.key.string ?? "", ManifestNode(file: file, node: $0.value)) }
    }

    /// A misspelt key is an error, not a setting that silently does nothing.
    func allow(_ keys: Set<String>) throws(ManifestError) {
        for (key, value) in try entries() where !keys.contains(key) {
            throw value.error("\(key) means nothing here; known are \(keys.sorted().joined(separator: ", "))")
        }
    }
}

extension ManifestNode {
    /// The value as JSON, plain scalars typed as YAML types them.
    var json: JSON {
        switch node {
        case .mapping(let mapping):
            let fields = mapping.map { ($0.key.string ?? "", ManifestNode(file: file, node: $0.value).json) }
            return .object(OrderedDictionary(fields, uniquingKeysWith: { first, _ in first }))
        case .sequence(let sequence):
            return .array(sequence.map { ManifestNode(file: file, node: $0).json })
        case .scalar(let scalar):
            switch node.tag.rawValue {
            case Tag.Name.int.rawValue: return node.int.map { .integer(Int64($0)) } ?? .string(scalar.string)
            case Tag.Name.bool.rawValue: return node.bool.map(JSON.bool) ?? .string(scalar.string)
            case Tag.Name.float.rawValue: return .decimal(scalar.string)
            case Tag.Name.null.rawValue: return .null
            default: return .string(scalar.string)
            }
        case .alias: return .null
        }
    }
}

extension YamlError {
    fileprivate var line: Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            return mark.line
        default: return 1
        }
    }
}
