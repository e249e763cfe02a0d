extension CommandRow {
    static let `where` = CommandRow(
        "where", .data, "Keeps the rows for which a condition holds.",
        examples: ["read products.csv | where price > 10", "[3, 5, 8] | where it % 2 == 1"], takesInput: true,
        isPure: true
    ) { parameters in
        _ = parameters.required(
            "CONDITION", .value, "true or false for each row; a bare name is a field of it")
        return .rows { (call) throws(Stop) in
            var kept: [Value] = []
            for row in call.rows where try call.holds(call.columns[0], of: row) { kept.append(row) }
            return .list(kept)
        }
    }
}

extension RowsCall {
    fileprivate func holds(_ column: RowColumn, of row: Value) throws(Stop) -> Bool {
        switch try value(column, of: row) {
        case .bool(let isTrue): return isTrue
        case .unknown: return true
        case let value:
            throw .failed(
                "TYPE", "the condition of where is true or false, and this is \(value.kind)",
                next: "compare it with something: == null, > 0")
        }
    }
}
