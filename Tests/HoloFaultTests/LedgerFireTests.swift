import Foundation
import Testing

/// The ledger under fire: many clients, credit for a part of what they want, workers that fail, and kills.
@Suite(.serialized) struct LedgerFireTests {
    /// `HOLO_KILLS=300` for the long run.
    private static let kills = Int(ProcessInfo.processInfo.environment["HOLO_KILLS"] ?? "") ?? 15
    private static let clients = 48

    @Test func `balances, entries and jobs agree with what the clients know, after every kill`() async throws
    {
        let furnace = Furnace(credits: 60)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.clients { group.addTask { await furnace.client() } }
            for round in 1...Self.kills {
                let child = try await furnace.start(seed: round)
                try await furnace.topUp(8)
                try await Task.sleep(for: .milliseconds(Int.random(in: 200...1000)))
                try await furnace.kill(child)
                try Self.audit(furnace, round)
            }
            group.cancelAll()
        }
        let refused = furnace.outcomes.filter { $0 == .refused }.count
        #expect(refused > furnace.outcomes.count / 4, "the credits were to cover a part only")
        try await Self.expectEnds(furnace)
    }

    /// Left alone, every job ends.
    private static func expectEnds(_ furnace: Furnace) async throws {
        let child = try await furnace.start(seed: 0)
        let deadline = ContinuousClock.now + .seconds(60)
        while try LedgerAudit(furnace.file).unfinished > 0, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(100))
        }
        try await furnace.kill(child)
        #expect(try LedgerAudit(furnace.file).unfinished == 0)
        try audit(furnace, kills + 1)
    }

    private static func audit(_ furnace: Furnace, _ round: Int) throws {
        let found = try LedgerAudit(furnace.file)
        #expect(found.wrongEntries == 0, "kill \(round)")
        #expect(found.wrongJobs == [], "kill \(round)")
        #expect(found.grants == furnace.grants, "kill \(round)")
        var unknown = 0
        var known = Set<String>()
        for outcome in furnace.outcomes {
            switch outcome {
            case .refused: break
            case .unknown: unknown += 1
            case .accepted(let id, let price):
                known.insert(id)
                #expect(found.jobs[id]?.price == price, "kill \(round): \(id) was accepted")
            }
        }
        // A submit whose answer was lost made a job or none; one that is still on its way is not known yet.
        let others = found.jobs.keys.filter { !known.contains($0) }.count
        #expect(others <= unknown + clients, "kill \(round)")
        let kept = found.jobs.values.filter { $0.status != "failed" }.reduce(0) { $0 + $1.price }
        #expect(found.balance == furnace.grants - kept, "kill \(round)")
    }
}
