extension JobStore {
    /// Jobs of this server that have ended and that nobody has been told of, newest first: "2 jobs finished while you
    /// were away".
    public func unseenFinished(limit: Int = 100) throws(JobsError) -> [Job] {
        let journal = try journal()
        return try reading { () throws(JournalError) in
            try journal.all(JournalSQL.unseen, of: server, limit: limit)
        }
    }

    /// Notes that the end of these jobs has been shown.
    public func markSeen(_ jobs: [Job]) async throws(JobsError) {
        let numbers = jobs.map(\.number)
        guard !numbers.isEmpty else { return }
        try await writing { (journal) async throws(JournalError) in
            try await journal.markSeen(numbers, at: self.clock.date())
        }
    }

    /// Jobs of this server that are paid for and not known to have ended, newest first; look at each with
    /// ``refresh(_:)`` to know whether it has.
    public func unfinishedJobs(limit: Int = 100) throws(JobsError) -> [Job] {
        let journal = try journal()
        return try reading { () throws(JournalError) in
            try journal.all(JournalSQL.unfinished, of: server, limit: limit)
        }
    }

    /// How many jobs of this server are paid for and not known to have ended.
    public func unfinished() throws(JobsError) -> Int {
        let journal = try journal()
        return try reading { () throws(JournalError) in
            try journal.count(JournalSQL.unfinishedCount, of: server)
        }
    }
}
