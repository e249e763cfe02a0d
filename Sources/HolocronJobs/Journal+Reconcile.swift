import FoundationEssentials
import GRDB
import HolocronAPI

extension Journal {
    func unknowns(of server: String, limit: Int) throws(JournalError) -> [Job] {
        try settleAbandoned()
        return try read { try Job.all($0, JournalSQL.unknowns, [server, limit]) }
    }

    /// Gives jobs of the server's list to the submits that they fit, all in one transaction.
    func adopt(_ list: [ListedJob], server: String, at date: Date) async throws(JournalError) -> [Job] {
        try await write { db in
            let unknowns = try Job.all(db, JournalSQL.unknowns, [server, -1])
            let sending = try Job.all(db, JournalSQL.sending, [server])
            let free = try list.filter { job in
                try Row.fetchOne(db, sql: JournalSQL.identified, arguments: [server, job.id.text]) == nil
            }
            return try Match.pairs(unknowns, free, sending: sending).map { number, id in
                let event = JournalEvent.accepted(id, pollURL: nil)
                try event.execute(db, number: number, owner: 0, at: date)
                return try Job.one(db, JournalSQL.numbered, [number])
            }
        }
    }
}

/// Which job of a list belongs to which submit.
enum Match {
    /// What has to be equal.
    private struct Key: Hashable {
        let action: String
        let params: String
    }

    /// Pairs of a row's number and a job's id, each at most once.
    ///
    /// Submits that ask for the same at about the same time are taken together, with the jobs that fit one of them. When
    /// each of the jobs finds a submit, they are theirs, and whichever row takes one has what it asked for: they are
    /// paired in order of time. When one is left over it is a stranger's, and nobody can tell which.
    static func pairs(_ unknowns: [Job], _ list: [ListedJob], sending: [Job]) -> [(Int64, JobID)] {
        // What is being sent right now may be in the list too, before its row has its id.
        let busy = Set(sending.map { Key(action: $0.action, params: text($0.params)) })
        let jobs = Dictionary(grouping: list) { Key(action: $0.action, params: text($0.params)) }
        let groups = Dictionary(grouping: unknowns) { Key(action: $0.action, params: text($0.params)) }
        return groups.flatMap { key, submits in
            busy.contains(key) ? [] : pairs(of: submits, jobs[key] ?? [])
        }
    }

    private static func pairs(of submits: [Job], _ list: [ListedJob]) -> [(Int64, JobID)] {
        let list = list.sorted {
            ($0.created ?? .distantPast, $0.id.text) < ($1.created ?? .distantPast, $1.id.text)
        }
        return neighbours(submits).flatMap { submits -> [(Int64, JobID)] in
            var left = submits
            let jobs = list.filter { job in submits.contains { $0.fits(job) } }
            let pairs = jobs.compactMap { job -> (Job, ListedJob)? in
                guard let index = left.firstIndex(where: { $0.fits(job) }) else { return nil }
                return (left.remove(at: index), job)
            }
            guard pairs.count == jobs.count else { return [] }
            return pairs.map { row, job in
                // The run asks for the row that was sent last: what one of them has brought belongs to that one.
                let heir = left.firstIndex { $0.hasPlace(of: row) && $0.fits(job) }
                return ((heir.map { left.remove(at: $0) } ?? row).number, job.id)
            }
        }
    }

    /// Submits whose windows overlap, in order of time.
    private static func neighbours(_ submits: [Job]) -> [[Job]] {
        submits.sorted { $0.window.lowerBound < $1.window.lowerBound }.reduce(into: []) { groups, job in
            if let last = groups.last?.last, last.window.overlaps(job.window) {
                groups[groups.count - 1].append(job)
            } else {
                groups.append([job])
            }
        }
    }

    private static func text(_ params: JSON) -> String { params.canonical.encoded() }
}

extension Job {
    /// It was sent again in place of the other, whose outcome nobody knew.
    fileprivate func hasPlace(of other: Job) -> Bool {
        guard let run, run == other.run, keys == other.keys, credential == other.credential else {
            return false
        }
        return isInSlot && !other.isInSlot
    }

    /// Besides action and params.
    fileprivate func fits(_ job: ListedJob) -> Bool {
        guard let created = job.created, window.contains(created) else { return false }
        return job.credential == nil || credential == nil || job.credential == credential
    }
}
