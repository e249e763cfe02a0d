import OrderedCollections

extension CommandRow {
    static let group = CommandRow(
        "group", .data,
        "Puts the rows that are equal in something together: one row for each, with its count.",
        examples: [
            "read products.csv | group category",
            "read products.csv | group category | select category, count, most: max(get(rows, 'price'))",
        ], takesInput: true, isPure: true
    ) { parameters in
        _ = parameters.rest("COLUMN", .value, "a field, or name: expression; separated by commas")
        return .rows { (call) throws(Stop) in
            var groups: OrderedDictionary<ContentKey, [Value]> = [:]
            for row in call.rows {
                groups[ContentKey(.record(try call.record(of: row))), default: []].append(row)
            }
            return .list(
                groups.map { key, rows in
                    guard case .record(var record) = key.value else { return .null }
                    record["count"] = .integer(rows.count)
                    record["rows"] = .list(rows)
                    return .record(record)
                })
        }
    }
}
