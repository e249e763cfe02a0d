/// One row of a command's signature, without the type its body reads it as.
package struct Parameter: Sendable {
    package enum Kind: Sendable {
        case required, optional, rest
        case option, flag
        /// All `key=value` arguments.
        case assignments
    }

    package let kind: Kind
    package let name: String
    package let help: String
    /// In usage lines: `DURATION`.
    package let typeName: String
    /// In messages: `a duration such as 30s or 5m`.
    package let expected: String
    package let choices: [String]
    /// A word that it takes in the place of one that it does not.
    let corrected: @Sendable (String) -> String?
    let accepts: @Sendable (Value) -> Bool
    /// What the body reads, made of all values that were given; nil unless all are accepted.
    let gather: @Sendable ([Value]) -> (any Sendable)?
}

/// Where a body finds an argument. Only the command that declared the parameter can read it.
package struct Handle<T: Sendable>: Sendable {
    let index: Int
}

/// Collects a command's parameters while its row declares them.
package struct Parameters {
    package private(set) var rows: [Parameter] = []

    package mutating func required<T>(_ name: String, _ type: ArgumentType<T>, _ help: String) -> Handle<T> {
        add(.required, name, type, help) { $0.last }
    }

    package mutating func optional<T>(_ name: String, _ type: ArgumentType<T>, _ help: String) -> Handle<T?> {
        add(.optional, name, type, help) { .some($0.last) }
    }

    package mutating func rest<T>(_ name: String, _ type: ArgumentType<T>, _ help: String) -> Handle<[T]> {
        add(.rest, name, type, help) { $0 }
    }

    package mutating func option<T>(_ name: String, _ type: ArgumentType<T>, _ help: String) -> Handle<T?> {
        add(.option, name, type, help) { .some($0.last) }
    }

    package mutating func option<T>(
        _ name: String, _ type: ArgumentType<T>, default value: T, _ help: String
    ) -> Handle<T> {
        add(.option, name, type, help) { $0.last ?? value }
    }

    package mutating func flag(_ name: String, _ help: String) -> Handle<Bool> {
        let type = ArgumentType(name: "", expected: "true or false") { value -> Bool? in
            if case .bool(let value) = value { value } else { nil }
        }
        return add(.flag, name, type, help) { $0.last ?? false }
    }

    package mutating func assignments(_ help: String) -> Handle<[Assignment]> {
        let type = ArgumentType(name: "", expected: "key=value") { _ -> Assignment? in nil }
        return add(.assignments, "key=value", type, help) { $0 }
    }

    private mutating func add<T: Sendable, Read: Sendable>(
        _ kind: Parameter.Kind, _ name: String, _ type: ArgumentType<T>, _ help: String,
        read: @escaping @Sendable ([T]) -> Read?
    ) -> Handle<Read> {
        rows.append(
            Parameter(
                kind: kind, name: name, help: help, typeName: type.name, expected: type.expected,
                choices: type.choices, corrected: type.corrected, accepts: { type.decode($0) != nil },
                gather: { values in
                    let decoded = values.compactMap(type.decode)
                    guard decoded.count == values.count, let value = read(decoded) else { return nil }
                    return value
                }))
        return Handle(index: rows.count - 1)
    }
}
