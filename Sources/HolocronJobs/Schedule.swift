import HolocronAPI

/// Who may send a request when: every submit, look and list of a process waits in here.
///
/// A value without a clock or a task of its own; ``Limiter`` gives it both.
struct Schedule: Sendable {
    typealias Ticket = Int

    /// What waits.
    struct Entry: Sendable {
        let kind: RequestKind
        var due: Duration
        /// Past it there is no point in a turn.
        var deadline: Duration?
        /// A look at this job; the list of jobs may answer it together with others.
        var job: JobID?
        /// Nobody has looked at the job yet: it is not expected to be done before it is due.
        var isFirst = false
    }

    /// What an entry is told when it leaves.
    enum Turn: Sendable, Equatable {
        case go(Pass)
        /// Read the list of jobs for all of these, and report it.
        case sweep(Set<JobID>)
        /// The list says that the job still runs.
        case running
        case expired
        case cancelled
    }

    /// A request that may go; it counts until it is given back.
    struct Pass: Sendable, Equatable {
        let kind: RequestKind
        let started: Duration
    }

    private var windows: [RequestKind: RateWindow] = [:]
    private var entries: [Ticket: Entry] = [:]
    private var later: [RequestKind: DueHeap] = [:]
    private var due: [RequestKind: TicketQueue] = [:]
    private var lists = JobLists()
    private var earliestDeadline: Duration?
    private var lastTicket = 0
    /// Jobs that are not looked at yet.
    private var resting = 0

    init(_ limits: Limits) {
        for kind in RequestKind.allCases {
            windows[kind] = RateWindow(limits.rates[kind])
            later[kind] = DueHeap()
            due[kind] = TicketQueue()
        }
        lists.threshold = limits.rates[.look].map(JobLists.threshold) ?? RateWindow.unlimited / 2
    }

    var isEmpty: Bool { entries.isEmpty }

    /// How many jobs are waited for, also while they are looked at.
    var waits: Int {
        get { lists.waiting }
        set { lists.waiting = newValue }
    }

    func allowed(_ kind: RequestKind) -> Int? {
        windows[kind].flatMap { $0.rate == nil ? nil : $0.allowed }
    }

    /// How far apart looks at one job have to be for the rate to last: as far as all of them take in turn, and less
    /// where the rate was not made use of lately.
    mutating func spread(at now: Duration) -> Duration {
        // Where the list is read, it answers all of them at once.
        guard let window = windows[.look], let rate = window.rate, !lists.isInUse(at: now) else {
            return .zero
        }
        let turn = rate.period / window.allowed * max(0, waits - resting)
        let free = windows[.look]?.free(at: now) ?? 0
        return turn * (1 - 0.4 * Double(free) / Double(window.allowed))
    }

    mutating func add(_ entry: Entry) -> Ticket {
        lastTicket += 1
        if entry.isFirst { resting += 1 }
        entries[lastTicket] = entry
        later[entry.kind]?.add(.init(due: entry.due, ticket: lastTicket))
        if let deadline = entry.deadline { earliestDeadline = min(earliestDeadline ?? deadline, deadline) }
        return lastTicket
    }

    /// False where it has left already.
    @discardableResult
    mutating func remove(_ ticket: Ticket) -> Bool {
        guard let entry = entries.removeValue(forKey: ticket) else { return false }
        if entry.isFirst { resting -= 1 }
        if entries.isEmpty { earliestDeadline = nil }
        return true
    }

    /// Everyone whose turn it is.
    mutating func take(at now: Duration) -> [(Ticket, Turn)] {
        var turns: [(Ticket, Turn)] = []
        for kind in RequestKind.allCases {
            collectDue(kind, at: now)
            grant(kind, at: now, &turns)
        }
        if let sweep = startSweep(at: now) { turns.append(sweep) }
        expire(at: now, &turns)
        return turns
    }

    /// When to look again; nil while only an event can change anything.
    func next(after now: Duration) -> Duration? {
        var moments = RequestKind.allCases.compactMap { kind in
            due[kind]?.isEmpty == false ? windows[kind]?.nextFree(at: now) : nil
        }
        moments += later.values.compactMap(\.first?.due)
        if let sweep = lists.nextSweep { moments.append(sweep) }
        if let earliestDeadline { moments.append(earliestDeadline) }
        return moments.min()
    }

    /// The machine slept: what would have come due in that time is put off by it, so that it does not come at once.
    mutating func skip(_ slept: Duration) {
        for kind in RequestKind.allCases {
            windows[kind]?.skip(slept)
            later[kind]?.skip(slept)
        }
    }
}

extension Schedule {
    private mutating func collectDue(_ kind: RequestKind, at now: Duration) {
        while let first = later[kind]?.first, first.due <= now {
            _ = later[kind]?.removeFirst()
            guard let entry = entries[first.ticket] else { continue }
            if entry.job != nil, lists.isInUse(at: now) {
                lists.pending.append(first.ticket)
            } else {
                due[kind]?.add(first.ticket)
            }
        }
        if kind == .look, !lists.isInUse(at: now), !lists.pending.isEmpty {
            for ticket in lists.pending { due[kind]?.add(ticket) }
            lists.pending = []
        }
    }

    private mutating func grant(_ kind: RequestKind, at now: Duration, _ turns: inout [(Ticket, Turn)]) {
        guard due[kind]?.isEmpty == false, var free = windows[kind]?.free(at: now) else { return }
        while free > 0, let ticket = due[kind]?.removeFirst() {
            guard remove(ticket) else { continue }
            windows[kind]?.begin()
            free -= 1
            turns.append((ticket, .go(Pass(kind: kind, started: now))))
        }
        due[kind]?.dropGone { entries[$0] != nil }
    }

    /// One of those who wait for the list reads it for all jobs that are waited for.
    private mutating func startSweep(at now: Duration) -> (Ticket, Turn)? {
        guard lists.maySweep(at: now) else { return nil }
        let due = lists.pending.filter { entries[$0] != nil }
        lists.pending = []
        // A reading may take a while: best for one who has time.
        let reader = due.max { time(of: $0) < time(of: $1) }
        guard let reader else { return nil }
        let jobs = Set(entries.values.compactMap(\.job))
        remove(reader)
        lists.members = due.filter { $0 != reader }
        lists.others = later[.look]?.tickets.filter { entries[$0]?.job != nil } ?? []
        lists.isSweeping = true
        return (reader, .sweep(jobs))
    }

    private func time(of ticket: Ticket) -> Duration { entries[ticket]?.deadline ?? .seconds(Int64.max) }

    private mutating func expire(at now: Duration, _ turns: inout [(Ticket, Turn)]) {
        guard let earliest = earliestDeadline, earliest <= now else { return }
        let late = entries.filter { $0.value.deadline.map { $0 <= now } ?? false }.keys
        for ticket in late.sorted() where remove(ticket) { turns.append((ticket, .expired)) }
        earliestDeadline = entries.values.compactMap(\.deadline).min()
    }

    /// A request is over.
    mutating func end(_ pass: Pass, at now: Duration, wasUsed: Bool) {
        windows[pass.kind]?.end(at: now, wasUsed: wasUsed)
    }

    /// A request was answered with a 429.
    mutating func refuse(_ pass: Pass, at now: Duration, told: Duration?) {
        windows[pass.kind]?.refuse(at: now, started: pass.started, told: told)
    }

    /// Jobs that have finished before anyone expected it are looked at now.
    private mutating func hasten(besides running: Set<JobID>) {
        for ticket in lists.others {
            guard let job = entries[ticket]?.job, !running.contains(job) else { continue }
            due[.look]?.add(ticket)
        }
    }

    /// The list has been read; those who are not in it any more have finished, and each is looked at.
    mutating func endSweep(_ list: JobLists.Reading, at now: Duration) -> [(Ticket, Turn)] {
        var turns: [(Ticket, Turn)] = []
        for ticket in lists.members {
            guard let job = entries[ticket]?.job else { continue }
            switch list {
            case .complete(let running) where running.contains(job):
                remove(ticket)
                turns.append((ticket, .running))
            case .complete, .failed, .missing: due[.look]?.add(ticket)
            case .stopped: lists.pending.append(ticket)
            }
        }
        if case .complete(let running) = list { hasten(besides: running) }
        lists.end(list, at: now)
        return turns
    }
}
