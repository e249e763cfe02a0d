/// `fn name(a, b = 1) { }`
package struct Function: Sendable {
    package struct Parameter: Sendable {
        package var name: Name
        /// What it is when it is not given; none when it has to be.
        package var standard: Expression?

        package init(name: Name, standard: Expression?) {
            self.name = name
            self.standard = standard
        }
    }

    package var name: Name
    package var parameters: [Parameter]
    package var body: Block
    package var range: SourceRange

    package init(name: Name, parameters: [Parameter], body: Block, range: SourceRange) {
        self.name = name
        self.parameters = parameters
        self.body = body
        self.range = range
    }
}

/// `param name: type = literal # help`: an argument of the script, given as `--name value`.
package struct ScriptParameter: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case text, integer, decimal, bool, duration, credits, file, path, list
    }

    package var name: Name
    package var kind: Kind
    /// None where it has to be given.
    package var standard: Expression?
    /// The comment behind it.
    package var help: String

    package init(name: Name, kind: Kind, standard: Expression?, help: String) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.help = help
    }
}
