import OrderedCollections

/// `address.lines[0]` as its steps.
struct ValuePath: Sendable {
    let steps: [Value]

    /// Nil when it is not written as names with points between them and integers in brackets. A name may have
    /// anything in it but points and brackets.
    init?(_ text: String) {
        var steps: [Value] = []
        var name = ""
        var mayEnd = false
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case ".":
                guard mayEnd || !name.isEmpty, !rest.isEmpty else { return nil }
                if !name.isEmpty { steps.append(.string(name)) }
                (name, mayEnd) = ("", false)
            case "[":
                if !name.isEmpty { steps.append(.string(name)) }
                let digits = rest.prefix { $0 != "]" }
                guard let number = Int(digits), rest.count > digits.count else { return nil }
                steps.append(.integer(number))
                rest = rest.dropFirst(digits.count + 1)
                (name, mayEnd) = ("", true)
            case "]": return nil
            default:
                guard !mayEnd else { return nil }
                name.append(character)
            }
        }
        if !name.isEmpty { steps.append(.string(name)) }
        guard !steps.isEmpty else { return nil }
        self.steps = steps
    }
}

extension Value {
    /// What is there; nil where a field or an item is missing on the way.
    func value(at path: ValuePath) -> Value? {
        var value = self
        for step in path.steps {
            switch (value, step) {
            case (.list(let items), .integer(let number)):
                let position = number < 0 ? number &+ items.count : number
                guard items.indices.contains(position) else { return nil }
                value = items[position]
            case (_, .string(let name)):
                guard let next = value.row?[name] else { return nil }
                value = next
            default: return nil
            }
        }
        return value
    }

    /// What is there, or why it is not.
    func required(at path: ValuePath) throws(Stop) -> Value {
        var value = self
        for step in path.steps {
            if case .string(let name) = step {
                value = try (value.row.map { .record($0) } ?? value).field(name, optional: false)
            } else {
                value = try value.item(step)
            }
        }
        return value
    }
}

extension FunctionType where T == ValuePath {
    static var path: FunctionType {
        FunctionType(name: "PATH", expected: "a path such as address.lines[0]") { (value) throws(NotOfType) in
            switch value {
            case .string(let text):
                guard let path = ValuePath(text) else { throw NotOfType() }
                return path
            case .integer(let number):
                guard let path = ValuePath("[\(number)]") else { throw NotOfType() }
                return path
            default: throw NotOfType()
            }
        }
    }
}
