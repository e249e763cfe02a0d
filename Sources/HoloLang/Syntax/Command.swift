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
    /// The name of a command that runs the program which its first argument names.
    package static let program = "!"

    package var name: Name
    package var arguments: [Argument]
    /// What a command of ``RowCommand`` does with each row.
    package var columns: [Column]
    package var range: SourceRange

    package init(name: Name, arguments: [Argument], columns: [Column] = [], range: SourceRange) {
        self.name = name
        self.arguments = arguments
        self.columns = columns
        self.range = range
    }
}

/// Commands whose arguments are expressions over one row: a bare name in them is a field of it, and `it` is the row.
package enum RowCommand: String, Sendable, CaseIterable {
    case `where`, map, sort, select, group

    /// More than one, separated by commas.
    var takesMany: Bool { self == .sort || self == .select || self == .group }
    /// `total: price * count`
    var takesNames: Bool { self == .select || self == .group }
    /// `price desc`
    var takesDirections: Bool { self == .sort }

    /// A line that runs as it stands.
    var example: String {
        switch self {
        case .where: "[{price: 5}, {price: 20}] | where price > 10"
        case .map: "[{price: 5}, {price: 20}] | map price * 2"
        case .sort: "[{name: 'b', price: 5}, {name: 'a', price: 9}] | sort price desc, name"
        case .select: "[{name: 'a', price: 5, count: 2}] | select name, total: price * count"
        case .group: "[{city: 'Rome'}, {city: 'Oslo'}, {city: 'Rome'}] | group city"
        }
    }
}

/// One expression over a row: `price`, `total: price * count`, `price desc`.
package struct Column: Sendable {
    package var name: Name?
    package var value: Expression
    package var isDescending: Bool

    package init(name: Name? = nil, value: Expression, isDescending: Bool = false) {
        self.name = name
        self.value = value
        self.isDescending = isDescending
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
