import HoloLang
import OrderedCollections

extension Value {
    /// `base.name`. A missing field is an error that names the nearest one, unless it is optional.
    func field(_ name: String, optional: Bool) throws(Stop) -> Value {
        switch self {
        case .unknown: return .unknown
        case .record(let fields):
            if let value = fields[name] { return value }
            if optional { return .null }
            throw .noField(name, among: Array(fields.keys))
        case .null where optional: return .null
        case .list:
            throw .failed(
                "NO_FIELD", "a list has no field .\(name)", next: "one item of it: [0].\(name)")
        default:
            throw .failed("NO_FIELD", "\(kind) has no fields, so there is no .\(name)")
        }
    }

    /// `base[index]`: an item of a list, counted from 0, or from the end when negative; a field of a record.
    func item(_ index: Value) throws(Stop) -> Value {
        switch (self, index) {
        case (.unknown, _), (_, .unknown): return .unknown
        case (.list(let items), .integer(let number)):
            let position = number < 0 ? number + items.count : number
            guard items.indices.contains(position) else {
                throw .failed(
                    "NO_ITEM", "there is no item [\(number)]: the list has \(items.count)",
                    next: items.isEmpty ? nil : "the last one is [\(items.count - 1)] or [-1]")
            }
            return items[position]
        case (.record, .string(let name)): return try field(name, optional: false)
        case (.list, _): throw .failed("NO_ITEM", "a list is indexed by an integer, not by \(index.kind)")
        case (.record, _): throw .failed("NO_FIELD", "a record is indexed by text, not by \(index.kind)")
        default: throw .failed("NO_ITEM", "\(kind) has no items")
        }
    }
}

extension Stop {
    static func noField(_ name: String, among names: [String]) -> Stop {
        let hint = nearest(to: name, in: names).map { "did you mean .\($0)?" }
        let list = "the fields are \(names.prefix(12).joined(separator: ", "))"
        return failed("NO_FIELD", "there is no field .\(name)", next: hint ?? (names.isEmpty ? nil : list))
    }
}
