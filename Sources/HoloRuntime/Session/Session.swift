package import HoloLang
import HolocronAPI
import HolocronJobs

/// One run of holo: the variables, what the commands share, and programs run one after another.
///
/// Owned by one thread.
package final class Session {
    package let context: Context
    let frame: Frame
    private(set) var scope = Scope()

    package init(context: Context) {
        self.context = context
        frame = Frame(context: context)
    }

    /// The same session, to take down what would be submitted.
    init(planning other: Session, _ recorder: PlanRecorder) {
        context = other.context.planning(recorder)
        if let job = other.context.lastKnownJob { context.remember(job, asLast: true) }
        context.lastValue = other.context.lastValue
        frame = Frame(copying: other.frame, for: context)
        scope = other.scope
    }

    /// A program that was checked whole and can run.
    package struct Program {
        let steps: [Compiler.Step]
        let scope: Scope
        let functions: [(index: Int, code: FunctionCode)]
        let parameters: [BoundParameter]
        let source: Source
        /// Where its own statements are.
        let statements: [SourceRange]
        let uses: [ActionUse]
        /// The first command that talks to the server.
        let needsServer: Name?
        let changesServer: Bool
    }

    /// Reads and checks a program. Nothing of it runs, and nothing is spent.
    /// - Throws: ``Stop/diagnostics(_:)`` with every mistake, or why the server cannot be asked.
    package func prepare(_ source: Source) throws(Stop) -> Program {
        let program = try check(source)
        if !program.changesServer {
            try checkServer(program)
            try checkActions(program)
        }
        return program
    }

    /// Reads a program and finds what can be found wrong without a server.
    func check(_ source: Source) throws(Stop) -> Program {
        let parsed = parse(source)
        var compiler = Compiler(
            table: context.table, readSource: readIncluded, scope: scope, source: source,
            diagnostics: parsed.diagnostics + versionCheck(parsed.script))
        compiler.runsTests = context.tests != nil
        compiler.isSafe = context.policy.isSafe
        let steps = compiler.steps(parsed.script.statements)
        guard compiler.diagnostics.isEmpty else {
            throw .diagnostics(compiler.diagnostics.map { named($0, compiler.uses) })
        }
        return Program(
            steps: steps, scope: compiler.scope, functions: compiler.functions,
            parameters: compiler.parameters, source: source,
            statements: parsed.script.statements.map(\.range), uses: compiler.uses,
            needsServer: compiler.needsServer, changesServer: compiler.changesServer)
    }

    /// A word that stands where a parameter is given becomes the first one that the action needs. Nobody is asked.
    private func named(_ diagnostic: Diagnostic, _ uses: [ActionUse]) -> Diagnostic {
        guard diagnostic.hint == ActionUse.assignmentHint,
            let use = uses.first(where: {
                $0.source === diagnostic.source && $0.command.start <= diagnostic.range.start
                    && diagnostic.range.end <= $0.command.end
            }),
            let action = context.connector.actions.index(within: .seconds(2))[use.action.text]
        else { return diagnostic }
        let free = action.parameters.filter { parameter in
            !use.parameters.contains { $0.name.text == parameter.name }
        }
        let text = diagnostic.source.text(diagnostic.range)
        guard let parameter = free.first(where: \.isRequired) ?? free.first,
            parameter.takes(parameter.typed(text).json)
        else { return diagnostic }
        var named = diagnostic
        named.replacement = "\(parameter.name)=\(text)"
        return named
    }

    private func versionCheck(_ script: Script) -> [Diagnostic] {
        guard let version = script.version, version != 1 else { return [] }
        return [
            Diagnostic(
                "this is written in version \(version) of the language, and this holo knows version 1",
                in: script.source, at: SourceRange(0, 0), hint: "a newer holo can run it")
        ]
    }

    /// Runs a program; values that nothing uses are shown.
    ///
    /// It has a thread of its own, whose stack has room for the deepest recursion that is allowed.
    package func run(_ program: Program) throws(Stop) {
        guard context.log.keeps else { return try run(program.steps, of: program) }
        for statement in program.statements {
            context.log.begin(program.source.text(statement), context.connector.profile)
            do throws(Stop) {
                try run(program, only: statement)
            } catch {
                context.log.end(isComplete: false)
                throw error
            }
            context.log.end(isComplete: true)
        }
    }

    /// Runs one statement of a program; those before it have run.
    package func run(_ program: Program, only statement: SourceRange) throws(Stop) {
        try run(program.steps.filter { $0.statement == statement }, of: program)
    }

    private func run(_ steps: [Compiler.Step], of program: Program) throws(Stop) {
        try begin(program)
        let handed = Handed(frame: frame)
        let result = Worker.wait(stack: Session.stackSize) { () -> Result<Void, Stop> in
            do throws(Stop) {
                return .success(try handed.frame.run(steps))
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private static let stackSize = 256 << 20

    private func begin(_ program: Program) throws(Stop) {
        scope = program.scope
        try frame.slots.reserve(scope.slotCount)
        frame.flow = .next
        frame.globals = scope.globals
        var functions = frame.slots.functions
        let missing = scope.functionCount - functions.count
        if missing > 0 { functions += Array(repeating: nil, count: missing) }
        for (index, code) in program.functions { functions[index] = code }
        frame.slots.functions = functions
    }

    /// Runs a program for its plan. What is known of its actions here is checked; nobody is asked.
    func plan(_ source: Source) throws(Stop) {
        let program = try check(source)
        let known = context.connector.actions.index(within: .seconds(2))
        let mistakes = program.uses.flatMap { use in
            known[use.action.text].map { ParameterCheck(action: $0).diagnostics(for: use) } ?? []
        }
        guard mistakes.isEmpty else { throw .diagnostics(mistakes) }
        try runWithArguments(program)
    }

    /// Runs a program whose parameters are what the process line says.
    func runWithArguments(_ program: Program) throws(Stop) {
        if context.arguments.contains("--help"), try explain(program) { return }
        try takeArguments(of: program)
        try run(program)
    }

    /// Lists the parameters of a script; false where it has none, and takes `--help` itself.
    private func explain(_ program: Program) throws(Stop) -> Bool {
        guard !program.parameters.isEmpty else { return false }
        context.host.show(.string(scriptHelp(program.source.name, program.parameters)), isVerbatim: true)
        return true
    }

    /// Gives the script's parameters what the process line says.
    private func takeArguments(of program: Program) throws(Stop) {
        let given = try ScriptArguments(context.arguments, for: program.parameters, of: program.source.name)
        try frame.slots.reserve(program.scope.slotCount)
        for (slot, value) in given.values {
            frame.slots[slot] = value
            frame.givenParameters.insert(slot)
        }
        frame.arguments = given.rest
    }

    /// Checks and runs a program that is a run of the journal, and writes down how it ended.
    package func runToEnd(_ source: Source) throws(Stop) {
        try runToEnd(source) { (program) throws(Stop) in try run(program) }
    }

    /// The same where `body` says how the program is run.
    package func runToEnd(_ source: Source, _ body: (Program) throws(Stop) -> Void) throws(Stop) {
        var exit: Int32 = 0
        var ended = false
        defer { finish(exit: exit, ended: ended) }
        do throws(Stop) {
            // A script is explained without a key, and without asking a server.
            if context.arguments.contains("--help"), try explain(try check(source)) { return }
            let program = try prepare(source)
            try takeArguments(of: program)
            try body(program)
            try checkUnknowns()
        } catch {
            let error = hasPaid ? error.afterPaying : error
            exit = error.exitCode
            if case .exit = error { ended = true }
            throw error
        }
    }

    /// Whether this run has paid for something that was not given back.
    private var hasPaid: Bool { context.meter.spent + (context.run?.spentBefore ?? 0) > 0 }

    /// A run that went on after a submit whose outcome is not known does not end as if all were well.
    private func checkUnknowns() throws(Stop) {
        guard let id = context.run?.startedID else { return }
        let jobs = try context.connection().jobs
        let run: Run
        do { run = try jobs.run(named: id) } catch { throw Stop(error) }
        guard let count = run.jobs[.unknown], count > 0 else { return }
        throw .failed(
            "OUTCOME_UNKNOWN",
            "\(count) of the submits of this run may have been paid for, and their jobs are not known",
            next: "resume \(id)", exit: .outcomeUnknown
        )
    }

    private func finish(exit: Int32, ended: Bool) {
        guard let run = context.run, run.startedID != nil, let jobs = try? context.connection().jobs else {
            return
        }
        context.interrupt.clear()
        try? context.interrupt.waiting { () async throws(Stop) in
            await run.finish(exit: exit, ended: ended, jobs)
        }
    }

    /// The names that can follow a `$`.
    package var variableNames: [String] { scope.names + Compiler.givenNames.sorted() }

    private func checkServer(_ program: Program) throws(Stop) {
        guard let command = program.needsServer, !context.connector.hasKey else { return }
        throw KeyStore.missing(context.connector.profile).at(program.source, command.range)
    }

    /// Looks the actions of a program up that are named in its text.
    func checkActions(_ program: Program) throws(Stop) {
        let uses = program.uses
        guard !uses.isEmpty else { return }
        let catalogue = try context.connection().catalogue
        let diagnostics = try context.interrupt.waiting { () async throws(Stop) in
            var diagnostics: [Diagnostic] = []
            for use in uses { diagnostics += try await catalogue.diagnostics(for: use) }
            return diagnostics
        }
        guard diagnostics.isEmpty else { throw .diagnostics(diagnostics) }
    }

    private func readIncluded(_ path: String, from source: Source) throws(IncludeError) -> Source {
        let folder = source.name.lastIndex(of: "/").map { String(source.name[...$0]) } ?? ""
        let name = path.hasPrefix("/") ? path : folder + path
        do {
            return try Source(name: name, bytes: try context.files.readBytes(name))
        } catch let error as Diagnostic {
            throw .diagnostic(error)
        } catch {
            if case .failure(let failure) = error as? Stop { throw .unreadable(failure.message) }
            throw .unreadable("\(name) cannot be read")
        }
    }
}

extension Frame {
    fileprivate func run(_ steps: [Compiler.Step]) throws(Stop) {
        for step in steps {
            try context.interrupt.check()
            (isVerbatim, page) = (false, nil)
            let value = try step.code(self)
            guard step.shows, context.plan == nil else { continue }
            try show(value)
            if value != .null { context.lastValue = value }
        }
    }
}

extension Catalogue {
    /// What is wrong with an action whose name stands in the text.
    fileprivate func diagnostics(for use: ActionUse) async throws(Stop) -> [Diagnostic] {
        do {
            guard let action = try await action(use.action.text) else { return [] }
            return ParameterCheck(action: action).diagnostics(for: use)
        } catch {
            guard case .failure(let failure) = error, failure.code == "UNKNOWN_ACTION" else {
                throw error.at(use.source, use.action.range)
            }
            return [Diagnostic(failure.message, in: use.source, at: use.action.range, hint: failure.next)]
        }
    }
}
