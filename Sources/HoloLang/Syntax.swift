/// A whole program: what ``parse(_:)`` makes of a ``Source``.
package struct Script: Sendable {
    package var source: Source
    /// The N of a first line `holo N`.
    package var version: Int?
    package var statements: [Statement]

    package init(source: Source, version: Int? = nil, statements: [Statement]) {
        self.source = source
        self.version = version
        self.statements = statements
    }
}

/// A name and where it stands.
package struct Name: Sendable {
    package var text: String
    package var range: SourceRange

    package init(_ text: String, _ range: SourceRange) {
        self.text = text
        self.range = range
    }
}

package struct Statement: Sendable {
    package indirect enum Kind: Sendable {
        /// `let name = rhs`
        case binding(Name, RightHandSide)
        /// `set path = rhs`; the expression is a variable, field or index.
        case assignment(Expression, RightHandSide)
        /// `include "file"`; the path is a literal.
        case include(Name)
        /// A pipeline, `if` or `for` that stands by itself.
        case value(RightHandSide)
    }

    package var kind: Kind
    package var range: SourceRange

    package init(_ kind: Kind, _ range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

package indirect enum RightHandSide: Sendable {
    case pipeline(Pipeline)
    case conditional(Conditional)
    case loop(Loop)
}

/// `if … { } else if … { } else { }`
package struct Conditional: Sendable {
    package var branches: [(condition: Expression, body: Block)]
    package var otherwise: Block?
    package var range: SourceRange

    package init(branches: [(condition: Expression, body: Block)], otherwise: Block?, range: SourceRange) {
        self.branches = branches
        self.otherwise = otherwise
        self.range = range
    }
}

/// `for x in list { }` or `for i, x in list { }`, whose first name is the index or key.
package struct Loop: Sendable {
    package var names: [Name]
    package var sequence: Expression
    package var body: Block
    package var range: SourceRange

    package init(names: [Name], sequence: Expression, body: Block, range: SourceRange) {
        self.names = names
        self.sequence = sequence
        self.body = body
        self.range = range
    }
}

package struct Block: Sendable {
    package var statements: [Statement]
    package var range: SourceRange

    package init(_ statements: [Statement], _ range: SourceRange) {
        self.statements = statements
        self.range = range
    }
}

/// Stages joined by `|`; the value of one is the input of the next.
package struct Pipeline: Sendable {
    package enum Stage: Sendable {
        case command(Command)
        /// Only the first stage can be one.
        case expression(Expression)
    }

    package var stages: [Stage]
    package var range: SourceRange

    package init(_ stages: [Stage], _ range: SourceRange) {
        self.stages = stages
        self.range = range
    }
}

package struct Command: Sendable {
    package var name: Name
    package var arguments: [Argument]
    package var range: SourceRange

    package init(name: Name, arguments: [Argument], range: SourceRange) {
        self.name = name
        self.arguments = arguments
        self.range = range
    }
}

package struct Argument: Sendable {
    package indirect enum Kind: Sendable {
        /// `--name` or `--name=word`. A value after a space is the next argument: only the command's
        /// signature knows whether the option takes one.
        case option(Name, Word?)
        /// `key=word`: text that the action's schema may type.
        case text(Key, Word)
        /// `key:=json`
        case json(Key, Expression)
        /// `key=@file`: the file's text.
        case textFile(Key, Word)
        /// `key:=@file`: the file's JSON.
        case jsonFile(Key, Word)
        /// `...$record`
        case spread(Expression)
        case word(Word)
        case block(Block)
    }

    package var kind: Kind
    package var range: SourceRange

    package init(_ kind: Kind, _ range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

/// The left side of `key=value`: `limit`, `opts.render`, `tags[]`.
package struct Key: Sendable {
    package enum Part: Sendable, Equatable {
        case name(String)
        /// `[]`: one more element of a list.
        case append
    }

    package var parts: [Part]
    package var range: SourceRange

    package init(_ parts: [Part], _ range: SourceRange) {
        self.parts = parts
        self.range = range
    }
}

/// One argument. Its pieces join to text; a lone ``Piece/value(_:)`` keeps its type.
package struct Word: Sendable {
    package enum Piece: Sendable {
        /// Characters as they stand: unquoted, or from inside quotes with escapes resolved.
        case text(String, quoted: Bool)
        /// `$path`, `${expr}`, `(pipeline)`
        case value(Expression)
    }

    package var pieces: [Piece]
    package var range: SourceRange

    package init(_ pieces: [Piece], _ range: SourceRange) {
        self.pieces = pieces
        self.range = range
    }

    /// The text of a word in which nothing is computed.
    package var literal: String? {
        var text = ""
        for piece in pieces {
            guard case .text(let part, _) = piece else { return nil }
            text += part
        }
        return text
    }
}

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
        /// `$x`, or a bare `x` inside an expression.
        case variable(Name)
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
