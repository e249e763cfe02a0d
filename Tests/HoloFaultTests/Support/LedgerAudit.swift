import GRDB

/// What a data file says of money, read while no service has it.
struct LedgerAudit: Sendable {
    struct Job: Sendable {
        let status: String
        let price: Int
        let debits: [Int]
        let refunds: [Int]
    }

    let balance: Int
    let grants: Int
    /// Where an entry's balance does not follow from the one before, or is negative.
    let wrongEntries: Int
    let jobs: [String: Job]

    init(_ file: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        self = try queue.read { db in try LedgerAudit(db) }
    }

    private init(_ db: Database) throws {
        var (running, wrong, grants) = (0, 0, 0)
        var entries: [String: (debits: [Int], refunds: [Int])] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT * FROM ledger ORDER BY number") {
            let amount: Int = row["amount"]
            running += amount
            if running != row["balance"] || running < 0 { wrong += 1 }
            guard let job: String = row["job"] else {
                grants += amount
                continue
            }
            if row["kind"] == "debit" {
                entries[job, default: ([], [])].debits.append(amount)
            } else {
                entries[job, default: ([], [])].refunds.append(amount)
            }
        }
        var jobs: [String: Job] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, status, price FROM job") {
            let own = entries.removeValue(forKey: row["id"]) ?? ([], [])
            jobs[row["id"]] = Job(
                status: row["status"], price: row["price"], debits: own.debits, refunds: own.refunds)
        }
        self.jobs = jobs
        self.grants = grants
        balance = running
        wrongEntries = wrong + entries.count
    }

    /// Jobs whose entries are not one debit of the price, and one refund of it exactly if they failed.
    var wrongJobs: [String] {
        jobs.filter { _, job in
            job.debits != [-job.price] || job.refunds != (job.status == "failed" ? [job.price] : [])
        }.map(\.key)
    }

    var refunds: Int { jobs.values.reduce(0) { $0 + $1.refunds.reduce(0, +) } }

    var unfinished: Int { jobs.values.filter { $0.status == "queued" || $0.status == "running" }.count }
}
