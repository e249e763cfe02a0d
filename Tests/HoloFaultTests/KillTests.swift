import Foundation
import Synchronization
import Testing

/// A batch that is killed at a system call, or at any moment, loses nothing and pays nothing twice.
@Suite(.serialized)
struct KillTests {
    struct Plan: Sendable, CustomTestStringConvertible {
        let victim: Victim
        let calls: KillAt.Calls
        /// At call number 1, 1 + n, … until runs are not killed.
        let every: Int

        /// So many runs that are not killed are the end: how many calls there are is not the same every time.
        static let cleanRuns = 3

        var testDescription: String { "\(victim), \(calls), every \(every)" }
    }

    @Test(arguments: [
        Plan(victim: .serial, calls: .sync, every: 1),
        Plan(victim: .parallel, calls: .sync, every: 1),
        Plan(victim: .parallel, calls: .page, every: 7),
        Plan(victim: .serial, calls: .send, every: 1),
        Plan(victim: .parallel, calls: .send, every: 1),
    ])
    func `A batch that is killed at a system call is finished by a resume, each row posted once`(_ plan: Plan)
        async throws
    {
        guard try await KillAt.environment(plan.calls, at: 1) != nil else {
            print("skipped: no C compiler makes the library that kills")
            return
        }
        let steps = Array(stride(from: 1, to: 60_000, by: plan.every))
        let tally = Tally(steps: steps, enough: Plan.cleanRuns)
        try await withThrowingTaskGroup(of: Void.self) { lanes in
            for _ in 0..<KillTests.lanes { lanes.addTask { try await KillTests.lane(plan, tally) } }
            try await lanes.waitForAll()
        }
        tally.report("\(plan.testDescription)")
    }

    private static let lanes = 3

    /// Kills at one step after the other until a run is not killed any more.
    private static func lane(_ plan: Plan, _ tally: Tally) async throws {
        var serve = try await ServeProcess()
        var runs = 0
        while let step = tally.nextStep() {
            runs += 1
            // What others have done makes the list of jobs long.
            if runs % 12 == 0 { serve = try await ServeProcess() }
            let run = try KilledRun(plan.victim, serve)
            let child = try run.start(with: try await KillAt.environment(plan.calls, at: step) ?? [:])
            let ending = try await child.ending()
            guard ending == .signal(SIGKILL) else {
                tally.noteClean(ending, child.text(child.errors))
                continue
            }
            let peek = try run.peek()
            let problems = try await run.problemsAfterKill(peek) + run.finish(twice: runs % 2 == 0)
            // Before there is a run nothing of the batch is there to be hit.
            tally.note(step, inFlight: peek.runs.isEmpty ? nil : peek.inFlight, problems)
        }
    }

    @Test func `A batch of 200 rows that is killed again and again is finished, each row posted once`()
        async throws
    {
        var random = Seeded(MatrixTests.seed)
        let tally = Tally(steps: [], enough: 0)
        let run = try KilledRun(Victim(rows: 200, atOnce: 4), try await ServeProcess())
        for kill in 1...15 {
            let before = run.proxy.submits.count
            let peek = try run.peek()
            let child =
                if let id = peek.runs.first { try run.resume(id, resendUnknown: true) } else {
                    try run.start()
                }
            let enough = before + Int.random(in: 1...12, using: &random)
            let moment = ContinuousClock.now + .seconds(20)
            while run.proxy.submits.count < enough, ContinuousClock.now < moment {
                try await Task.sleep(for: .milliseconds(1))
            }
            try await Task.sleep(for: .microseconds(Int.random(in: 0...4000, using: &random)))
            child.kill()
            _ = try await child.ending()
            let after = try run.peek()
            tally.note(kill, inFlight: after.inFlight, try await run.problemsAfterKill(after))
        }
        tally.note(problems: try await run.finish())
        tally.report("200 rows, 4 at once, at random")
    }
}

/// What the kills of one test have come to.
final class Tally: Sendable {
    private struct State {
        var steps: ArraySlice<Int>
        var clean = 0
        var kills = 0
        var hits = 0
        var problems: [String] = []
    }
    private let state: Mutex<State>

    private let enough: Int

    init(steps: [Int], enough: Int) {
        self.enough = enough
        state = Mutex(State(steps: steps[...]))
    }

    func nextStep() -> Int? { state.withLock { $0.clean >= enough ? nil : $0.steps.popFirst() } }

    /// - Parameter inFlight: nil where the batch had not begun, which says nothing of how well kills are aimed.
    func note(_ step: Int, inFlight: Int?, _ problems: [String]) {
        state.withLock { state in
            if let inFlight {
                state.kills += 1
                if inFlight > 0 { state.hits += 1 }
            }
            state.problems += problems.map { "killed at \(step): \($0)" }
        }
    }

    func note(problems: [String]) { state.withLock { $0.problems += problems } }

    /// A run that was not killed.
    func noteClean(_ ending: Child.Ending, _ errors: String) {
        state.withLock { state in
            state.clean += 1
            if ending != .exit(0) { state.problems.append("not killed: \(ending) \(errors)") }
        }
    }

    func report(_ name: String) {
        let (kills, hits, problems) = state.withLock { ($0.kills, $0.hits, $0.problems) }
        print("\(name): \(kills) kills, \(hits) while a submit was in flight")
        for problem in problems.prefix(20) { Issue.record("\(problem)") }
        #expect(problems.isEmpty)
        #expect(kills > 0 && hits * 10 >= kills * 6, "too few kills hit a submit in flight")
    }
}
