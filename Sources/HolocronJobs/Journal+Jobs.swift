import FoundationEssentials
import GRDB
import HolocronAPI
import HolocronClient

extension Journal {
    /// Writes down the intent to send; on the disk when it returns.
    func begin(
        _ request: TaskRequest, server: String, price: Int?, at date: Date
    ) async throws(JournalError) -> Job {
        try await claim(request, server: server, price: price, in: nil, replacing: nil, at: date).job
    }

    /// Writes down the intent to send, unless there is a row for this slot that is or may be paid for, or that someone
    /// else is sending.
    /// - Parameter number: the row with an unknown outcome that the new one takes the place of.
    func claim(
        _ request: TaskRequest, server: String, price: Int?, in slot: RunSlot?, replacing number: Int64?,
        at date: Date
    ) async throws(JournalError) -> Claim {
        let owner = owner
        return try await write { db in
            if let number {
                try db.cachedStatement(sql: JournalSQL.leaveSlot).execute(arguments: [number])
            }
            let row: StatementArguments = [
                server, request.action, request.params.encoded(), request.credential, owner, price, price,
                date.milliseconds, slot?.run, slot?.keys, request.identity, slot?.occurrence,
            ]
            if let job = try Job.all(db, JournalSQL.begin, row).first { return .mine(job) }
            let held = try Job.one(db, JournalSQL.slot, request.slot(slot))
            let again = try Job.all(
                db, JournalSQL.beginAgain, [owner, price, date.milliseconds, held.number])
            return again.first.map { .mine($0) } ?? .held(held)
        }
    }

    /// What the journal holds for this slot.
    func job(_ request: TaskRequest, in slot: RunSlot) throws(JournalError) -> Job? {
        let row = request.slot(slot)
        return try settled { try Job.all($0, JournalSQL.slot, row).first }
    }

    /// The places in a run that are paid for, and their rows.
    static func heldPlaces(_ db: Database, of run: String) throws -> [HeldSlots.Place: Int64] {
        var places: [HeldSlots.Place: Int64] = [:]
        let rows = try Row.fetchCursor(db, sql: JournalSQL.heldPlaces, arguments: [run])
        while let row = try rows.next() {
            places[HeldSlots.Place(keys: row[1], identity: row[2], occurrence: row[3])] = row[0]
        }
        return places
    }

    /// Takes an event down and returns the job as it is then.
    func record(_ event: JournalEvent, of number: Int64, at date: Date) async throws(JournalError) -> Job {
        let owner = owner
        return try await write { db in
            try event.execute(db, number: number, owner: owner, at: date)
            return try Job.one(db, JournalSQL.numbered, [number])
        }
    }

    /// Keeps a job that was not sent from here.
    func adopt(
        _ id: JobID, _ answer: JobAnswer, server: String, at date: Date
    ) async throws(JournalError) -> Job {
        let action = answer.action ?? ""
        return try await write { db in
            let job = try Job.one(db, JournalSQL.adopt, [server, id.text, action, date.milliseconds])
            try JournalEvent.ended(answer).execute(db, number: job.number, owner: 0, at: date)
            return try Job.one(db, JournalSQL.numbered, [job.number])
        }
    }

    /// Newest first.
    func jobs(of server: String, limit: Int) throws(JournalError) -> [Job] {
        try settleAbandoned()
        return try read { try Job.all($0, JournalSQL.newest, [server, limit]) }
    }

    func job(number: Int64) throws(JournalError) -> Job? {
        try settled { try Job.all($0, JournalSQL.numbered, [number]).first }
    }

    /// One row; only one that is on its way can have been left behind by a process that is gone.
    private func settled(_ row: (Database) throws -> Job?) throws(JournalError) -> Job? {
        let job = try read(row)
        guard job?.state == .sending else { return job }
        try settleAbandoned()
        return try read(row)
    }

    /// These jobs as they are now; one that has finished does not change, and one that is not in this journal is as it
    /// is given.
    func current(_ jobs: [Job]) throws(JournalError) -> [Job] {
        try settleAbandoned()
        return try read { db in
            try jobs.map { job in
                if job.isFinished, !job.isUnseen { return job }
                return try Job.all(db, JournalSQL.numbered, [job.number]).first ?? job
            }
        }
    }

    func job(id: String, of server: String) throws(JournalError) -> Job? {
        try read { try Job.all($0, JournalSQL.identified, [server, id]).first }
    }

    /// By whole id, by the beginning of one (4 characters or more), or by number; newest first, at most 20.
    func jobs(named text: String, of server: String) throws(JournalError) -> [Job] {
        try settleAbandoned()
        let exact = try read { try Job.all($0, JournalSQL.identified, [server, text]) }
        guard exact.isEmpty else { return exact }
        // An empty beginning would fit every id; a space fits none.
        let beginning = text.utf8.count >= 4 ? text : " "
        return try read { try Job.all($0, JournalSQL.named, [server, Int64(text), beginning]) }
    }
}

/// Who may send what a slot asks for.
enum Claim: Sendable {
    /// The intent is written down.
    case mine(Job)
    /// There is this row already.
    case held(Job)

    var job: Job {
        switch self {
        case .mine(let job), .held(let job): job
        }
    }
}

extension TaskRequest {
    fileprivate func slot(_ slot: RunSlot?) -> StatementArguments {
        [slot?.run, slot?.keys, identity, slot?.occurrence]
    }
}

extension JobAnswer {
    /// The action that made it, where the envelope of the result says so.
    fileprivate var action: String? {
        guard case .completed(let data, _, _) = self else { return nil }
        return data["meta"]?["action_id"]?.text
    }
}
