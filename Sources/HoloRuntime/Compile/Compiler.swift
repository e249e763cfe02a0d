import HoloLang

/// Makes a program of a syntax tree: resolves every name, binds every command, finds every mistake.
///
/// Nothing runs here; the only thing read is the files that `include` names.
struct Compiler {
    let table: CommandTable
    let readSource: (String, Source) throws(IncludeError) -> Source
    var scope: Scope
    var source: Source
    var diagnostics: [Diagnostic] = []
    var uses: [ActionUse] = []
    /// The first command that talks to the server.
    var needsServer: Name?
    var changesServer = false
    var includes: [String] = []
    /// Variables in slots below this are outside of a block that runs beside others, which cannot set them.
    var firstOwnSlot = 0

    /// One statement, and whether its value is shown when nothing uses it.
    struct Step {
        let code: Code
        let shows: Bool
    }

    mutating func report(_ message: String, at range: SourceRange, hint: String? = nil) {
        diagnostics.append(Diagnostic(message, in: source, at: range, hint: hint))
    }

    mutating func steps(_ statements: [Statement]) -> [Step] {
        statements.flatMap { statement -> [Step] in step(statement) }
    }

    private mutating func step(_ statement: Statement) -> [Step] {
        switch statement.kind {
        case .binding(let name, let value): [Step(code: binding(name, value), shows: false)]
        case .assignment(let target, let value):
            [Step(code: assignment(target, value, statement.range), shows: false)]
        case .include(let path): include(path)
        case .budget(let limit): [Step(code: budget(limit), shows: false)]
        case .value(let value): [Step(code: rightHandSide(value), shows: true)]
        }
    }

    private mutating func binding(_ name: Name, _ value: RightHandSide) -> Code {
        let code = rightHandSide(value)
        if Compiler.givenNames.contains(name.text) {
            report("$\(name.text) is set by holo itself", at: name.range, hint: "choose another name")
        }
        let slot = scope.declare(name.text)
        return { (frame) throws(Stop) in
            frame.values[slot] = try code(frame)
            return .null
        }
    }

    mutating func rightHandSide(_ value: RightHandSide) -> Code {
        switch value {
        case .pipeline(let pipeline): self.pipeline(pipeline)
        case .conditional(let conditional): self.conditional(conditional)
        case .loop(let loop): self.loop(loop)
        }
    }

    /// A block of its own scope; its value is that of its last statement.
    mutating func block(_ block: Block) -> Code {
        scope.open()
        defer { scope.close() }
        return sequence(block.statements)
    }

    private mutating func sequence(_ statements: [Statement]) -> Code {
        let steps = steps(statements)
        guard let last = steps.last else { return { _ in .null } }
        if steps.count == 1 { return last.code }
        let others = Array(steps.dropLast())
        return { (frame) throws(Stop) in
            for step in others {
                let value = try step.code(frame)
                if step.shows { frame.show(value) }
            }
            return try last.code(frame)
        }
    }
}

extension Frame {
    /// Shows what a statement gave and nothing used.
    func show(_ value: Value) {
        guard context.plan == nil else { return }
        context.host.show(value, isVerbatim: isVerbatim)
        isVerbatim = false
    }
}
