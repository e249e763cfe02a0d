import HoloLang

extension Compiler {
    /// The variables that holo sets itself.
    static let givenNames: Set<String> = ["last", "_", "env", "args", "match"]

    mutating func variable(_ name: Name) -> Code {
        switch name.text {
        case "last":
            return located(name.range) { (frame) throws(Stop) in .job(try frame.context.lastJob()) }
        case "_": return { (frame) in frame.context.lastValue }
        case "env": return { (frame) in frame.context.environment.record }
        case "args": return { (frame) in .list(frame.arguments.map { .string($0) }) }
        case "match": return { (frame) in frame.match ?? .null }
        default: return slot(name)
        }
    }

    private mutating func slot(_ name: Name) -> Code {
        let source = source
        let unset: @Sendable () -> Stop = {
            Stop.unset(name).at(source, name.range)
        }
        switch scope.place(of: name.text) {
        case .own(let slot):
            return { (frame) throws(Stop) in
                guard let value = frame.slots[slot] else { throw unset() }
                return value
            }
        case .outer(let slot):
            return { (frame) throws(Stop) in
                guard let value = frame.slots.outer(slot) else { throw unset() }
                return value
            }
        case nil:
            reportUnknown(name)
            return { _ in .null }
        }
    }

    mutating func reportUnknown(_ name: Name) {
        let known = scope.names + Compiler.givenNames
        let hint =
            scope.functions[name.text].map { "the function is called \($0.usage(name.text))" }
            ?? nearest(to: name.text, in: known).map { "did you mean $\($0)?" }
        let message = "unknown variable $\(name.text)"
        let isSet = source.text(SourceRange(0, name.range.start)) == "set "
        guard hint == nil, source.isTyped, !source.bytes.contains(UInt8(ascii: "\n")) else {
            return report(
                message, at: name.range, hint: hint ?? "set it first: let \(name.text) = …")
        }
        report(
            message, at: name.range, hint: "set it first",
            replacement: isSet ? "let" : "let \(name.text) = 1; ",
            replaced: SourceRange(0, isSet ? "set".utf8.count : 0))
    }

    /// `set path = value`: replaces what the path names, creating at most the last field.
    mutating func assignment(_ target: Expression, _ value: RightHandSide, _ place: SourceRange) -> Code {
        if case .variable(let name) = target.kind { return assignment(of: name, value, place) }
        let value = rightHandSide(value)
        var keys: [Code] = []
        guard let name = root(of: target, &keys), let slot = settableSlot(name) else { return { _ in .null } }
        let path = keys
        return located(target.range) { (frame) throws(Stop) in
            let new = try value(frame)
            var steps: [Value] = []
            for key in path { steps.append(try key(frame)) }
            try frame.noteGrowth(of: new, below: steps.count)
            // Taken out of its slot, it is the only one that holds what is changed, so that nothing is copied.
            var whole = frame.slots.take(slot) ?? .null
            defer { frame.slots[slot] = whole }
            try whole.replace(steps[...], with: new)
            return .null
        }
    }

    private mutating func assignment(of name: Name, _ value: RightHandSide, _ place: SourceRange) -> Code {
        if let more = appended(to: name, value) { return append(more, to: name, place) }
        let value = rightHandSide(value)
        guard let slot = settableSlot(name) else { return { _ in .null } }
        return { (frame) throws(Stop) in
            frame.slots[slot] = try value(frame)
            return .null
        }
    }

    /// The slot of a variable that may be set here; else it is reported.
    mutating func settableSlot(_ name: Name) -> Int? {
        switch scope.place(of: name.text) {
        case .own(let slot):
            if slot >= firstOwnSlot { return slot }
            report(
                "$\(name.text) cannot be set in a parallel block, which it is outside of", at: name.range,
                hint: "give the value back: let rows = for … { … }")
        case .outer:
            report(
                "$\(name.text) cannot be set in a function, which it is outside of", at: name.range,
                hint: "give the value back: return …")
        case nil where Compiler.givenNames.contains(name.text):
            report("$\(name.text) is set by holo itself", at: name.range, hint: "choose another name")
        case nil: reportUnknown(name)
        }
        return nil
    }

    /// The variable that a path begins with; its fields and indexes are put into `keys`, outermost first.
    private mutating func root(of target: Expression, _ keys: inout [Code]) -> Name? {
        switch target.kind {
        case .variable(let name): return name
        case .field(let base, let name, _):
            let root = root(of: base, &keys)
            keys.append { _ in .string(name.text) }
            return root
        case .index(let base, let index):
            let root = root(of: base, &keys)
            keys.append(expression(index))
            return root
        default:
            report("only a variable, its fields and its items can be set", at: target.range)
            return nil
        }
    }
}

extension Stop {
    /// A variable whose line failed.
    static func unset(_ name: Name) -> Stop {
        .failed(
            "UNSET", "$\(name.text) has no value: the line that sets it did not run to its end",
            next: "set it before this line")
    }
}
