extension CommandRow {
    static let map = CommandRow(
        "map", .data, "Computes a value from each row.",
        examples: ["read products.csv | map price * 2", "[1, 2] | map {n: it, square: it * it}"],
        takesInput: true, isPure: true
    ) { parameters in
        _ = parameters.required("EXPRESSION", .value, "the new row; a bare name is a field of the old one")
        return .rows { (call) throws(Stop) in
            var values: [Value] = []
            values.reserveCapacity(call.rows.count)
            for row in call.rows { values.append(try call.value(call.columns[0], of: row)) }
            return .list(values)
        }
    }
}
