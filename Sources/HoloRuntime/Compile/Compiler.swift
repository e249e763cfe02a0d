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
    /// The functions that the program defines, by index.
    var functions: [(index: Int, code: FunctionCode)] = []
    /// What the script takes from the process line, and where each is put.
    var parameters: [BoundParameter] = []
    /// Statements that were compiled may leave a loop, or the function.
    var leaves: Leaving = []
    /// The fields of the row that an expression names; nil where there is no row.
    var fields: [Name]?
    /// What `break` and `continue` here belong to.
    var loop = LoopKind.none
    /// `--safe`: no other programs.
    var isSafe = false
    /// The blocks of `test` are compiled as statements, instead of only being checked.
    var runsTests = false

    struct Leaving: OptionSet {
        let rawValue: Int
        static let loop = Leaving(rawValue: 1)
        static let function = Leaving(rawValue: 2)
    }

    enum LoopKind {
        case none, plain
        /// Its rows belong together and may run beside one another, so that no one of them can end it.
        case batch
    }

    /// One statement, and what becomes of its value and of those after it.
    struct Step {
        let code: Code
        /// Its value is shown when nothing uses it.
        let shows: Bool
        /// It may be the last one to run: `break`, `continue` or `return` is in it.
        var leaves = false
        /// The statement of the program's own text that it belongs to.
        var statement = SourceRange(0, 0)
    }

    mutating func report(
        _ message: String, at range: SourceRange, hint: String? = nil, replacement: String? = nil,
        replaced: SourceRange? = nil
    ) {
        diagnostics.append(
            Diagnostic(
                message, in: source, at: range, hint: hint, replacement: replacement, replaced: replaced))
    }

    /// The statements of a file or of a block, whose functions are known from its first line on.
    mutating func steps(_ statements: [Statement]) -> [Step] {
        declareFunctions(in: statements)
        return statements.flatMap { statement -> [Step] in
            let outer = leaves
            leaves = []
            defer { leaves.formUnion(outer) }
            var steps = step(statement)
            if !leaves.isEmpty, !steps.isEmpty { steps[steps.count - 1].leaves = true }
            for index in steps.indices { steps[index].statement = statement.range }
            return steps
        }
    }

    private mutating func step(_ statement: Statement) -> [Step] {
        switch statement.kind {
        case .binding(let name, let value): [Step(code: binding(name, value), shows: false)]
        case .assignment(let target, let value):
            [Step(code: assignment(target, value, statement.range), shows: false)]
        case .include(let path): include(path)
        case .budget(let limit): [Step(code: budget(limit), shows: false)]
        case .parameter(let parameter): [Step(code: self.parameter(parameter), shows: false)]
        case .function(let function): define(function)
        case .repetition(let condition, let body):
            [Step(code: repetition(condition, body), shows: false)]
        case .break: [Step(code: leaveLoop(.break, statement.range), shows: false)]
        case .continue: [Step(code: leaveLoop(.continue, statement.range), shows: false)]
        case .return(let value): [Step(code: leaveFunction(value, statement.range), shows: false)]
        case .assertion(let condition, let message):
            [Step(code: assertion(condition, message, statement.range), shows: false)]
        case .test(let name, let body): test(name, body)
        case .value(let value): [Step(code: valueOfStatement(value), shows: true)]
        }
    }

    private mutating func binding(_ name: Name, _ value: RightHandSide) -> Code {
        let code = rightHandSide(value)
        checkFree(name)
        let slot = scope.declare(name.text)
        return { (frame) throws(Stop) in
            frame.slots[slot] = try code(frame)
            return .null
        }
    }

    mutating func checkFree(_ name: Name) {
        guard Compiler.givenNames.contains(name.text) else { return }
        report("$\(name.text) is set by holo itself", at: name.range, hint: "choose another name")
    }

    mutating func rightHandSide(_ value: RightHandSide) -> Code {
        switch value {
        case .pipeline(let pipeline): self.pipeline(pipeline)
        case .conditional(let conditional): self.conditional(conditional)
        case .loop(let loop): self.loop(loop, keepsNulls: true)
        case .attempt(let attempt): self.attempt(attempt)
        }
    }

    private mutating func valueOfStatement(_ value: RightHandSide) -> Code {
        if case .loop(let loop) = value { return self.loop(loop, keepsNulls: false) }
        return rightHandSide(value)
    }

    /// A block of its own scope; its value is that of its last statement.
    mutating func block(_ block: Block) -> Code {
        scope.open()
        defer { scope.close() }
        return sequence(steps(block.statements))
    }

    /// A block whose value nothing uses, so that it is shown.
    mutating func shownBlock(_ block: Block) -> Code {
        scope.open()
        defer { scope.close() }
        let steps = steps(block.statements)
        guard let last = steps.last, last.shows else { return sequence(steps) }
        let code = sequence(steps)
        return { (frame) throws(Stop) in
            let value = try code(frame)
            if frame.flow == .next { try frame.show(value) }
            return .null
        }
    }
}

extension Frame {
    /// Shows what a statement gave and nothing used.
    func show(_ value: Value) throws(Stop) {
        if case .null = value { return }
        guard context.plan == nil else { return }
        try value.checkDepth(context.interrupt)
        if let page, context.host.columns != nil {
            context.host.show(PageText(page(value, Layout(context.host))))
        } else if isVerbatim {
            context.host.show(value, isVerbatim: true)
        } else {
            context.host.show(value, path: "$_")
        }
        (isVerbatim, page) = (false, nil)
    }
}
