import HolocronAPI
import HolocronClient
import HolocronJobs
import HolocronService

/// Runs cells as the rows of one durable run, in one journal, against one server.
struct Matrix {
    static let patience = Duration.seconds(4)

    let service: LocalHolocron
    /// Whether the server has a list of jobs, in which unknown ones can be found.
    let hasList: Bool
    /// An answer may belong to another request: which job a row has says nothing.
    var maySwap = false
    private let scratch = Scratch()
    /// What is wrong, a line each.
    private(set) var problems: [String] = []
    private(set) var hits = 0

    init(service: LocalHolocron, hasList: Bool = true) {
        self.service = service
        self.hasList = hasList
    }

    static var timeouts: Timeouts {
        var timeouts = Timeouts()
        timeouts.connect = .seconds(5)
        timeouts.submit = patience
        return timeouts
    }

    mutating func run(_ cells: [Cell]) async throws {
        let (run, results) = try await firstPass(cells)
        var truth = try await Truth.of(service.baseURL, key: service.key)
        for (cell, result) in zip(cells, results) { check(cell, result, truth) }
        checkAllKnown(results.map(\.job), truth, "after the faults")
        let after = try await resume(cells, run)
        truth = try await Truth.of(service.baseURL, key: service.key)
        for (cell, job) in zip(cells, after) { checkEnd(cell, job, truth) }
        checkAllKnown(after, truth, "after the resume")
    }

    /// What became of a cell in the first pass.
    struct Result: Sendable {
        let job: Job?
        let proxy: FaultProxy
        let waits: [Duration]
    }

    private func store(_ journal: Journal, _ endpoint: @escaping @Sendable () throws -> Endpoint)
        -> (JobStore, HolocronClient)
    {
        let client = HolocronClient(endpoint: endpoint, timeouts: Matrix.timeouts)
        let jobs = JobStore(
            journal: { () throws(JournalError) in journal }, client: client, server: "test", pace: .local,
            clock: .skipping())
        return (jobs, client)
    }

    private func firstPass(_ cells: [Cell]) async throws -> (Run, [Result]) {
        let key = service.key
        let (store, client) = store(try Journal(path: scratch.journal)) {
            try Endpoint(url: CellScope.current?.proxy.url ?? "", key: key)
        }
        let run = try await store.beginRun(script: "-", text: "faults")
        let scopes = try await concurrently(cells, atOnce: 12) { cell in
            let scope = CellScope(try FaultProxy(to: service.port, cell.faults))
            // What it throws is in the journal, and that is what counts.
            await CellScope.$current.withValue(scope) {
                _ = try? await store.submit(cell.request, price: 2, in: Matrix.slot(cell, run))
            }
            try await scope.proxy.settled()
            return scope
        }
        await client.shutdown()
        let jobs = try store.jobs(limit: .max)
        return (
            run,
            zip(cells, scopes).map { Result(job: Matrix.job(of: $0, jobs), proxy: $1.proxy, waits: $1.waits) }
        )
    }

    /// Takes the run up again twice; gives the jobs as they are then.
    private mutating func resume(_ cells: [Cell], _ run: Run) async throws -> [Job?] {
        let proxy = try FaultProxy(to: service.port, hasList: hasList)
        let key = service.key
        let (store, client) = store(try Journal(path: scratch.journal)) {
            try Endpoint(url: proxy.url, key: key)
        }
        _ = try await store.resumeRun(run.id)
        _ = try await store.reconcile()
        let free = try cells.filter { try store.held($0.request, in: Matrix.slot($0, run)) == nil }
        for pass in 1...2 {
            let before = proxy.submits.count
            _ = try await concurrently(cells, atOnce: 12) { cell in
                try? await store.submit(cell.request, price: 2, in: Matrix.slot(cell, run))
            }
            let sent = proxy.submits.count - before
            let expected = pass == 1 ? free.count : 0
            if sent != expected {
                problems.append("resume \(pass) sent \(sent) submits instead of \(expected)")
            }
        }
        await client.shutdown()
        let jobs = try store.jobs(limit: .max)
        return cells.map { Matrix.job(of: $0, jobs) }
    }

    private static func slot(_ cell: Cell, _ run: Run) -> RunSlot {
        RunSlot(run: run.id, keys: cell.name, occurrence: 0)
    }

    private static func job(of cell: Cell, _ jobs: [Job]) -> Job? {
        let name = Truth.name(cell.request.action, cell.request.params)
        return jobs.first { Truth.name($0.action, $0.params) == name }
    }
}

extension Matrix {
    private mutating func check(_ cell: Cell, _ result: Result, _ truth: Truth) {
        if result.proxy.fired < min(cell.faults.count, cell.mustFire) {
            problems.append("\(cell): the fault did not happen (\(result.proxy.fired))")
        } else {
            hits += 1
        }
        guard let job = result.job else { return problems.append("\(cell): no row") }
        if !cell.states.contains(job.state) {
            problems.append("\(cell): \(job.state) \(job.why ?? job.error?.message ?? "")")
        }
        let sent = result.proxy.submits.count
        if sent > cell.attempts { problems.append("\(cell): sent \(sent) times") }
        if let least = cell.leastWait, (result.waits.first ?? .zero) < least {
            problems.append("\(cell): waited \(result.waits) instead of \(least)")
        }
        if !result.proxy.forwarded.isEmpty, truth.ids(of: cell.request).isEmpty {
            problems.append("\(cell): the server took nothing")
        }
        checkServer(cell, job, truth)
    }

    private mutating func checkServer(_ cell: Cell, _ job: Job, _ truth: Truth) {
        let ids = truth.ids(of: cell.request)
        if ids.count > 1 { problems.append("\(cell): paid \(ids.count) times") }
        let isKept = job.state == .unknown || job.id != nil
        if !ids.isEmpty, !isKept { problems.append("\(cell): paid for and \(job.state)") }
        if let id = job.id, !ids.contains(id), !maySwap {
            problems.append("\(cell): has a job that is not its own")
        }
    }

    private mutating func checkEnd(_ cell: Cell, _ job: Job?, _ truth: Truth) {
        guard let job else { return problems.append("\(cell): its row is gone") }
        checkServer(cell, job, truth)
        let isPaid = !truth.ids(of: cell.request).isEmpty
        if isPaid != (job.id != nil), hasList || job.state != .unknown {
            problems.append("\(cell): \(isPaid ? "" : "not ")paid and \(job.state)")
        }
    }

    /// Every job of the server is in the journal by its id, or is one of its unknowns.
    private mutating func checkAllKnown(_ jobs: [Job?], _ truth: Truth, _ moment: String) {
        let ids = Set(jobs.compactMap { $0?.id })
        let unknowns = Set(
            jobs.compactMap { $0 }.filter { $0.state == .unknown }.map { Truth.name($0.action, $0.params) })
        for (name, made) in truth.jobs where !made.allSatisfy(ids.contains) && !unknowns.contains(name) {
            problems.append("\(moment) the journal has lost \(name)")
        }
    }
}

extension Cell {
    /// After a cut of an unread connection there may be no further attempt.
    fileprivate var mustFire: Int {
        if case .unread = faults.first?.request { 1 } else { .max }
    }
}

/// Does something with each item, so many at a time; the results are in the order of the items.
func concurrently<Item: Sendable, Value: Sendable>(
    _ items: [Item], atOnce: Int, _ work: @escaping @Sendable (Item) async throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
        var results: [Value?] = Array(repeating: nil, count: items.count)
        for (index, item) in items.enumerated() {
            if index >= atOnce, let (done, value) = try await group.next() { results[done] = value }
            group.addTask { (index, try await work(item)) }
        }
        while let (done, value) = try await group.next() { results[done] = value }
        return results.compactMap { $0 }
    }
}
