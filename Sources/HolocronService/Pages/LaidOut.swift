import HolocronAPI
import OrderedCollections

extension JSON {
    /// The value over several lines, for people to read.
    var laidOut: String { laidOut(0) }

    private func laidOut(_ depth: Int) -> String {
        let (indent, end) = (String(repeating: "  ", count: depth + 1), String(repeating: "  ", count: depth))
        switch self {
        case .array(let items) where !items.isEmpty:
            return "[\n" + items.map { indent + $0.laidOut(depth + 1) }.joined(separator: ",\n") + "\n\(end)]"
        case .object(let fields) where !fields.isEmpty:
            let lines = fields.map { "\(indent)\(JSON.string($0).encoded()): \($1.laidOut(depth + 1))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(end)}"
        default: return encoded()
        }
    }
}
