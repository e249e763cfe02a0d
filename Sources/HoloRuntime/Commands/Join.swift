import OrderedCollections

extension CommandRow {
    static let join = CommandRow(
        "join", .data,
        "Puts rows that are equal in a field side by side; or makes one text of a list's items.",
        examples: [
            "read people.csv | join (read cities.csv) --on city",
            "read people.csv | join (read cities.csv) --on city --left",
            "['a', 'b'] | join ', '",
        ], takesInput: true, isPure: true
    ) { parameters in
        let other = parameters.optional("OTHER", .value, "the other rows, or the text between items")
        let field = parameters.option("on", .text, "the field that both have")
        let keepsAll = parameters.flag("left", "keep rows that find no other")
        let texts = FunctionRow.joinTexts.body
        return .immediate { (call) throws(Stop) in
            let values = (call.input.map { [$0] } ?? []) + (call[other].map { [$0] } ?? [])
            guard let field = call[field] else {
                if values.count == 2, values[1].isList {
                    throw .failed(
                        "ARGUMENT", "join needs --on and the field that both have",
                        next: "$a | join $b --on id")
                }
                return try texts(values, call.context.interrupt)
            }
            guard values.count == 2, let left = values[0].rows, let right = values[1].rows else {
                throw .failed(
                    "ARGUMENT", "join --on takes two lists of records", next: "$a | join $b --on \(field)")
            }
            return try Joining(left: left, right: right, field: field, keepsAll: call[keepsAll]).rows()
        }
    }
}

extension Value {
    /// The records of a list that has nothing else.
    var rows: [Record]? {
        guard case .list(let items) = self else { return nil }
        let rows = items.compactMap(\.row)
        return rows.count == items.count ? rows : nil
    }
}

private struct Joining {
    let left: [Record]
    let right: [Record]
    let field: String
    let keepsAll: Bool

    /// Each row of the left with each of the right that it finds, in the order of both. Null finds nothing.
    func rows() throws(Stop) -> Value {
        try check(left, "on the left")
        try check(right, "on the right")
        let found = Dictionary(grouping: right.indices) { ContentKey(right[$0][field] ?? .null) }
        let names = right.reduce(into: OrderedSet<String>()) { $0.formUnion($1.keys) }.filter { $0 != field }
        let taken = left.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        let renamed = names.map { name in (name, taken.contains(name) ? "\(name)_2" : name) }
        var rows: [Value] = []
        for row in left {
            let key = row[field] ?? .null
            let others = key == .null ? [] : found[ContentKey(key)] ?? []
            for other in others { rows.append(.record(merged(row, right[other], renamed))) }
            if others.isEmpty, keepsAll { rows.append(.record(merged(row, [:], renamed))) }
            guard rows.count <= Value.maximumCount else { throw .tooLong }
        }
        return .list(rows)
    }

    private func check(_ rows: [Record], _ side: String) throws(Stop) {
        guard let first = rows.first, !rows.contains(where: { $0[field] != nil }) else { return }
        let names = first.keys.prefix(12).joined(separator: ", ")
        throw .failed("NO_FIELD", "no row \(side) has a field \(field)", next: "the fields are \(names)")
    }

    private func merged(_ row: Record, _ other: Record, _ names: [(String, String)]) -> Record {
        var merged = row
        for (name, new) in names { merged[new] = other[name] ?? .null }
        return merged
    }
}
