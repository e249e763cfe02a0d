import FoundationEssentials
import GRDB
import HolocronAPI
import HolocronClient

extension Journal {
    /// Writes down the intent to send; on the disk when it returns.
    func begin(
        _ request: TaskRequest, server: String, price: Int?, at date: Date
    ) async throws(JournalError) -> Job {
        let owner = owner
        return try await write { db in
            try Job.one(
                db, JournalSQL.begin,
                [
                    server, request.action, request.params.encoded(), request.credential, owner, price, price,
                    date.milliseconds,
                ])
        }
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
        try settleAbandoned()
        return try read { try Job.all($0, JournalSQL.numbered, [number]).first }
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

extension JobAnswer {
    /// The action that made it, where the envelope of the result says so.
    fileprivate var action: String? {
        guard case .completed(let data, _, _) = self else { return nil }
        return data["meta"]?["action_id"]?.text
    }
}
