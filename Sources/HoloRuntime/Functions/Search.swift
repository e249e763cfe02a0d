import OrderedCollections

extension FunctionRow {
    static let search: [FunctionRow] = [.startsWith, .endsWith, .contains, .indexOf, .slice, .len]

    static let startsWith = FunctionRow(
        "starts_with", .text, "Says whether the text begins with another.",
        examples: ["starts_with 'holocron' 'holo' # true", "starts_with 'abc' 'B' # false"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let start = parameters.required("START", .text)
        return { (given) throws(Stop) in .bool(try given[text].hasPrefix(try given[start])) }
    }

    static let endsWith = FunctionRow(
        "ends_with", .text, "Says whether the text ends with another.",
        examples: ["ends_with 'a.csv' '.csv' # true", "ends_with 'abc' '' # true"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let end = parameters.required("END", .text)
        return { (given) throws(Stop) in .bool(try given[text].hasSuffix(try given[end])) }
    }

    static let contains = FunctionRow(
        "contains", .text,
        "Says whether a text has a part, a list an item, or a record a field of that name.",
        examples: ["contains 'holocron' 'cron' # true", "[1, 2.0] | contains (2) # true"]
    ) { parameters in
        let whole = parameters.required("VALUE", .container)
        let part = parameters.required("PART", .value)
        return { (given) throws(Stop) in
            let (whole, part) = (try given[whole], try given[part])
            if case .list = whole { return .bool(try Value.contains(whole, part)) }
            guard case .string = part else {
                throw .failed(
                    "ARGUMENT",
                    "contains: PART takes text where \(whole.kind) is looked through, not \(part.described)")
            }
            return .bool(try Value.contains(whole, part))
        }
    }

    static let indexOf = FunctionRow(
        "index_of", .text,
        "Gives where a text's part or a list's item is first, from 0; null where it is not.",
        examples: ["index_of 'banana' 'an' # 1", "['a', 'b'] | index_of 'c' # null"]
    ) { parameters in
        let whole = parameters.required("VALUE", .textOrList)
        let part = parameters.required("PART", .value)
        return { (given) throws(Stop) in
            let part = try given[part]
            switch try given[whole] {
            case .list(let items):
                return items.firstIndex { $0.equals(part) }.map { .integer($0) } ?? .null
            case .string(let text):
                guard case .string(let part) = part, let range = text.firstRange(of: part) else {
                    return .null
                }
                return .integer(text.distance(from: text.startIndex, to: range.lowerBound))
            default: return .null
            }
        }
    }

    static let slice = FunctionRow(
        "slice", .text, "Gives the part from one position up to another; negative ones count from the end.",
        examples: ["slice 'holocron' 0 4 # holo", "[1, 2, 3, 4] | slice -2 # [3,4]"]
    ) { parameters in
        let whole = parameters.required("VALUE", .textOrList)
        let first = parameters.required("FROM", .integer)
        let end = parameters.optional("TO", .integer)
        return { (given) throws(Stop) in
            let (first, end) = (try given[first], try given[end])
            switch try given[whole] {
            case .list(let items): return .list(Array(items[positions(first, end, of: items.count)]))
            case .string(let text):
                let range = positions(first, end, of: text.count)
                return .string(String(text.dropFirst(range.lowerBound).prefix(range.count)))
            default: return .null
            }
        }
    }

    static let len = FunctionRow(
        "len", .text, "Counts the characters of a text, the items of a list, the fields of a record.",
        examples: ["len 'né👨‍👩‍👧' # 3", "len({a: 1}) # 1"]
    ) { parameters in
        let whole = parameters.required("VALUE", .container)
        return { (given) throws(Stop) in
            switch try given[whole] {
            case .string(let text): .integer(text.count)
            case .list(let items): .integer(items.count)
            case .record(let fields): .integer(fields.count)
            default: .null
            }
        }
    }
}

/// Positions that are within a whole of so many items; none where the end is before the beginning.
private func positions(_ first: Int, _ end: Int?, of count: Int) -> Range<Int> {
    func position(_ number: Int) -> Int {
        number < 0 ? max(0, number &+ count) : min(number, count)
    }
    let start = position(first)
    return start..<max(start, position(end ?? count))
}
