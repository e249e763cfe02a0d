extension FunctionRow {
    static let rounding: [FunctionRow] = [.round, .floor, .ceil, .abs, .parseNumber, .parseInt]

    static let round = FunctionRow(
        "round", .numbers, "Rounds a number, halves away from zero, to a whole one or to so many places.",
        examples: ["round 2.5 # 3", "round -3.14159 2 # -3.14"]
    ) { parameters in
        let number = parameters.required("NUMBER", .number)
        let places = parameters.optional("PLACES", .integer(0...100))
        return { (given) throws(Stop) in
            try given[number].rounded(.nearest, places: try given[places] ?? 0)
        }
    }

    static let floor = FunctionRow(
        "floor", .numbers, "Gives the largest whole number that is not above.",
        examples: ["floor 2.9 # 2", "floor -2.1 # -3"]
    ) { parameters in
        let number = parameters.required("NUMBER", .number)
        return { (given) throws(Stop) in try given[number].rounded(.down, places: 0) }
    }

    static let ceil = FunctionRow(
        "ceil", .numbers, "Gives the smallest whole number that is not below.",
        examples: ["ceil 2.1 # 3", "ceil -2.9 # -2"]
    ) { parameters in
        let number = parameters.required("NUMBER", .number)
        return { (given) throws(Stop) in try given[number].rounded(.up, places: 0) }
    }

    static let abs = FunctionRow(
        "abs", .numbers, "Gives a number without its sign.",
        examples: ["abs -5 # 5", "abs(-1.50) # 1.50"]
    ) { parameters in
        let number = parameters.required("NUMBER", .number)
        return { (given) throws(Stop) in
            switch try given[number] {
            case .integer(let number) where number < 0: try Value.integer(number).negated()
            case .decimal(let text) where text.hasPrefix("-"): .decimal(String(text.dropFirst()))
            case let other: other
            }
        }
    }

    static let parseNumber = FunctionRow(
        "parse_number", .numbers, "Reads a number from text: a sign, digits and a fraction.",
        examples: ["parse_number ' 007.50 ' # 7.50", "parse_number('+49') # 49"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in
            let text = try given[text]
            guard let number = Value(lenientNumber: text.trimmed) else {
                throw .failed("NUMBER", "parse_number: \(Value.string(text).described) is not a number")
            }
            return number
        }
    }

    static let parseInt = FunctionRow(
        "parse_int", .numbers, "Reads an integer from text, of base 10 or another.",
        examples: ["parse_int '042' # 42", "parse_int 'ff' 16 # 255"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let base = parameters.optional("BASE", .integer(2...36))
        return { (given) throws(Stop) in
            let (text, base) = (try given[text], try given[base] ?? 10)
            guard let number = Int(text.trimmed, radix: base) else {
                let what = Value.string(text).described
                throw .failed("NUMBER", "parse_int: \(what) is not an integer of base \(base)")
            }
            return .integer(number)
        }
    }
}

extension Value {
    /// A number with leading zeros, a plus, or without a digit on one side of its point.
    fileprivate init?(lenientNumber text: String) {
        var rest = text[...]
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        let whole = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(whole.count)
        let digits = whole.drop { $0 == "0" }
        if rest == "." { return nil }
        let tail =
            rest.hasPrefix(".") && whole.isEmpty
            ? "0\(rest)" : "\(digits.isEmpty && !whole.isEmpty ? "0" : digits)\(rest)"
        self.init(number: (isNegative ? "-" : "") + tail)
    }
}
