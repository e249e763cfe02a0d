package import HolocronAPI
import OrderedCollections

extension Anonymizer {
    /// The value as others may see it. Of a list only the items that are shown are looked at.
    package func value(_ value: Value) -> Value { clean(value, field: nil) }

    private static let mostShown = 64
    /// Bytes of a text.
    private static let mostRead = 1 << 16

    private func clean(_ value: Value, field: String?) -> Value {
        switch value {
        case .list(let items) where items.count > Anonymizer.mostShown:
            let head = items.prefix(Anonymizer.mostShown).map { clean($0, field: field) }
            return .list(head + items.dropFirst(Anonymizer.mostShown))
        case .record(let fields) where fields.values.contains(where: \.isLong):
            var clean = fields
            for (name, value) in fields { clean[name] = self.clean(value, field: name) }
            return .record(clean)
        case .string(let text) where text.utf8.count > Anonymizer.mostRead && field == nil:
            let head = text.utf8.prefix(Anonymizer.mostRead)
            return .string(
                self.text(String(decoding: head, as: UTF8.self)) + text.utf8Suffix(from: head.endIndex))
        default:
            // A field keeps its name, by which it is known for personal.
            let before: JSON = field.map { [$0: value.json] } ?? value.json
            let after = json(before)
            guard after != before else { return value }
            return Value(field.flatMap { after[$0] } ?? after)
        }
    }
}

extension String {
    fileprivate func utf8Suffix(from index: Index) -> String {
        String(decoding: utf8[index...], as: UTF8.self)
    }
}

extension Value {
    fileprivate var isLong: Bool {
        if case .list(let items) = self { items.count > 64 } else { false }
    }
}
