import HoloLang

/// The rows, in the order that help shows them.
package struct CommandTable: Sendable {
    package let rows: [CommandRow]
    private let index: [String: Int]

    package init(_ rows: [CommandRow]) {
        self.rows = rows
        index = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.name, $0) })
    }

    package subscript(name: String) -> CommandRow? { index[name].map { rows[$0] } }

    package func nearestName(to name: String) -> String? { nearest(to: name, in: rows.map(\.name)) }
}
