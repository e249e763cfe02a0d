import HolocronAPI
import HolocronClient
import Synchronization
import Testing

@testable import HolocronJobs

struct BudgetTests {
    static let label = "the budget of the script"

    static func over(_ spent: Int, _ price: Int?, of limit: Int = 5) -> JobsError {
        .budget(label: label, limit: limit, spent: spent, price: price)
    }

    /// Submits to a server that answers each POST, and each look, in turn.
    static func submit(
        to answers: [String], price: Int? = 2, budgets: [Budget],
        then body: (JobStore, Result<Job, JobsError>, RawServer) async throws -> Void
    ) async throws {
        let journal = try Journal()
        let queue = Mutex(answers)
        try await RawServer.answering { _ in
            queue.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        } body: { server in
            let store = JobStore(server, journal)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: price, in: nil, budgets: budgets)
            }
            try await body(store, result, server)
            await store.client.shutdown()
        }
    }

    @Test func `what goes over the budget is not sent and not written down`() async throws {
        let budget = Budget(limit: 1, label: BudgetTests.label)
        try await BudgetTests.submit(to: [StoreSubmitTests.accepted], budgets: [budget]) {
            store, result, server in
            #expect(result.failure == BudgetTests.over(0, 2, of: 1))
            #expect(server.requests.isEmpty)
            let kept = try store.jobs(limit: 9)
            #expect(kept.isEmpty)
            #expect(budget.remaining == 1)
        }
    }

    @Test func `all budgets have to have room, and what one refuses is held in none`() async throws {
        let session = Budget(limit: 100, label: "the session's budget")
        let script = Budget(limit: 1, label: BudgetTests.label)
        try await BudgetTests.submit(
            to: [StoreSubmitTests.accepted], budgets: [session, script]
        ) { _, result, server in
            #expect(result.failure == BudgetTests.over(0, 2, of: 1))
            #expect(server.posts == 0)
            #expect(session.held == 0 && session.remaining == 100)
        }
    }

    @Test func `accepted is spent, a failure gives it back`() async throws {
        let budget = Budget(limit: 5, label: BudgetTests.label)
        try await BudgetTests.submit(
            to: [StoreSubmitTests.accepted, WaitTests.failed], budgets: [budget]
        ) { store, result, _ in
            #expect((budget.spent, budget.held, budget.remaining) == (2, 0, 3))
            _ = try await store.wait(for: try result.get())
            #expect((budget.spent, budget.held, budget.remaining) == (0, 0, 5))
        }
    }

    @Test func `what the server says it took counts in the end`() async throws {
        let budget = Budget(limit: 5, label: BudgetTests.label)
        try await BudgetTests.submit(
            to: [StoreSubmitTests.accepted, WaitTests.completed], budgets: [budget]
        ) { store, result, _ in
            _ = try await store.refresh(try result.get())
            #expect(budget.spent == 1)
        }
    }

    @Test(arguments: [
        StoreSubmitTests.failure("402 No", "INSUFFICIENT_CREDITS"), StoreSubmitTests.failure("400 No", "X"),
    ])
    func `a refusal costs nothing`(text: String) async throws {
        let budget = Budget(limit: 5, label: BudgetTests.label)
        try await BudgetTests.submit(to: [text], budgets: [budget]) { _, _, _ in
            #expect((budget.spent, budget.held) == (0, 0))
        }
    }

    @Test func `an unknown outcome counts as spent`() async throws {
        let budget = Budget(limit: 5, label: BudgetTests.label)
        try await BudgetTests.submit(to: [answer("502 Bad", "")], budgets: [budget]) { store, _, _ in
            #expect((budget.spent, budget.held) == (2, 0))
            let job = try store.jobs(limit: 1)[0]
            _ = try await store.record(.accepted(JobID("j-1")!, pollURL: nil), of: job)
            #expect(budget.spent == 2)
            let failure = APIError(status: 200, code: "X", message: "x")
            _ = try await store.record(.ended(.failed(failure)), of: job)
            #expect(budget.spent == 0)
        }
    }

    @Test func `what nobody knows the price of is refused, until a job of it has shown it`() async throws {
        let budget = Budget(limit: 3, label: BudgetTests.label)
        let meter = Budget(limit: .max, label: "meter")
        try await BudgetTests.submit(to: [StoreSubmitTests.accepted], price: nil, budgets: [meter, budget]) {
            store, result, server in
            #expect(result.failure == BudgetTests.over(0, nil, of: 3))
            #expect(server.posts == 0)
            let kept = try store.jobs(limit: 9)
            #expect(kept.isEmpty && budget.held == 0)
        }
        let answers =
            [StoreSubmitTests.accepted, WaitTests.completed] + (2...9).map { FaultTests.accepted("j-\($0)") }
        try await BudgetTests.submit(to: answers, price: nil, budgets: [meter]) { store, result, server in
            let first = try await store.wait(for: try result.get())
            #expect(first.cost == 1 && meter.spent == 1)
            for number in 1...4 {
                let next = await Result.of { () async throws(JobsError) in
                    try await store.submit(.sample, price: nil, in: nil, budgets: [budget])
                }
                #expect(next.failure == (number == 4 ? BudgetTests.over(3, 1, of: 3) : nil))
            }
            #expect(server.posts == 4)
            #expect((budget.spent, budget.held) == (3, 0))
        }
    }

    @Test func `submits at once do not go over the budget together`() async throws {
        let budget = Budget(limit: 5, label: BudgetTests.label)
        let journal = try Journal()
        try await RunSlotTests.accepting { server in
            let store = JobStore(server, journal)
            let results = await withTaskGroup(of: Result<Job, JobsError>.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        await Result.of { () async throws(JobsError) in
                            try await store.submit(.sample, price: 2, in: nil, budgets: [budget])
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0.failure == nil } == 2)
            #expect(results.allSatisfy { $0.failure.map { $0.code == "BUDGET" } ?? true })
            #expect(server.posts == 2)
            #expect(budget.spent == 4)
            await store.client.shutdown()
        }
    }

    @Test func `on resume the run's earlier spend counts, and a refund of it comes back`() async throws {
        let journal = try Journal()
        let answers = Mutex([FaultTests.accepted("j-1"), FaultTests.accepted("j-2"), WaitTests.failed])
        try await RawServer.answering { _ in
            answers.withLock { $0.removeFirst() }
        } body: { server in
            let store = JobStore(server, journal)
            let run = try await store.beginRun(script: "/s")
            for row in 1...2 {
                _ = try await store.submit(
                    RunSlotTests.request(row), price: 2, in: RunSlot(run: run.id, keys: "", occurrence: 0))
            }
            let again = JobStore(server, journal)
            let spent = try again.run(named: run.id).spent
            let budget = Budget(limit: 5, label: BudgetTests.label, spentInRun: spent)
            let session = Budget(limit: 5, label: "the session's budget")
            #expect((budget.spent, budget.remaining) == (4, 1))
            let held = try await again.submit(
                RunSlotTests.request(1), price: 2, in: RunSlot(run: run.id, keys: "", occurrence: 0),
                budgets: [budget, session])
            #expect((budget.spent, session.spent) == (4, 0))
            let tooMuch = await Result.of { () async throws(JobsError) in
                try await again.submit(
                    RunSlotTests.request(3), price: 2, in: RunSlot(run: run.id, keys: "", occurrence: 0),
                    budgets: [budget, session])
            }
            #expect(tooMuch.failure == BudgetTests.over(4, 2))
            #expect(try await again.wait(for: held).state == .failed)
            #expect((budget.spent, session.spent) == (2, 0))
            await store.client.shutdown()
            await again.client.shutdown()
        }
    }
}
