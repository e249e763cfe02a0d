import OrderedCollections

extension Value {
    /// Replaces what the path names, in place; only the last field of a path may be new.
    mutating func replace(_ path: ArraySlice<Value>, with new: Value) throws(Stop) {
        guard let key = path.first else {
            self = new
            return
        }
        let rest = path.dropFirst()
        switch (self, key) {
        case (.unknown, _), (_, .unknown): self = .unknown
        case (.record(var fields), .string(let name)):
            guard rest.isEmpty || fields[name] != nil else {
                throw .noField(name, among: Array(fields.keys))
            }
            self = .null
            defer { self = .record(fields) }
            try replaceField(name, of: &fields, rest, new)
        case (.list(var items), .integer(let number)):
            _ = try item(key)
            self = .null
            defer { self = .list(items) }
            let position = number < 0 ? number + items.count : number
            try items[position].replace(rest, with: new)
        default:
            throw .failed(
                "TYPE", "\(kind) has no \(key.kind == "text" ? "field ." : "item ")\(key.text) to set")
        }
    }

    private func replaceField(
        _ name: String, of fields: inout Record, _ rest: ArraySlice<Value>, _ new: Value
    ) throws(Stop) {
        var value = fields.updateValue(.null, forKey: name) ?? .null
        defer { fields[name] = value }
        try value.replace(rest, with: new)
    }
}
