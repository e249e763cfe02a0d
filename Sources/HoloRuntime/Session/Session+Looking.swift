package import HoloLang
import HolocronJobs
import OrderedCollections

/// What is in a session, for completion and colours: nothing here runs, asks or changes anything.
extension Session {
    /// The functions that were defined at the prompt.
    package var functionNames: [String] { scope.functions.keys.sorted() }

    /// What a path such as `$last.result.items[0]` has now; nil where it has nothing or would have to be computed.
    package func glance(at path: Expression) -> Value? {
        switch path.kind {
        case .variable(let name), .bare(let name): return value(of: name.text)
        case .field(let base, let name, _): return glance(at: base).flatMap { field(name.text, of: $0) }
        case .index(let base, let index):
            guard let base = glance(at: base) else { return nil }
            switch index.kind {
            case .integer(let digits): return Int(digits).flatMap { item($0, of: base) }
            case .string(let pieces):
                return Word(pieces, index.range).literal.flatMap { field($0, of: base) }
            default: return nil
            }
        case .pipeline(let pipeline) where pipeline.stages.count == 1:
            guard case .expression(let inner) = pipeline.stages[0] else { return nil }
            return glance(at: inner)
        default: return nil
        }
    }

    private func value(of name: String) -> Value? {
        switch name {
        case "last": return context.lastKnownJob.map { .job($0) }
        case "_": return context.lastValue
        case "env": return context.environment.record
        default: return frame.variables.first { $0.name == name }?.value
        }
    }

    private func field(_ name: String, of value: Value) -> Value? {
        switch value {
        case .record(let fields): return fields[name]
        case .job(let job): return context.newestKnown(job).record[name]
        default: return nil
        }
    }

    private func item(_ index: Int, of value: Value) -> Value? {
        guard case .list(let items) = value else { return nil }
        let place = index < 0 ? items.count + index : index
        return items.indices.contains(place) ? items[place] : nil
    }

    /// The variables that holo sets itself.
    package var givenVariables: Set<String> { Compiler.givenNames }

    /// The fields that the rows of a value have, of many rows those of the first hundred.
    package func columns(of value: Value) -> [String] {
        guard case .list(let rows) = value else { return fields(of: value).map(\.name) }
        var names: OrderedSet<String> = []
        for row in rows.prefix(100) { names.formUnion(fields(of: row).map(\.name)) }
        return Array(names)
    }

    /// The names that can follow a value and a dot, with what each has.
    package func fields(of value: Value) -> [(name: String, value: Value)] {
        switch value {
        case .record(let fields): fields.map { ($0.key, $0.value) }
        case .job(let job): context.newestKnown(job).record.map { ($0.key, $0.value) }
        default: []
        }
    }
}
