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
        let text = source.text(condition.range)
        return { (frame) throws(Stop) in
            guard try decided(try test(frame), place) == false else { return .null }
            let said = try message?(frame).text
            throw Stop.failed(
                "ASSERT", said ?? "this does not hold: \(text)", next: try sides?(frame), exit: .assertion
            ).at(place.source, place.range)
        }
    }

    /// What the two sides of a comparison were, where looking at them again changes nothing.
    private mutating func sides(of condition: Expression) -> (@Sendable (Frame) throws(Stop) -> String)? {
        guard case .binary(let operation, let one, let other) = condition.kind, operation.comparesValues,
            one.isPure, other.isPure
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
            try frame.context.tests?.run(title) { () throws(Stop) in _ = try body(frame) }
            return .null
        }
        return [Step(code: code, shows: false)]
    }
}

extension Expression {
    /// Looking at it again changes nothing and costs nothing.
    fileprivate var isPure: Bool {
        switch kind {
        case .pipeline, .call: false
        case .field(let base, _, _): base.isPure
        case .index(let base, let index): base.isPure && index.isPure
        case .unary(_, let operand): operand.isPure
        case .binary(_, let left, let right), .range(let left, let right): left.isPure && right.isPure
        case .list, .record: false
        default: true
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
