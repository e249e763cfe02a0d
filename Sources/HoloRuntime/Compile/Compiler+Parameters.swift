import HoloLang

/// A `param` of the script, and the variable that it is.
struct BoundParameter: Sendable {
    let parameter: ScriptParameter
    let slot: Int
    /// What it is when it is not given; nil where it has to be.
    let standard: Value?
}

extension Compiler {
    /// `param name: type = literal`. What the process line gave is in place before the first statement.
    mutating func parameter(_ parameter: ScriptParameter) -> Code {
        let name = parameter.name
        check(parameter)
        let slot = scope.declare(name.text)
        let standard = parameter.standard.flatMap(\.literalValue)
        parameters.append(BoundParameter(parameter: parameter, slot: slot, standard: standard))
        return located(name.range) { (frame) throws(Stop) in
            guard !frame.givenParameters.contains(slot) else { return .null }
            guard let standard else {
                throw .failed(
                    "PARAM", "\(name.text) has no value here",
                    next: "param \(name.text) = … gives it a default")
            }
            frame.slots[slot] = standard
            return .null
        }
    }

    private mutating func check(_ parameter: ScriptParameter) {
        let name = parameter.name
        checkFree(name)
        if !scope.isOutermost || !includes.isEmpty {
            report(
                "param stands in the script itself, outside of blocks", at: name.range,
                hint: "move it to the top of the script")
        }
        if parameters.contains(where: { $0.parameter.name.text == name.text }) {
            report("the parameter \(name.text) is there twice", at: name.range, hint: "rename one of them")
        }
        guard let expression = parameter.standard, let standard = expression.literalValue,
            standard != .null, !parameter.kind.accepts(standard)
        else { return }
        report(
            "\(name.text) takes \(parameter.kind.expected), not \(standard.shortText)", at: expression.range,
            hint: "param \(name.text): \(hint(for: parameter, standard))")
    }

    /// Without a type it is text, which is not always what was meant.
    private func hint(for parameter: ScriptParameter, _ standard: Value) -> String {
        let kinds = ScriptParameter.Kind.allCases
        guard parameter.kind == .text, let kind = kinds.first(where: { $0.accepts(standard) }) else {
            return parameter.kind.example
        }
        return "\(kind.rawValue) = \(standard.shortText)"
    }
}

extension Expression {
    /// The value of an expression in which nothing is computed.
    var literalValue: Value? {
        switch kind {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .integer(let digits): return Int(digits).map { .integer($0) } ?? .decimal(digits)
        case .decimal(let text): return .decimal(text)
        case .string(let pieces): return Word(pieces, range).literal.map { .string($0) }
        case .duration(let milliseconds): return .duration(milliseconds: milliseconds)
        case .credits(let count): return .credits(count)
        case .rate(let count, let seconds): return .rate(count: count, seconds: seconds)
        case .unary(.negate, let operand):
            guard let value = operand.literalValue else { return nil }
            return try? value.negated()
        case .list(let elements):
            var items: [Value] = []
            for case .item(let item) in elements {
                guard let value = item.literalValue else { return nil }
                items.append(value)
            }
            return .list(items)
        default: return nil
        }
    }
}
