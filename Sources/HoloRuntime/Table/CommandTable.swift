import HoloLang

/// The rows, in the order that help shows them.
package struct CommandTable: Sendable {
    package let rows: [CommandRow]

    package init(_ rows: [CommandRow]) { self.rows = rows }

    package subscript(name: String) -> CommandRow? { rows.first { $0.name == name } }

    package func nearestName(to name: String) -> String? { nearest(to: name, in: rows.map(\.name)) }
}
