extension Parser {
    /// An operand and all operators behind it that bind tighter than `floor`.
    mutating func expression(above floor: Power = .none) throws(Failure) -> Expression {
        let outer = try enter()
        defer { leave(outer) }
        var left = try operand()
        var previous = Power.none
        while let infix = try infix(above: floor) {
            let symbol = range(from: position - infix.symbol.utf8.count)
            let below = deepest
            let right = try expression(above: infix.power)
            try grow(over: below)
            if infix.power == previous, !infix.power.chains { throw chained(left, symbol, right) }
            previous = infix.power
            left = infix.node(left, right)
        }
        return left
    }

    /// Moves past the next operator if it binds tighter than `floor`.
    private mutating func infix(above floor: Power) throws(Failure) -> Infix? {
        let start = position
        skipSpace()
        if let infix = atInfix, infix.power > floor {
            position += infix.symbol.utf8.count
            mark(infix.binary == nil ? .range : .infix, from: position - infix.symbol.utf8.count)
            return infix
        }
        if atInfix == nil, let foreign = atForeign { throw foreign }
        position = start
        return nil
    }

    private var atInfix: Infix? {
        guard let byte = peek, !byte.isNewline, !at("..."), !atOption else { return nil }
        return Infix.all.first { $0.isWord ? atKeyword($0.symbol) : at($0.symbol) }
    }

    /// The complaint about an operator of other languages.
    var atForeign: Failure? {
        guard !at("..."),
            let row = foreignOperators.first(where: { $0.symbol == "not" ? atKeyword("not") : at($0.symbol) })
        else { return nil }
        let range = SourceRange(position, position + row.symbol.utf8.count)
        return failure("\(row.symbol) is not an operator here", at: range, hint: row.hint)
    }

    private func chained(_ left: Expression, _ symbol: SourceRange, _ right: Expression) -> Failure {
        let sign = source.text(symbol)
        guard case .binary(_, _, let middle) = left.kind else {
            return failure("a range has two ends", at: symbol, hint: "one range is written 1..3")
        }
        return failure(
            "comparisons do not chain", at: symbol,
            hint: "\(shortened(left.range)) and \(shortened(middle.range)) \(sign) \(shortened(right.range))")
    }
}
