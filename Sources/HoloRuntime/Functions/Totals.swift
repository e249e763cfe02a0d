import HoloLang

extension FunctionRow {
    static let totals: [FunctionRow] = [.sum, .avg, .median, .min, .max]

    static let sum = FunctionRow(
        "sum", .numbers, "Adds up a list of numbers, durations or credits; null counts as nothing.",
        examples: ["[1, 2.5, null] | sum # 3.5", "[30s, 90s] | sum # 2m"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        return { (given) throws(Stop) in try Value.sum(of: try given[list].withoutNull, for: "sum") }
    }

    static let avg = FunctionRow(
        "avg", .numbers,
        "Gives the mean of a list of numbers, durations or credits, without those that are null.",
        examples: ["[1, 2, 6] | avg # 3", "avg([1, 2, null]) # 1.5"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        return { (given) throws(Stop) in
            let items = try given[list].withoutNull
            guard !items.isEmpty else { return .null }
            return try Value.calculate(
                .divide, try Value.sum(of: items, for: "avg"), .integer(items.count))
        }
    }

    static let median = FunctionRow(
        "median", .numbers, "Gives the middle of a list of numbers, durations or credits when it is sorted.",
        examples: ["[5, 1, 3] | median # 3", "median([1, 2, 3, 10]) # 2.5"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        return { (given) throws(Stop) in
            let items = try Value.sorted(try given[list].withoutNull, for: "median")
            guard let middle = items.indices.dropFirst(items.count / 2).first else { return .null }
            if items.count % 2 == 1 { return items[middle] }
            return try Value.calculate(
                .divide, try Value.calculate(.add, items[middle - 1], items[middle]), .integer(2))
        }
    }

    static let min = FunctionRow(
        "min", .numbers, "Gives the least of a list, or of several values; null counts as nothing.",
        examples: ["[3, 1, 2] | min # 1", "min('b', 'a') # a"]
    ) { parameters in
        let values = parameters.rest("VALUE", .value)
        return { (given) throws(Stop) in
            try Value.sorted(try given[values].itemsOfOnlyList.withoutNull, for: "min").first ?? .null
        }
    }

    static let max = FunctionRow(
        "max", .numbers, "Gives the greatest of a list, or of several values; null counts as nothing.",
        examples: ["[3, 1, 2] | max # 3", "max(1.5, 1) # 1.5"]
    ) { parameters in
        let values = parameters.rest("VALUE", .value)
        return { (given) throws(Stop) in
            try Value.sorted(try given[values].itemsOfOnlyList.withoutNull, for: "max").last ?? .null
        }
    }
}

extension [Value] {
    fileprivate var withoutNull: [Value] { filter { $0 != .null } }

    /// `min [1, 2]` is `min 1 2`.
    fileprivate var itemsOfOnlyList: [Value] {
        if count == 1, case .list(let items) = self[0] { items } else { self }
    }
}

extension Value {
    fileprivate static func sum(of items: [Value], for name: String) throws(Stop) -> Value {
        var total: Value?
        for item in items {
            switch item {
            case .integer, .decimal, .duration, .credits:
                total = try total.map { (sum) throws(Stop) in try calculate(.add, sum, item) } ?? item
            default:
                throw .failed("ARGUMENT", "\(name) adds numbers, and there is \(item.described) in the list")
            }
        }
        return total ?? .integer(0)
    }

    /// The items in order; all have to be of one kind that has an order.
    fileprivate static func sorted(_ items: [Value], for name: String) throws(Stop) -> [Value] {
        for item in items.dropFirst() where !item.isComparable(with: items[0]) {
            throw .failed(
                "ARGUMENT", "\(name) does not compare \(items[0].described) with \(item.described)")
        }
        if items.count == 1, !items[0].isComparable(with: items[0]) {
            throw .failed("ARGUMENT", "\(name) does not compare \(items[0].described)")
        }
        return items.map(SortKey.init).sorted().map(\.value)
    }
}
