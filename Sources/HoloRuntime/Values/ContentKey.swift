import HolocronJobs
import OrderedCollections

/// A value as what it holds, for sets and groups: two are the same exactly when ``Value/equals(_:)`` says so.
struct ContentKey: Hashable, Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }

    static func == (left: ContentKey, right: ContentKey) -> Bool { left.value.equals(right.value) }

    func hash(into hasher: inout Hasher) {
        switch value {
        case .integer(let number): hasher.combine(Double(number))
        case .decimal(let text): hasher.combine(Double(text) ?? 0)
        case .list(let items):
            hasher.combine(items.count)
            for item in items { ContentKey(item).hash(into: &hasher) }
        case .record(let fields):
            // The order of fields does not count.
            hasher.combine(fields.reduce(0) { $0 &+ Hasher.combined($1.key, ContentKey($1.value)) })
        case .job(let job): hasher.combine(job.number)
        default: hasher.combine(value)
        }
    }
}

extension Hasher {
    fileprivate static func combined(_ key: String, _ value: ContentKey) -> Int {
        var hasher = Hasher()
        hasher.combine(key)
        hasher.combine(value)
        return hasher.finalize()
    }
}
