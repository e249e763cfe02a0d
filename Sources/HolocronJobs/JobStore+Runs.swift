import Synchronization

extension JobStore {
    /// Writes down that a script begins; on the disk when it returns.
    /// - Parameters:
    ///   - script: its absolute path, or `-c` or `-` for a text without a file.
    ///   - text: what a script without a file consists of, so that it can be resumed.
    public func beginRun(
        script: String, arguments: [String] = [], text: String? = nil
    ) async throws(JobsError) -> Run {
        try await writing { (journal) async throws(JournalError) in
            try await journal.beginRun(
                script: script, arguments: arguments, text: text, server: self.server, at: self.clock.date())
        }
    }

    /// Takes a run up again: until it is finished it counts as running in this process.
    /// - Throws: ``JobsError/noSuchRun(_:)``.
    public func resumeRun(_ id: String) async throws(JobsError) -> Run {
        let run = try await writing { (journal) async throws(JournalError) in
            try await journal.reopenRun(id)
        }
        guard let run else { throw .noSuchRun(id) }
        held.withLock { $0[id] = HeldSlots(run: id) }
        return run
    }

    /// Writes down how a run ended; one that did not come to its end is offered again by ``run(named:)``.
    /// - Parameter ended: whether it chose to end with this exit code; always so for 0.
    public func finishRun(_ id: String, exit: Int32, ended: Bool = false) async throws(JobsError) {
        _ = held.withLock { $0.removeValue(forKey: id) }
        try await writing { (journal) async throws(JournalError) in
            try await journal.finishRun(id, exit: exit, ended: ended, at: self.clock.date())
        }
    }

    /// The newest runs of this server, newest first.
    public func runs(limit: Int) throws(JobsError) -> [Run] {
        let journal = try journal()
        return try reading { () throws(JournalError) in try journal.runs(of: server, limit: limit) }
    }

    /// The run of this id, or of an id that begins so; for nil the newest that is unfinished and that nobody runs now.
    /// - Throws: ``JobsError/noSuchRun(_:)``, also where several ids begin so.
    public func run(named text: String?) throws(JobsError) -> Run {
        let journal = try journal()
        let found = try reading { () throws(JournalError) in
            guard let text else { return try journal.unfinishedRun(of: server).map { [$0] } ?? [] }
            return text.isEmpty ? [] : try journal.runs(named: text, of: server)
        }
        guard let run = found.first, run.id == text || found.count == 1 else { throw .noSuchRun(text) }
        return run
    }

    /// Credits that a run has cost so far, in submits whose ``RunSlot/keys`` begin with `keys`; what its ``Budget`` of
    /// a resumed loop begins with.
    public func spent(inRun id: String, keys: String = "") throws(JobsError) -> Int {
        let journal = try journal()
        return try reading { () throws(JournalError) in try journal.spent(inRun: id, keys: keys) }
    }
}
