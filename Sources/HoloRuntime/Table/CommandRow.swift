/// Everything there is to know of a command: what binds it, completes it, explains it and runs it.
package struct CommandRow: Sendable {
    package enum Group: String, Sendable, CaseIterable {
        case jobs, discovery, session, data, text, functions, process
    }

    package enum Need: Sendable {
        case nothing
        /// Talks to the Holocron; checked before anything runs.
        case server
        /// Submits the action named first, which is checked and priced before anything runs.
        case action
        /// Changes which server is meant, so that what follows can only be checked when it runs.
        case change
    }

    package let name: String
    package let group: Group
    /// One sentence.
    package let summary: String
    package let examples: [String]
    package let need: Need
    /// Whether a value can be piped into it.
    package let takesInput: Bool
    /// It only computes a value, so that a plan can run it.
    package let isPure: Bool
    /// Its value is text laid out for the reader, shown as it is.
    package let makesText: Bool
    /// The fields of the rows that it gives, where they are always the same.
    package let columns: [String]
    /// Its value as a terminal shows it, where that is not how it shows any value.
    let page: (@Sendable (Value, Layout) -> String)?
    let define: @Sendable (inout Parameters) -> Body

    package init(
        _ name: String, _ group: Group, _ summary: String, examples: [String] = [], need: Need = .nothing,
        takesInput: Bool = false, isPure: Bool = false, makesText: Bool = false,
        columns: [String] = [], page: (@Sendable (Value, Layout) -> String)? = nil,
        define: @escaping @Sendable (inout Parameters) -> Body
    ) {
        self.name = name
        self.group = group
        self.summary = summary
        self.examples = examples
        self.need = need
        self.takesInput = takesInput
        self.isPure = isPure
        self.makesText = makesText
        self.columns = columns
        self.page = page
        self.define = define
    }

    /// The parameters and the body that reads them.
    package var signature: Signature {
        var parameters = Parameters()
        let body = define(&parameters)
        return Signature(parameters: parameters.rows, body: body)
    }
}

extension CommandRow {
    /// A line of this command that can be pasted as it stands: its first example whose files are there.
    package var hint: String {
        let example = examples.first { Files.hasAll(in: $0) } ?? "help \(name)"
        return String(example.firstRange(of: " # ").map { example[..<$0.lowerBound] } ?? example[...])
    }

    /// `await [JOB…] [--timeout DURATION]`
    package var usage: String {
        ([name] + signature.parameters.map(\.usage)).joined(separator: " ")
    }
}

package struct Signature: Sendable {
    package let parameters: [Parameter]
    let body: Body
}

/// What a command does with its decoded arguments.
package enum Body: Sendable {
    case immediate(@Sendable (Call) throws(Stop) -> Value)
    /// May wait for the network or the clock; Ctrl-C cancels it.
    case waiting(@Sendable (Call) async throws(Stop) -> Value)
    /// Looks at each row that is piped in with expressions of its own.
    case rows(RowsBody)
    /// Reads the session's own variables.
    case session(@Sendable (Call, Frame) throws(Stop) -> Value)
}

extension Parameter {
    package var usage: String {
        switch kind {
        case .required: name
        case .optional: "[\(name)]"
        case .rest: "[\(name)…]"
        case .option: "[--\(name) \(typeName)]"
        case .flag: "[--\(name)]"
        case .assignments: "[key=value…]"
        }
    }
}
