import OrderedCollections

extension CommandRow {
    static let diff = CommandRow(
        "diff", .data, "Lists what was added, removed and changed from one list or record to another.",
        examples: [
            "read old.csv | diff (read new.csv) --key id", "read old.json | diff (read new.json) --exit-code",
            "{a: 1, b: 2} | diff ({a: 1, b: 3})",
        ], takesInput: true, isPure: true
    ) { parameters in
        let other = parameters.required("OTHER", .value, "what the piped value became")
        let key = parameters.option("key", .text, "the field that makes a row the same row")
        let tells = parameters.flag("exit-code", "where they differ, show how and end with 1")
        return .immediate { (call) throws(Stop) in
            guard let old = call.input else {
                throw .failed("NO_INPUT", "diff needs a value to compare", next: "$old | diff $new --key id")
            }
            let found = Value.list(try differences(old, call[other], key: call[key]).map { .record($0) })
            guard call[tells], found != .list([]), call.context.plan == nil else { return found }
            call.context.host.show(found, isVerbatim: false)
            throw .exit(ExitCode.jobFailed.rawValue)
        }
    }

    private static func differences(_ old: Value, _ new: Value, key: String?) throws(Stop) -> [Record] {
        if let before = old.row, let after = new.row { return changes(before, after) }
        guard case .list(let before) = old, case .list(let after) = new else {
            throw .failed("ARGUMENT", "diff takes two lists or two records, not \(old.kind) and \(new.kind)")
        }
        guard let key else { return moved(before, after) }
        let rows = (try table(before, key, "the old"), try table(after, key, "the new"))
        return changes(rows.0, rows.1)
    }

    /// The fields that differ.
    private static func changes(_ old: Record, _ new: Record) -> [Record] {
        var changes: [Record] = []
        for (name, value) in old {
            guard let other = new[name] else {
                changes.append([
                    "change": .string("removed"), "field": .string(name), "old": value, "new": .null,
                ])
                continue
            }
            if value.equals(other) { continue }
            changes.append(["change": .string("changed"), "field": .string(name), "old": value, "new": other])
        }
        for (name, value) in new where old[name] == nil {
            changes.append(["change": .string("added"), "field": .string(name), "old": .null, "new": value])
        }
        return changes
    }

    /// Items are the same when they are equal; each counts as often as it is there.
    private static func moved(_ old: [Value], _ new: [Value]) -> [Record] {
        var left = old.reduce(into: [ContentKey: Int]()) { $0[ContentKey($1), default: 0] += 1 }
        let added = new.filter { item in
            guard let count = left[ContentKey(item)], count > 0 else { return true }
            left[ContentKey(item)] = count - 1
            return false
        }
        var removed: [Value] = []
        for item in old.reversed() where left[ContentKey(item)] ?? 0 > 0 {
            left[ContentKey(item), default: 0] -= 1
            removed.append(item)
        }
        return removed.reversed().map { ["change": .string("removed"), "old": $0, "new": .null] }
            + added.map { ["change": .string("added"), "old": .null, "new": $0] }
    }

    private static func table(_ items: [Value], _ key: String, _ which: String) throws(Stop)
        -> OrderedDictionary<ContentKey, Record>
    {
        var table: OrderedDictionary<ContentKey, Record> = [:]
        for (index, item) in items.enumerated() {
            guard let row = item.row, let value = row[key] else {
                throw .failed("NO_FIELD", "item [\(index)] of \(which) list has no field \(key)")
            }
            guard table.updateValue(row, forKey: ContentKey(value)) == nil else {
                throw .failed("KEY", "\(key) \(value.described) is there twice in \(which) list")
            }
        }
        return table
    }

    private static func changes(
        _ old: OrderedDictionary<ContentKey, Record>, _ new: OrderedDictionary<ContentKey, Record>
    ) -> [Record] {
        var changes: [Record] = []
        for (id, row) in old {
            guard let other = new[id] else {
                changes.append([
                    "change": .string("removed"), "key": id.value, "field": .null, "old": .record(row),
                    "new": .null,
                ])
                continue
            }
            for change in self.changes(row, other) {
                var whole: Record = ["change": .string("changed"), "key": id.value]
                whole.merge(change) { first, _ in first }
                changes.append(whole)
            }
        }
        for (id, row) in new where old[id] == nil {
            changes.append([
                "change": .string("added"), "key": id.value, "field": .null, "old": .null,
                "new": .record(row),
            ])
        }
        return changes
    }
}
