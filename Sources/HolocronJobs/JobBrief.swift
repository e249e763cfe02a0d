package import FoundationEssentials
import GRDB
package import HolocronAPI

/// As much of a job as a list of many shows; its result is not read.
package struct JobBrief: Sendable {
    package var id: JobID
    package var action: String
    /// What people see: `processing`, `completed`, ….
    package var status: String
    package var submitted: Date
}

extension JobStore {
    /// The newest jobs of this server that have an id, newest first.
    package func briefs(limit: Int) throws(JobsError) -> [JobBrief] {
        let journal = try journal()
        return try reading { () throws(JournalError) in try journal.briefs(of: server, limit: limit) }
    }
}

extension Journal {
    fileprivate func briefs(of server: String, limit: Int) throws(JournalError) -> [JobBrief] {
        try read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: JournalSQL.briefs), arguments: [server, limit])
            return rows.compactMap { row in
                guard let id = JobID(row[0] as String) else { return nil }
                let state: String = row[2]
                return JobBrief(
                    id: id, action: row[1], status: state == "accepted" ? "processing" : state,
                    submitted: Date(milliseconds: row[3]))
            }
        }
    }
}
