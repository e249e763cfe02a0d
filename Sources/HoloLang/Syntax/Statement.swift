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
        /// `budget expr`: the most that everything after it may cost.
        case budget(Expression)
        /// `param name: type = literal # help`
        case parameter(ScriptParameter)
        /// `fn name(a, b = 1) { }`
        case function(Function)
        /// `while condition { }`
        case repetition(Expression, Block)
        case `break`, `continue`
        /// `return`, `return rhs`
        case `return`(RightHandSide?)
        /// `assert condition, message`
        case assertion(Expression, message: Expression?)
        /// `test "name" { }`: run by `holo test` only.
        case test(Name, Block)
        /// A pipeline, `if`, `for` or `try` that stands by itself.
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
    case attempt(Attempt)
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

package struct Block: Sendable {
    package var statements: [Statement]
    package var range: SourceRange

    package init(_ statements: [Statement], _ range: SourceRange) {
        self.statements = statements
        self.range = range
    }
}

/// `try { } catch e { }`; without `catch` its value is null where it fails.
package struct Attempt: Sendable {
    package var body: Block
    /// What the error is called in `handler`.
    package var name: Name?
    package var handler: Block?
    package var range: SourceRange

    package init(body: Block, name: Name?, handler: Block?, range: SourceRange) {
        self.body = body
        self.name = name
        self.handler = handler
        self.range = range
    }
}
