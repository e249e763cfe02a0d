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
        var found = try await Self.round(0, furnace)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.clients { group.addTask { await furnace.client() } }
            for round in 1...Self.kills {
                let refunded = found.refunds
                // Refunds are credit too.
                let credits = max(1, furnace.wanted / 3 + 60 - refunded - furnace.grants)
                found = try await Self.round(round, furnace, topUp: credits)
            }
            group.cancelAll()
        }
        try await Self.expectEnds(furnace)
        Self.expectRatio(furnace)
    }

    /// Starts the service, kills it after a while, and looks at what is left.
    private static func round(_ round: Int, _ furnace: Furnace, topUp: Int = 0) async throws -> LedgerAudit {
        let child = try await furnace.start(seed: round)
        if topUp > 0 { try await furnace.topUp(topUp) }
        try await Task.sleep(for: .milliseconds(Int.random(in: 200...1000)))
        try await furnace.kill(child)
        return try audit(furnace, round)
    }

    /// With credit for a third of what is wanted, about two in three submits are refused.
    private static func expectRatio(_ furnace: Furnace) {
        var (accepted, refused, unknown) = (0, 0, 0)
        for outcome in furnace.outcomes {
            switch outcome {
            case .accepted: accepted += 1
            case .refused: refused += 1
            case .unknown: unknown += 1
            case .wrong(let status): Issue.record("a submit was answered with \(status)")
            }
        }
        let ratio = Double(refused) / Double(accepted + refused)
        print("\(kills) kills: \(accepted) accepted, \(refused) refused, \(unknown) without an answer")
        #expect(ratio > 0.4 && ratio < 0.85, "\(refused) of \(accepted + refused) were refused")
    }

    /// Left alone, every job ends.
    private static func expectEnds(_ furnace: Furnace) async throws {
        let child = try await furnace.start(seed: 0)
        let deadline = ContinuousClock.now + .seconds(300)
        while try LedgerAudit(furnace.file).unfinished > 0, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(100))
        }
        try await furnace.kill(child)
        #expect(try LedgerAudit(furnace.file).unfinished == 0)
        let found = try audit(furnace, kills + 1)
        let failed = found.jobs.values.filter { $0.status == "failed" }.count
        print("\(found.jobs.count) jobs, \(failed) failed and refunded; \(found.grants) credits granted")
    }

    @discardableResult
    private static func audit(_ furnace: Furnace, _ round: Int) throws -> LedgerAudit {
        let found = try LedgerAudit(furnace.file)
        #expect(found.wrongEntries == 0, "kill \(round)")
        #expect(found.wrongJobs == [], "kill \(round)")
        #expect(found.grants == furnace.grants, "kill \(round)")
        var unknown = 0
        var known = Set<String>()
        for outcome in furnace.outcomes {
            switch outcome {
            case .refused, .wrong: break
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
        return found
    }
}
