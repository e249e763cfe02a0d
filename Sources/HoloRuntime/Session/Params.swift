import HoloLang
import HolocronAPI
import OrderedCollections

/// Builds the `params` object of a submit from `key=value` arguments.
enum Params {
    static func record(_ assignments: [Assignment], for action: Action?) throws(Stop) -> Record {
        var params: Record = [:]
        for assignment in assignments {
            let value = typed(assignment, action)
            do {
                let old = Value.record(params)
                guard case .record(let new) = try set(assignment.key.parts[...], of: old, to: value) else {
                    continue
                }
                params = new
            } catch {
                throw error.at(assignment.place.source, assignment.place.range)
            }
        }
        return params
    }

    private static func typed(_ assignment: Assignment, _ action: Action?) -> Value {
        guard assignment.isText, case .string(let text) = assignment.value, assignment.key.parts.count == 1,
            case .name(let name) = assignment.key.parts[0],
            let parameter = action?.parameters.first(where: { $0.name == name })
        else { return assignment.value }
        return parameter.typed(text)
    }

    /// `opts.render` goes into a record, `tags[]` onto the end of a list; both are made where they are missing.
    private static func set(_ parts: ArraySlice<Key.Part>, of whole: Value, to value: Value) throws(Stop)
        -> Value
    {
        guard let part = parts.first else { return value }
        let rest = parts.dropFirst()
        switch (part, whole) {
        case (.name(let name), .record(var fields)):
            guard !rest.isEmpty || fields[name] == nil else {
                throw .failed("PARAMETER", "\(name) is given twice", next: "leave one out")
            }
            fields[name] = try set(rest, of: fields[name] ?? .null, to: value)
            return .record(fields)
        case (.append, .list(let items)): return .list(items + [try set(rest, of: .null, to: value)])
        case (.name, .null): return try set(parts, of: .record([:]), to: value)
        case (.append, .null): return try set(parts, of: .list([]), to: value)
        default:
            throw .failed(
                "PARAMETER", "the key goes into \(whole.kind)", next: "give the whole value with :=")
        }
    }
}
