import OrderedCollections

extension FunctionRow {
    static let parts: [FunctionRow] = [.count, .first, .last, .take, .skip, .any, .all, .compact]

    static let count = FunctionRow(
        "count", .lists, "Counts the items of a list or the fields of a record.",
        examples: ["[5, 6, 7] | count # 3", "{a: 1, b: 2} | count # 2"]
    ) { parameters in
        let whole = parameters.required("LIST", .listOrRecord)
        return { (given) throws(Stop) in
            switch try given[whole] {
            case .list(let items): .integer(items.count)
            case .record(let fields): .integer(fields.count)
            default: .null
            }
        }
    }

    static let first = FunctionRow(
        "first", .lists, "Gives the first item of a list; null when it is empty.",
        examples: ["[5, 6] | first # 5", "[] | first # null"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        return { (given) throws(Stop) in try given[list].first ?? .null }
    }

    static let last = FunctionRow(
        "last", .lists, "Gives the last item of a list; null when it is empty.",
        examples: ["[5, 6] | last # 6", "[] | last # null"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        return { (given) throws(Stop) in try given[list].last ?? .null }
    }

    static let take = FunctionRow(
        "take", .lists, "Gives so many items from the beginning of a list.",
        examples: ["[5, 6, 7] | take 2 # [5,6]", "take([5], 3) # [5]"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        let count = parameters.required("N", .integer(0...Value.maximumCount))
        return { (given) throws(Stop) in .list(Array(try given[list].prefix(try given[count]))) }
    }

    static let skip = FunctionRow(
        "skip", .lists, "Gives a list without so many items at its beginning.",
        examples: ["[5, 6, 7] | skip 2 # [7]", "skip([5], 3) # []"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        let count = parameters.required("N", .integer(0...Value.maximumCount))
        return { (given) throws(Stop) in .list(Array(try given[list].dropFirst(try given[count]))) }
    }

    static let any = FunctionRow(
        "any", .lists, "Says whether at least one item of a list is true.",
        examples: ["[false, true] | any # true", "[] | any # false"]
    ) { parameters in
        let list = parameters.required("LIST", .conditions)
        return { (given) throws(Stop) in .bool(try given[list].contains(true)) }
    }

    static let all = FunctionRow(
        "all", .lists, "Says whether every item of a list is true.",
        examples: ["[true, false] | all # false", "[] | all # true"]
    ) { parameters in
        let list = parameters.required("LIST", .conditions)
        return { (given) throws(Stop) in .bool(!(try given[list].contains(false))) }
    }

    static let compact = FunctionRow(
        "compact", .lists, "Gives a list without what is null.",
        examples: ["[1, null, 2] | compact # [1,2]", "[null] | compact # []"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        return { (given) throws(Stop) in .list(try given[list].filter { $0 != .null }) }
    }
}

extension FunctionType where T == Value {
    fileprivate static var listOrRecord: FunctionType {
        FunctionType(name: "LIST", expected: "a list or a record") { (value) throws(NotOfType) in
            if case .list = value { return value }
            guard let row = value.row else { throw NotOfType() }
            return .record(row)
        }
    }
}

extension FunctionType where T == [Bool] {
    fileprivate static var conditions: FunctionType {
        FunctionType(name: "LIST", expected: "a list of true and false") { (value) throws(NotOfType) in
            guard case .list(let items) = value else { throw NotOfType() }
            var conditions: [Bool] = []
            for item in items {
                guard case .bool(let condition) = item else {
                    throw NotOfType(found: "a list with \(item.kind) in it")
                }
                conditions.append(condition)
            }
            return conditions
        }
    }
}
