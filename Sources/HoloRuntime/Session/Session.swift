package import HoloLang
import HolocronJobs

/// One run of holo: the variables, what the commands share, and programs run one after another.
///
/// Owned by one thread.
package final class Session {
    package let context: Context
    private let frame: Frame
    private var scope = Scope()

    package init(context: Context) {
        self.context = context
        frame = Frame(context: context)
    }

    /// A program that was checked whole and can run.
    package struct Program {
        let steps: [Compiler.Step]
        let scope: Scope
    }

    /// Reads and checks a program. Nothing of it runs, and nothing is spent.
    /// - Throws: ``Stop/diagnostics(_:)`` with every mistake, or why the server cannot be asked.
    package func prepare(_ source: Source) throws(Stop) -> Program {
        let parsed = parse(source)
        return try prepare(parsed.script.statements, of: source, parsed.diagnostics)
    }

    /// Checks statements that did not come from a file, such as the words of the process line.
    package func prepare(_ statements: [Statement], of source: Source, _ diagnostics: [Diagnostic] = [])
        throws(Stop) -> Program
    {
        var compiler = Compiler(
            table: context.table, readSource: readIncluded, scope: scope, source: source,
            diagnostics: diagnostics)
        let steps = compiler.steps(statements)
        guard compiler.diagnostics.isEmpty else { throw .diagnostics(compiler.diagnostics) }
        if !compiler.changesServer {
            try checkServer(compiler)
            try checkActions(compiler.uses)
        }
        return Program(steps: steps, scope: compiler.scope)
    }

    /// Runs a program; values that nothing uses are shown.
    package func run(_ program: Program) throws(Stop) {
        scope = program.scope
        frame.reserve(scope.slotCount)
        frame.globals = scope.globals
        for step in program.steps {
            try context.interrupt.check()
            frame.isVerbatim = false
            let value = try step.code(frame)
            guard step.shows, context.plan == nil else { continue }
            frame.show(value)
            if value != .null { context.lastValue = value }
        }
    }

    /// Checks and runs a program that is a run of the journal, and writes down how it ended.
    package func runToEnd(_ source: Source) throws(Stop) {
        var exit: Int32 = 0
        defer { finish(exit: exit) }
        do throws(Stop) {
            try run(try prepare(source))
            try checkUnknowns()
        } catch {
            exit = error.exitCode
            throw error
        }
    }

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
            next: "holo resume \(id) looks for them; --resend-unknown sends them again", exit: .outcomeUnknown
        )
    }

    private func finish(exit: Int32) {
        guard let run = context.run, run.startedID != nil, let jobs = try? context.connection().jobs else {
            return
        }
        context.interrupt.clear()
        try? context.interrupt.waiting { () async throws(Stop) in await run.finish(exit: exit, jobs) }
    }

    /// The names that can follow a `$`.
    package var variableNames: [String] { scope.names + Compiler.givenNames.sorted() }

    private func checkServer(_ compiler: Compiler) throws(Stop) {
        guard let command = compiler.needsServer, !context.connector.hasKey else { return }
        throw KeyStore.missing(context.connector.profile).at(compiler.source, command.range)
    }

    private func checkActions(_ uses: [ActionUse]) throws(Stop) {
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
