import HoloLang

/// The rows, in the order that help shows them.
package struct CommandTable: Sendable {
    package let rows: [CommandRow]
    /// What `f(x)` may name; each is also one of the rows.
    package let functions: [FunctionRow]

    package init(_ rows: [CommandRow], functions: [FunctionRow] = FunctionRow.standard) {
        self.rows = rows
        self.functions = functions
    }

    package func function(_ name: String) -> FunctionRow? { functions.first { $0.name == name } }

    package subscript(name: String) -> CommandRow? { rows.first { $0.name == name } }

    package func nearestName(to name: String) -> String? { nearest(to: name, in: rows.map(\.name)) }
}
