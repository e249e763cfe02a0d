import Glibc
import OrderedCollections

/// The variables of the process, handed in so that a test can bring its own.
package struct Environment: Sendable {
    private let value: @Sendable (String) -> String?
    private let list: @Sendable () -> [(name: String, value: String)]

    package init(_ variables: [String: String]) {
        value = { variables[$0] }
        list = { variables.map { ($0, $1) } }
    }

    /// This process's own. Nothing is read before it is asked for.
    package static let process = Environment(value: Environment.variable, list: Environment.variables)

    private init(
        value: @escaping @Sendable (String) -> String?,
        list: @escaping @Sendable () -> [(name: String, value: String)]
    ) {
        self.value = value
        self.list = list
    }

    /// A variable that is set to something.
    package subscript(name: String) -> String? {
        guard let value = value(name), !value.isEmpty else { return nil }
        return value
    }

    package var all: [(name: String, value: String)] { list() }

    /// The same with some variables set, or not set where the value is nil.
    package func changing(_ changes: [String: String?]) -> Environment {
        var variables: [String: String] = [:]
        for (name, value) in list() { variables[name] = value }
        for (name, value) in changes { variables[name] = value }
        return Environment(variables)
    }

    /// All of them, by name.
    var record: Value {
        .record(
            Record(
                list().sorted { $0.name < $1.name }.map { ($0.name, .string($0.value)) },
                uniquingKeysWith: { $1 }))
    }

    private static func variable(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    private static func variables() -> [(name: String, value: String)] {
        var variables: [(name: String, value: String)] = []
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let parts = unsafe String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables.append((String(parts[0]), String(parts[1]))) }
            unsafe entry += 1
        }
        return variables
    }
}
