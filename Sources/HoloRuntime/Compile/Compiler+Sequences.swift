import HoloLang

extension Compiler {
    /// One statement after the other; the value is that of the last.
    func sequence(_ steps: [Step]) -> Code {
        guard let last = steps.last else { return { _ in .null } }
        var code = last.code
        for step in steps.dropLast().reversed() { code = first(step, then: code) }
        return code
    }

    private func first(_ step: Step, then rest: @escaping Code) -> Code {
        let code = step.code
        switch (step.shows, step.leaves) {
        case (false, false):
            return { (frame) throws(Stop) in
                _ = try code(frame)
                return try rest(frame)
            }
        case (false, true):
            return { (frame) throws(Stop) in
                let value = try code(frame)
                return frame.flow == .next ? try rest(frame) : value
            }
        case (true, _):
            return { (frame) throws(Stop) in
                let value = try code(frame)
                guard frame.flow == .next else { return value }
                try frame.show(value)
                return try rest(frame)
            }
        }
    }

    /// `break` and `continue`.
    mutating func leaveLoop(_ flow: Flow, _ range: SourceRange) -> Code {
        let word = source.text(range)
        switch loop {
        case .plain: leaves.insert(.loop)
        case .batch where flow == .continue: leaves.insert(.loop)
        case .batch:
            report(
                "break cannot end a loop whose rows are a batch", at: range,
                hint: "continue ends this row; break ends loops without clauses")
        case .none:
            report(
                "\(word) is not inside a loop", at: range,
                hint: "for x in [1, 2, 3] { if $x == 2 { \(word) }; print $x }")
        }
        return { (frame) in
            frame.flow = flow
            return .null
        }
    }

    /// `return`
    mutating func leaveFunction(_ value: RightHandSide?, _ range: SourceRange) -> Code {
        let value = value.map { rightHandSide($0) }
        guard scope.isInFunction else {
            report(
                "return is not inside a function", at: range, hint: "a script is ended with exit",
                replacement: "exit")
            return { _ in .null }
        }
        leaves.insert(.function)
        return { (frame) throws(Stop) in
            let result = try value?(frame) ?? .null
            frame.flow = .return
            return result
        }
    }
}
