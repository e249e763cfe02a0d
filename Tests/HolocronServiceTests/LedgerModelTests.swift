import FoundationEssentials
import GRDB
import HolocronAPI
import Testing

@testable import HolocronService

/// Random operations on the store against a model of a few lines; a failure prints its seed.
struct LedgerModelTests {
    /// What the store should hold.
    private struct Model {
        struct Job {
            let price: Int
            var status = JobRecord.Status.queued
            var attempts = 0
        }

        var balance: Int
        var jobs: [String: Job] = [:]
        var keys: [String: String] = [:]

        /// In the order they were submitted.
        var order: [String] = []

        mutating func submit(_ id: String, _ price: Int) {
            balance -= price
            jobs[id] = Job(price: price)
            order.append(id)
        }

        mutating func fail(_ id: String) {
            balance += jobs[id]?.price ?? 0
            jobs[id]?.status = .failed
        }

        /// The ids a worker should get.
        mutating func lease(_ limit: Int) -> [String] {
            let running = jobs.values.filter { $0.status == .running }.count
            let taken = order.filter { jobs[$0]?.status == .queued }.prefix(max(0, limit - running))
            for id in taken {
                jobs[id]?.status = .running
                jobs[id]?.attempts += 1
            }
            return Array(taken)
        }

        mutating func loseLeases() {
            for id in order where jobs[id]?.status == .running {
                if jobs[id]?.attempts ?? 0 >= 3 { fail(id) } else { jobs[id]?.status = .queued }
            }
        }
    }

    private static let batches = 20
    private static let sequences = 100
    private static let steps = 12

    @Test(arguments: 0..<batches)
    func `two thousand sequences of operations leave what the model says`(batch: Int) async throws {
        let base = UInt64.random(in: 0...UInt64.max)
        let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        let file = "\(folder)/holo-model-\(base).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + end) } }
        let store = try Store(path: file)
        _ = try await store.open(ServiceOptions(credits: 10), sites: [])
        var model = Model(balance: 10)
        for sequence in 0..<Self.sequences {
            let seed = "\(base) \(sequence)"
            var random = SeededRandom(seed)
            for _ in 0..<Self.steps { try await Self.step(store, &model, &random, seed) }
            try await Self.compare(store, model, seed)
        }
        store.close()
    }

    private static func step(
        _ store: Store, _ model: inout Model, _ random: inout SeededRandom, _ seed: String
    ) async throws {
        switch random.number(0...9) {
        case 0...3: try await submit(store, &model, &random, seed)
        case 4, 5:
            let limit = random.number(1...4)
            let leased = try await store.lease(upTo: limit).map(\.id)
            #expect(Set(leased) == Set(model.lease(limit)), "seed \(seed)")
        case 6, 7: try await end(store, &model, &random)
        case 8:
            let credits = random.number(1...5)
            try await store.grant(credits)
            model.balance += credits
        default:
            try await store.write { db in
                try db.execute(sql: "UPDATE job SET leased = 0 WHERE status = 'running'")
            }
            model.loseLeases()
            // What is lost is seen when someone looks for work, who gets none here.
            #expect(try await store.lease(upTo: 0).isEmpty, "seed \(seed)")
        }
    }

    private static func submit(
        _ store: Store, _ model: inout Model, _ random: inout SeededRandom, _ seed: String
    ) async throws {
        let price = random.number(0...4)
        let key = random.number(0...2) == 0 ? "key-\(random.number(0...5))" : nil
        var job = NewJob(site: "s", action: "a", params: "{}", credential: nil, price: price)
        job.idempotency = key.map { NewJob.Idempotency(key: $0, request: "\(price)") }
        let known = key.flatMap { model.keys[$0] }
        switch try await store.submit(job) {
        case .accepted(let id):
            #expect(known == nil && model.balance >= price, "seed \(seed)")
            model.submit(id, price)
            if let key { model.keys[key] = id }
        case .insufficientCredits(let balance):
            #expect(known == nil && balance == model.balance && balance < price, "seed \(seed)")
        case .known(let id): #expect(id == known && model.jobs[id]?.price == price, "seed \(seed)")
        case .otherRequest: #expect(known.map { model.jobs[$0]?.price != price } == true, "seed \(seed)")
        }
    }

    /// Ends any job, by this attempt or by one that is over: only a running job's own attempt counts.
    private static func end(_ store: Store, _ model: inout Model, _ random: inout SeededRandom) async throws {
        guard !model.order.isEmpty else { return }
        let id = random.pick(model.order)
        guard let job = try await store.job(id) else { return }
        let isStale = random.number(0...3) == 0
        let record = isStale ? job.olderAttempt : job
        let counts = model.jobs[id]?.status == .running && !isStale
        if random.number(0...1) == 0 {
            try await store.complete(record, result: "{}")
            if counts { model.jobs[id]?.status = .completed }
        } else {
            try await store.fail(record, .pageNotLoaded)
            if counts { model.fail(id) }
        }
    }

    private static func compare(_ store: Store, _ model: Model, _ seed: String) async throws {
        #expect(try await store.balance() == model.balance, "seed \(seed)")
        let found = try await store.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT id, status FROM job").map {
                ($0["id"] as String, $0["status"] as String)
            }
        }
        #expect(found.count == model.jobs.count, "seed \(seed)")
        for (id, status) in found { #expect(status == model.jobs[id]?.status.rawValue, "seed \(seed)") }
        let refunds = try await store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM ledger WHERE kind = 'refund'")
        }
        #expect(refunds == model.jobs.values.filter { $0.status == .failed }.count, "seed \(seed)")
    }
}

extension JobRecord {
    /// The record as a worker has it whose lease ran out before.
    fileprivate var olderAttempt: JobRecord {
        var record = self
        record.attempts -= 1
        return record
    }
}
