/// Collects a function's parameters while its row declares them.
package struct FunctionParameters {
    private(set) var rows: [FunctionParameter] = []

    mutating func required<T>(_ name: String, _ type: FunctionType<T>) -> FunctionHandle<T> {
        add(name, .required, type)
    }

    mutating func optional<T>(_ name: String, _ type: FunctionType<T>) -> OptionalHandle<T> {
        OptionalHandle(handle: add(name, .optional, type))
    }

    mutating func rest<T>(_ name: String, _ type: FunctionType<T>) -> RestHandle<T> {
        RestHandle(handle: add(name, .rest, type))
    }

    private mutating func add<T>(_ name: String, _ kind: FunctionParameter.Kind, _ type: FunctionType<T>)
        -> FunctionHandle<T>
    {
        rows.append(
            FunctionParameter(
                name: name, kind: kind, typeName: type.name, expected: type.expected,
                fromWord: type.fromWord))
        return FunctionHandle(index: rows.count - 1, decode: type.decode)
    }
}

/// Where a function's body finds an argument.
struct FunctionHandle<T>: Sendable {
    let index: Int
    let decode: @Sendable (Value) throws(NotOfType) -> T
}

struct OptionalHandle<T>: Sendable { let handle: FunctionHandle<T> }

struct RestHandle<T>: Sendable { let handle: FunctionHandle<T> }

/// The values of one call, decoded as its body reads them.
struct FunctionArguments {
    let values: [Value]
    let call: FunctionCall
    let interrupt: Interrupt
    var clock: FunctionRow.OwnClock?

    subscript<T>(_ handle: FunctionHandle<T>) -> T {
        get throws(Stop) { try read(values[handle.index], handle) }
    }

    /// Nil when it was left out, or null.
    subscript<T>(_ optional: OptionalHandle<T>) -> T? {
        get throws(Stop) {
            guard optional.handle.index < values.count else { return nil }
            let value = values[optional.handle.index]
            return value == .null ? nil : try read(value, optional.handle)
        }
    }

    subscript<T>(_ rest: RestHandle<T>) -> [T] {
        get throws(Stop) {
            var all: [T] = []
            for value in values.dropFirst(rest.handle.index) { all.append(try read(value, rest.handle)) }
            return all
        }
    }

    private func read<T>(_ value: Value, _ handle: FunctionHandle<T>) throws(Stop) -> T {
        do throws(NotOfType) {
            return try handle.decode(value)
        } catch {
            throw call.refusal(of: value, as: call.parameters[handle.index], error.found)
        }
    }
}

/// What messages about a call need to know.
struct FunctionCall: Sendable {
    let name: String
    let parameters: [FunctionParameter]
    /// A call that runs as it stands.
    let example: String?

    func checkCount(_ count: Int) throws(Stop) {
        if count < parameters.count, parameters[count].kind == .required {
            throw .failed("ARGUMENT", "\(name) needs \(parameters[count].name)", next: usage)
        }
        if count > parameters.count, parameters.last?.kind != .rest {
            throw .failed("ARGUMENT", "\(name) takes \(most), not \(count)", next: usage)
        }
    }

    func refusal(of value: Value, as parameter: FunctionParameter, _ found: String?) -> Stop {
        .failed(
            "ARGUMENT",
            "\(name): \(parameter.name) takes \(parameter.expected), not \(found ?? value.described)",
            next: usage)
    }

    private var most: String {
        switch parameters.count {
        case 0: "no values"
        case 1: "one value"
        default: "at most \(parameters.count) values"
        }
    }

    private var usage: String {
        "\(name)(\(parameters.map(\.usage).joined(separator: ", ")))" + (example.map { "\n\($0)" } ?? "")
    }
}
