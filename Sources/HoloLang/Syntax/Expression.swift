package struct Expression: Sendable {
    package indirect enum Kind: Sendable {
        case null
        case bool(Bool)
        /// Digits as written, optional `-` not included; the compiler decides whether it fits 64 bits.
        case integer(String)
        /// A number with a fraction or exponent, as written.
        case decimal(String)
        /// `'raw'` and `"text $x ${expr}"`.
        case string([Word.Piece])
        /// `30s`, `5m`, `2h`, `250ms`, in milliseconds.
        case duration(milliseconds: Int)
        /// `500cr`
        case credits(Int)
        /// `20/m`: a count per `s`, `m` or `h`.
        case rate(count: Int, seconds: Int)
        /// `$x`
        case variable(Name)
        /// `x` without `$`: the variable, or a field of the row where a command looks at rows.
        case bare(Name)
        /// `f(a, b)`
        case call(Name, [Expression])
        /// `base.name`, `base?.name`
        case field(Expression, Name, optional: Bool)
        /// `base[expr]`
        case index(Expression, Expression)
        case list([Element])
        case record([Entry])
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        /// `a..b`, both ends included.
        case range(Expression, Expression)
        /// `( pipeline )`
        case pipeline(Pipeline)
    }

    package enum Element: Sendable {
        case item(Expression)
        /// `...expr` puts the items of a list, or the fields of a record, in place.
        case spread(Expression)
    }

    package enum Entry: Sendable {
        case field(Name, Expression)
        case spread(Expression)
    }

    package var kind: Kind
    package var range: SourceRange

    package init(_ kind: Kind, _ range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

package enum UnaryOperator: String, Sendable, CaseIterable {
    case not
    case negate = "-"
}

package enum BinaryOperator: String, Sendable, CaseIterable {
    case or, and
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case matches = "=~"
    case contains = "in"
    case coalesce = "??"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
}
