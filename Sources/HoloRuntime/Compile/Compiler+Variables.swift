import HoloLang

extension Compiler {
    /// The variables that holo sets itself.
    static let givenNames: Set<String> = ["last", "_", "env", "args"]

    mutating func variable(_ name: Name) -> Code {
        switch name.text {
        case "last":
            return located(name.range) { (frame) throws(Stop) in .job(try frame.context.lastJob()) }
        case "_": return { (frame) in frame.context.lastValue }
        case "env": return { (frame) in frame.context.environment.record }
        case "args": return { (frame) in .list(frame.context.arguments.map { .string($0) }) }
        default: return slot(name)
        }
    }

    private mutating func slot(_ name: Name) -> Code {
        guard let slot = scope.slot(of: name.text) else {
            reportUnknown(name)
            return { _ in .null }
        }
        return located(name.range) { (frame) throws(Stop) in
            guard let value = frame.values[slot] else {
                throw .failed(
                    "UNSET", "$\(name.text) has no value: the line that sets it did not finish",
                    next: "run that line again")
            }
            return value
        }
    }

    mutating func reportUnknown(_ name: Name) {
        let known = scope.names + Compiler.givenNames
        let hint = nearest(to: name.text, in: known).map { "did you mean $\($0)?" }
        report(
            "unknown variable $\(name.text)", at: name.range,
            hint: hint ?? "set it first: let \(name.text) = …")
    }

    /// `set path = value`: replaces what the path names, creating at most the last field.
    mutating func assignment(_ target: Expression, _ value: RightHandSide, _ place: SourceRange) -> Code {
        let value = rightHandSide(value)
        var keys: [Code] = []
        guard let name = root(of: target, &keys), let slot = settableSlot(name) else { return { _ in .null } }
        let path = keys
        return located(place) { (frame) throws(Stop) in
            let new = try value(frame)
            var steps: [Value] = []
            for key in path { steps.append(try key(frame)) }
            let old = frame.values[slot] ?? .null
            frame.values[slot] = try old.replacing(steps[...], with: new).withinDepth()
            return .null
        }
    }

    /// The slot of a variable that may be set here; else it is reported.
    private mutating func settableSlot(_ name: Name) -> Int? {
        guard let slot = scope.slot(of: name.text) else {
            if Compiler.givenNames.contains(name.text) {
                report("$\(name.text) is set by holo itself", at: name.range, hint: "choose another name")
            } else {
                reportUnknown(name)
            }
            return nil
        }
        if slot < firstOwnSlot {
            report(
                "$\(name.text) cannot be set in a parallel block, which it is outside of", at: name.range,
                hint: "give the value back: let rows = for … { … }")
        }
        return slot
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
