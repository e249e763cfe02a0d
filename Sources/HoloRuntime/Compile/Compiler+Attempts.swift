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
