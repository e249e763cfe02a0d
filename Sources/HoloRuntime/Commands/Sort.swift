extension CommandRow {
    static let sort = CommandRow(
        "sort", .data, "Orders the rows; those that are equal stay as they were.",
        examples: ["read products.csv | sort price desc, name", "[3, 1, 2] | sort"], takesInput: true,
        isPure: true
    ) { parameters in
        _ = parameters.rest("EXPRESSION", .value, "what to order by, desc behind it for the greatest first")
        return .rows { (call) throws(Stop) in
            let keys = try call.sortKeys()
            let descending = call.columns.isEmpty ? [false] : call.columns.map(\.isDescending)
            let order = call.rows.indices.sorted { one, other in
                isBefore(keys[one], keys[other], descending) ?? (one < other)
            }
            return .list(order.map { call.rows[$0] })
        }
    }
}

extension RowsCall {
    /// What each row is ordered by: the columns, or without any the row itself.
    fileprivate func sortKeys() throws(Stop) -> [[SortKey]] {
        guard !columns.isEmpty else { return rows.map { [SortKey($0)] } }
        var keys: [[SortKey]] = []
        keys.reserveCapacity(rows.count)
        for row in rows {
            var key: [SortKey] = []
            key.reserveCapacity(columns.count)
            for column in columns { key.append(SortKey(try value(column, of: row))) }
            keys.append(key)
        }
        return keys
    }
}

/// Nil when they are equal.
private func isBefore(_ one: [SortKey], _ other: [SortKey], _ descending: [Bool]) -> Bool? {
    for index in one.indices {
        if one[index] < other[index] { return !descending[index] }
        if other[index] < one[index] { return descending[index] }
    }
    return nil
}
