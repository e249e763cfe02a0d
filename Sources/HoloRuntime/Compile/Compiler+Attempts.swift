import HoloLang
import OrderedCollections

extension Compiler {
    /// `try { } catch e { }`
    mutating func attempt(_ attempt: Attempt) -> Code {
        let body = block(attempt.body)
        scope.open()
        defer { scope.close() }
        let slot = attempt.name.map { name in
            checkFree(name)
            return scope.declare(name.text)
        }
        let handler = attempt.handler.map { block($0) }
        return { (frame) throws(Stop) in
            do throws(Stop) {
                return try body(frame)
            } catch {
                guard case .failure(let failure) = error, failure.exit != .interrupted else { throw error }
                if frame.context.interrupt.isPending {
                    // What became of a job is said; what `try` would have caught anyway is not why it ends.
                    throw [.usage, .assertion].contains(failure.exit) ? .interrupted : error
                }
                if let slot { frame.slots[slot] = failure.record }
                return try handler?(frame) ?? .null
            }
        }
    }

    /// `assert condition, message`
    mutating func assertion(_ condition: Expression, _ message: Expression?, _ range: SourceRange) -> Code {
        let place = Failure.Place(source: source, range: condition.range)
        let test = expression(condition)
        let message = message.map { expression($0) }
        let sides = sides(of: condition)
        let used = used(in: condition)
        let text = source.text(condition.range)
        return { (frame) throws(Stop) in
            guard try decided(try test(frame), place) == false else { return .null }
            let said = try message?(frame).text
            var failure = Failure(
                "ASSERT", said ?? "this does not hold: \(text)", next: try sides?(frame), exit: .assertion)
            failure.values = used(frame)
            throw Stop.failure(failure).at(place.source, place.range)
        }
    }

    /// What the two sides of a comparison were, where looking at them again changes nothing.
    private mutating func sides(of condition: Expression) -> (@Sendable (Frame) throws(Stop) -> String)? {
        guard case .binary(let operation, let one, let other) = condition.kind, operation.comparesValues,
            isPure(one), isPure(other)
        else { return nil }
        // What is wrong with them was reported already.
        let known = diagnostics.count
        defer { diagnostics.removeLast(diagnostics.count - known) }
        let (left, right) = (expression(one), expression(other))
        return { (frame) throws(Stop) in
            "left is \(try left(frame).shortText), right is \(try right(frame).shortText)"
        }
    }

    /// `test "name" { }`
    mutating func test(_ name: Name, _ body: Block) -> [Step] {
        guard scope.isOutermost else {
            report("tests stand outside of blocks", at: name.range, hint: "move test out of the { }")
            return []
        }
        let body = shownBlock(body)
        let title = name.text
        guard runsTests else { return [] }
        let code: Code = { (frame) throws(Stop) in
            frame.context.beginCounting()
            try frame.context.tests?.run(title) { () throws(Stop) in _ = try body(frame) }
            return .null
        }
        return [Step(code: code, shows: false)]
    }
}

extension Compiler {
    /// Looking at it again changes nothing and costs nothing.
    private func isPure(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .pipeline: false
        case .call(let name, let arguments): isPure(calling: name.text) && arguments.allSatisfy(isPure)
        case .field(let base, _, _): isPure(base)
        case .index(let base, let index): isPure(base) && isPure(index)
        case .unary(_, let operand): isPure(operand)
        case .binary(_, let left, let right), .range(let left, let right): isPure(left) && isPure(right)
        case .list, .record: false
        default: true
        }
    }

    /// Functions of the language give the same again, and these two only count.
    private func isPure(calling name: String) -> Bool {
        scope.functions[name] == nil
            && (table.function(name) != nil || ["spent", "requests", "count"].contains(name))
    }

    /// A whole side of a comparison, which is shown anyway.
    private func isSide(_ place: Expression, of condition: Expression) -> Bool {
        guard case .binary(let operation, let left, let right) = condition.kind, operation.comparesValues,
            isPure(left), isPure(right)
        else { return false }
        return left.range == place.range || right.range == place.range
    }

    /// The variables of a condition, with the fields that are looked at, and what they hold when it fails.
    private mutating func used(in condition: Expression)
        -> @Sendable (Frame) -> [(name: String, value: String)]
    {
        let known = diagnostics.count
        defer { diagnostics.removeLast(diagnostics.count - known) }
        var codes: [(String, Operand)] = []
        for place in condition.places {
            let text = source.text(place.range)
            guard isPure(place), !codes.contains(where: { $0.0 == text }), !isSide(place, of: condition)
            else { continue }
            codes.append((text, Operand(run: expression(place))))
        }
        let all = codes
        return { frame in
            all.compactMap { text, code in (try? code.run(frame)).map { (text, $0.shortText) } }
        }
    }
}

extension Expression {
    /// What in it is a variable, or a field or an item of one.
    fileprivate var places: [Expression] {
        switch kind {
        case .variable: [self]
        case .field(let base, _, _), .index(let base, _): base.isPlace ? [self] : base.places
        case .call(_, let arguments): arguments.flatMap(\.places)
        case .unary(_, let operand): operand.places
        case .binary(_, let left, let right), .range(let left, let right): left.places + right.places
        default: []
        }
    }

    private var isPlace: Bool {
        switch kind {
        case .variable: true
        case .field(let base, _, _), .index(let base, _): base.isPlace
        default: false
        }
    }
}

extension BinaryOperator {
    fileprivate var comparesValues: Bool { integerTest != nil || self == .matches || self == .contains }
}

extension Failure {
    /// What `catch e` gives its block.
    var record: Value {
        let line = place.map { $0.source.position(of: $0.range.start).line }
        return .record([
            "code": .string(code), "message": .string(message),
            "job": job.map { .job($0) } ?? .null, "line": line.map { .integer($0) } ?? .null,
        ])
    }
}
