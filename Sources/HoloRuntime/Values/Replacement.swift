import OrderedCollections

extension Value {
    /// A copy with what the path names replaced; only the last field of a path may be new.
    func replacing(_ path: ArraySlice<Value>, with new: Value) throws(Stop) -> Value {
        guard let key = path.first else { return new }
        let rest = path.dropFirst()
        switch (self, key) {
        case (.unknown, _), (_, .unknown): return .unknown
        case (.record(var fields), .string(let name)):
            let old = fields[name] ?? .null
            if rest.isEmpty || fields[name] != nil {
                fields[name] = try old.replacing(rest, with: new)
                return .record(fields)
            }
            throw .noField(name, among: Array(fields.keys))
        case (.list(var items), .integer(let number)):
            let position = number < 0 ? number + items.count : number
            let old = try item(key)
            items[position] = try old.replacing(rest, with: new)
            return .list(items)
        default:
            throw .failed(
                "TYPE", "\(kind) has no \(key.kind == "text" ? "field ." : "item ")\(key.text) to set")
        }
    }
}
