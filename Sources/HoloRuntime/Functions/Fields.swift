import OrderedCollections

extension FunctionRow {
    static let fields: [FunctionRow] = [.keys, .values, .entries, .has, .merge, .pick, .omit]

    static let keys = FunctionRow(
        "keys", .records, "Lists the names of a record's fields.",
        examples: ["{b: 1, a: 2} | keys # [\"b\",\"a\"]", "{} | keys # []"]
    ) { parameters in
        let record = parameters.required("RECORD", .record)
        return { (given) throws(Stop) in .list(try given[record].keys.map { .string($0) }) }
    }

    static let values = FunctionRow(
        "values", .records, "Lists the values of a record's fields.",
        examples: ["{b: 1, a: 2} | values # [1,2]", "{} | values # []"]
    ) { parameters in
        let record = parameters.required("RECORD", .record)
        return { (given) throws(Stop) in .list(Array(try given[record].values)) }
    }

    static let entries = FunctionRow(
        "entries", .records, "Makes a row with key and value of each field of a record.",
        examples: ["{a: 1} | entries # [{\"key\":\"a\",\"value\":1}]", "{} | entries # []"]
    ) { parameters in
        let record = parameters.required("RECORD", .record)
        return { (given) throws(Stop) in
            .list(try given[record].map { .record(["key": .string($0), "value": $1]) })
        }
    }

    static let has = FunctionRow(
        "has", .records, "Says whether there is something at a path, be it null.",
        examples: ["{a: {b: null}} | has a.b # true", "has({a: 1}, 'b') # false"]
    ) { parameters in
        let value = parameters.required("VALUE", .value)
        let path = parameters.required("PATH", .path)
        return { (given) throws(Stop) in .bool(try given[value].value(at: try given[path]) != nil) }
    }

    static let merge = FunctionRow(
        "merge", .records, "Puts the fields of records into one; of the same name, the last one stays.",
        examples: ["merge({a: 1, b: 1}, {b: 2}) # {\"a\":1,\"b\":2}", "merge({a: 1}, {}) # {\"a\":1}"]
    ) { parameters in
        let records = parameters.rest("RECORD", .record)
        return { (given) throws(Stop) in
            .record(try given[records].reduce(into: [:]) { $0.merge($1) { $1 } })
        }
    }

    static let pick = FunctionRow(
        "pick", .records, "Gives a record, or each row of a list, with only the fields that are named.",
        examples: [
            "{a: 1, b: 2, c: 3} | pick c a # {\"c\":3,\"a\":1}", "[{a: 1, b: 2}] | pick b # [{\"b\":2}]",
        ]
    ) { parameters in
        let value = parameters.required("VALUE", .rows)
        let names = parameters.rest("FIELD", .name)
        return { (given) throws(Stop) in
            let names = try given[names]
            return try given[value].mapped { row in
                Record(
                    names.compactMap { name in row[name].map { (name, $0) } },
                    uniquingKeysWith: { first, _ in first })
            }
        }
    }

    static let omit = FunctionRow(
        "omit", .records, "Gives a record, or each row of a list, without the fields that are named.",
        examples: [
            "{a: 1, b: 2, c: 3} | omit b # {\"a\":1,\"c\":3}", "[{a: 1, b: 2}] | omit b # [{\"a\":1}]",
        ]
    ) { parameters in
        let value = parameters.required("VALUE", .rows)
        let names = parameters.rest("FIELD", .name)
        return { (given) throws(Stop) in
            let names = Set(try given[names])
            return try given[value].mapped { row in row.filter { !names.contains($0.key) } }
        }
    }
}

/// One record, or a list of them.
private enum OneOrMany {
    case one(Record)
    case many([Record])

    func mapped(_ change: (Record) -> Record) -> Value {
        switch self {
        case .one(let row): .record(change(row))
        case .many(let rows): .list(rows.map { .record(change($0)) })
        }
    }
}

extension FunctionType where T == OneOrMany {
    fileprivate static var rows: FunctionType {
        FunctionType(name: "RECORD", expected: "a record or a list of records") { (value) throws(NotOfType) in
            if let row = value.row { return .one(row) }
            guard case .list(let items) = value else { throw NotOfType() }
            let rows = items.compactMap(\.row)
            guard rows.count == items.count else {
                throw NotOfType(found: items.first { $0.row == nil }.map { "a list with \($0.kind) in it" })
            }
            return .many(rows)
        }
    }
}
