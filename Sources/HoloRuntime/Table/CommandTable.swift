import HoloLang

/// The rows, in the order that help shows them.
package struct CommandTable: Sendable {
    package let rows: [CommandRow]
    /// What `f(x)` may name; each is also one of the rows.
    package let functions: [FunctionRow]
    package let topics: [HelpTopic]

    package init(
        _ rows: [CommandRow], functions: [FunctionRow] = FunctionRow.standard, topics: [HelpTopic] = []
    ) {
        self.rows = rows
        self.functions = functions
        self.topics = topics
    }

    package func function(_ name: String) -> FunctionRow? { functions.first { $0.name == name } }

    package subscript(name: String) -> CommandRow? { rows.first { $0.name == name } }

    package func nearestName(to name: String) -> String? { nearest(to: name, in: rows.map(\.name)) }
}

/// A page of help that is not about one command.
package struct HelpTopic: Sendable {
    package let name: String
    /// Made when it is asked for.
    let text: @Sendable () -> String

    package init(_ name: String, text: @escaping @Sendable () -> String) {
        self.name = name
        self.text = text
    }
}
