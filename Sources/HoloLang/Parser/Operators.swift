/// How tightly an operator binds, loosest first.
enum Power: Int, Comparable {
    case none, or, and, not, comparison, coalesce, range, sum, product, sign

    static func < (one: Power, other: Power) -> Bool { one.rawValue < other.rawValue }

    /// `a < b < c` and `1..2..3` mean nothing.
    var chains: Bool { self != .comparison && self != .range }
}

extension BinaryOperator {
    var power: Power {
        switch self {
        case .or: .or
        case .and: .and
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .matches, .contains:
            .comparison
        case .coalesce: .coalesce
        case .add, .subtract: .sum
        case .multiply, .divide, .remainder: .product
        }
    }
}

/// A row of the table of what can stand between two values.
struct Infix: Sendable {
    var symbol: String
    var power: Power
    /// None for `..`.
    var binary: BinaryOperator?

    static let all: [Infix] =
        (BinaryOperator.allCases.map { Infix(symbol: $0.rawValue, power: $0.power, binary: $0) }
        + [Infix(symbol: "..", power: .range)])
        .sorted { $0.symbol.utf8.count > $1.symbol.utf8.count }

    var isWord: Bool { symbol.utf8.first?.isLetter == true }

    func node(_ left: Expression, _ right: Expression) -> Expression {
        let kind = binary.map { Expression.Kind.binary($0, left, right) } ?? .range(left, right)
        return Expression(kind, left.range.union(right.range))
    }
}

/// What other languages call operators, and what to write here.
let foreignOperators: [(symbol: String, hint: String)] = [
    ("&&", "write and"), ("||", "write or"), ("!", "write not"),
    ("?", "choose with if: let x = if a { b } else { c }"),
    (".", "a field is read with .name, an item with [0]"),
    ("=", "== compares, set x = … changes a variable"),
    ("not", "write not before the comparison: not a in b"),
]

/// Words that mean something inside an expression, so no variable can have their name.
let expressionWords: Set<String> = ["true", "false", "null", "not", "and", "or", "in"]
