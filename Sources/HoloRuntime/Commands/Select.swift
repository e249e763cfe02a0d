import OrderedCollections

extension CommandRow {
    static let select = CommandRow(
        "select", .data, "Makes rows of some columns, and of new ones.",
        examples: [
            "read products.csv | select name, price", "read products.csv | select name, total: price * 3",
        ], takesInput: true, isPure: true
    ) { parameters in
        _ = parameters.rest("COLUMN", .value, "a field, or name: expression; separated by commas")
        return .rows { (call) throws(Stop) in
            var rows: [Value] = []
            rows.reserveCapacity(call.rows.count)
            for row in call.rows { rows.append(.record(try call.record(of: row))) }
            return .list(rows)
        }
    }
}

extension RowsCall {
    /// The columns of a row, by name.
    func record(of row: Value) throws(Stop) -> Record {
        var record = Record(minimumCapacity: columns.count)
        for column in columns { record[column.name] = try value(column, of: row) }
        return record
    }
}
