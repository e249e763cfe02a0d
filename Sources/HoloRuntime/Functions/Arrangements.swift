extension FunctionRow {
    static let arrangements: [FunctionRow] = [.reverse, .range, .zip, .chunk, .flatten, .uniq, .unique]

    static let reverse = FunctionRow(
        "reverse", .lists, "Turns a list or a text round.",
        examples: ["[1, 2, 3] | reverse # [3,2,1]", "reverse 'abc' # cba"]
    ) { parameters in
        let whole = parameters.required("VALUE", .textOrList)
        return { (given) throws(Stop) in
            switch try given[whole] {
            case .list(let items): .list(items.reversed())
            case .string(let text): .string(String(text.reversed()))
            default: .null
            }
        }
    }

    static let range = FunctionRow(
        "range", .lists, "Lists the integers from one to another, both included, in steps.",
        examples: ["range 1 4 # [1,2,3,4]", "range(10, 1, -4) # [10,6,2]"]
    ) { parameters in
        let first = parameters.required("FROM", .integer)
        let last = parameters.required("TO", .integer)
        let step = parameters.optional("STEP", .integer)
        return { (given) throws(Stop) in
            let (first, last, step) = (try given[first], try given[last], try given[step] ?? 1)
            guard step != 0 else { throw .failed("ARGUMENT", "range: STEP takes an integer that is not 0") }
            var items: [Value] = []
            var (next, overflow) = (first, false)
            while !overflow, step > 0 ? next <= last : next >= last {
                guard items.count < Value.maximumCount else { throw .tooLong }
                items.append(.integer(next))
                (next, overflow) = next.addingReportingOverflow(step)
            }
            return .list(items)
        }
    }

    static let zip = FunctionRow(
        "zip", .lists, "Pairs the items of two lists, as far as the shorter one goes.",
        examples: ["zip([1, 2], ['a', 'b']) # [[1,\"a\"],[2,\"b\"]]", "zip([1, 2], []) # []"]
    ) { parameters in
        let left = parameters.required("LIST", .list)
        let right = parameters.required("OTHER", .list)
        return { (given) throws(Stop) in
            .list(Swift.zip(try given[left], try given[right]).map { .list([$0, $1]) })
        }
    }

    static let chunk = FunctionRow(
        "chunk", .lists, "Cuts a list into lists of so many items; the last one may have fewer.",
        examples: ["[1, 2, 3] | chunk 2 # [[1,2],[3]]", "chunk([], 5) # []"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        let size = parameters.required("N", .integer(1...Value.maximumCount))
        return { (given) throws(Stop) in
            let (items, size) = (try given[list], try given[size])
            return .list(
                stride(from: 0, to: items.count, by: size).map { start in
                    .list(Array(items[start..<Swift.min(start + size, items.count)]))
                })
        }
    }

    static let flatten = FunctionRow(
        "flatten", .lists, "Puts the items of the lists in a list in their place, one level deep.",
        examples: ["[[1, 2], [3], 4] | flatten # [1,2,3,4]", "[[1, [2]]] | flatten # [1,[2]]"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        return { (given) throws(Stop) in
            try .within(
                try given[list].flatMap { item in if case .list(let inner) = item { inner } else { [item] } })
        }
    }

    static let uniq = distinct(
        "uniq", "Gives the items that are there for the first time, or rows with fields that are.")
    static let unique = distinct("unique", "The same as uniq.")

    private static func distinct(_ name: String, _ summary: String) -> FunctionRow {
        FunctionRow(
            name, .lists, summary,
            examples: [
                "[1, 2, 1.0, 'a'] | \(name) # [1,2,\"a\"]",
                "[{a: 1, b: 1}, {a: 1, b: 2}] | \(name) a # [{\"a\":1,\"b\":1}]",
            ]
        ) { parameters in
            let list = parameters.required("LIST", .list)
            let names = parameters.rest("FIELD", .path)
            return { (given) throws(Stop) in
                let (items, names) = (try given[list], try given[names])
                var seen: Set<ContentKey> = []
                return .list(
                    items.filter { item in
                        let key = names.isEmpty ? item : .list(names.map { item.value(at: $0) ?? .null })
                        return seen.insert(ContentKey(key)).inserted
                    })
            }
        }
    }
}
