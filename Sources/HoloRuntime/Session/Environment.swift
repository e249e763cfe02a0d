import OrderedCollections

/// The variables of the process, handed in so that a test can bring its own.
package struct Environment: Sendable {
    package var variables: [String: String]

    package init(_ variables: [String: String]) { self.variables = variables }

    var record: Value {
        .record(Record(uniqueKeysWithValues: variables.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }

    /// A variable that is set to something.
    package subscript(name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }
}
