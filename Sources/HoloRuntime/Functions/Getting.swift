import OrderedCollections

extension FunctionRow {
    static let getting: [FunctionRow] = [.get, .with]

    static let get = FunctionRow(
        "get", .records,
        "Gives what is at a path in a value, or in each row of a list; the default where nothing is.",
        examples: [
            "{a: {b: [5, 6]}} | get a.b[1] # 6", "[{a: 1}, {b: 2}] | get a # [1,null]",
            "{a: 1} | get b 'none' # none",
        ]
    ) { parameters in
        let value = parameters.required("VALUE", .value)
        let path = parameters.required("PATH", .path)
        let fallback = parameters.optional("DEFAULT", .value)
        return { (given) throws(Stop) in
            let (value, path) = (try given[value], try given[path])
            let hasDefault = given.values.count > 2
            let fallback = try given[fallback] ?? .null
            if case .list(let items) = value, case .string = path.steps[0] {
                let found = items.map { $0.value(at: path) }
                if !hasDefault, !items.isEmpty, found.allSatisfy({ $0 == nil }) {
                    _ = try items[0].required(at: path)
                }
                return .list(found.map { $0 ?? fallback })
            }
            if hasDefault { return value.value(at: path) ?? fallback }
            return try value.required(at: path)
        }
    }

    static let with = FunctionRow(
        "with", .records,
        "Gives a record or a list with something else at a path; only its last field may be new.",
        examples: ["{a: 1} | with b 'x' # {\"a\":1,\"b\":\"x\"}", "with([1, 2], '[0]', 9) # [9,2]"]
    ) { parameters in
        let value = parameters.required("VALUE", .container)
        let path = parameters.required("PATH", .path)
        let new = parameters.required("NEW", .value)
        return { (given) throws(Stop) in
            var changed = try given[value]
            try changed.replace(try given[path].steps[...], with: try given[new])
            return changed
        }
    }
}
