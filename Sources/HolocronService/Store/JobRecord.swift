import GRDB
import HolocronAPI

/// A job as the data file keeps it.
struct JobRecord: Sendable, FetchableRecord {
    enum Status: String { case queued, running, completed, failed }

    let id: String
    let site: String
    let action: String
    /// JSON text, exactly as it was accepted.
    let params: String
    let credential: String?
    let price: Int
    let status: Status
    let created: Milliseconds
    let started: Milliseconds?
    let finished: Milliseconds?
    /// JSON text.
    let result: String?
    let failure: JobFailure?
    /// How often it was begun; the number of the attempt that may end it.
    var attempts: Int
    let webhook: String?

    init(row: Row) throws {
        id = row["id"]
        site = row["site"]
        action = row["action"]
        params = row["params"]
        credential = row["credential"]
        price = row["price"]
        status = Status(rawValue: row["status"]) ?? .failed
        created = row["created"]
        started = row["started"]
        finished = row["finished"]
        result = row["result"]
        failure = JobFailure(row)
        attempts = row["attempts"]
        webhook = row["webhook"]
    }

    /// The status that clients see: a queued job is `processing` too.
    var publicStatus: String {
        switch status {
        case .queued, .running: "processing"
        case .completed: "completed"
        case .failed: "failed"
        }
    }

    var isFinished: Bool { finished != nil }

    var creditsUsed: Int { status == .failed ? 0 : price }

    /// How long the work took; nil before its end.
    var executionTime: Milliseconds? {
        finished.map { $0 - (started ?? created) }
    }
}

/// Why a job failed, as its client reads it.
struct JobFailure: Error, Sendable {
    let code: String
    let message: String

    init(code: String = "EXECUTION_FAILED", message: String) {
        self.code = code
        self.message = message
    }

    fileprivate init?(_ row: Row) {
        guard let code: String = row["error_code"] else { return nil }
        self.init(code: code, message: row["error_message"])
    }

    static let pageNotLoaded = JobFailure(message: "The target page could not be loaded.")
    static let tooOld = JobFailure(message: "The job was still not done after one hour.")
    static let leaseLost = JobFailure(message: "The job was begun several times and never ended.")
    static let interrupted = JobFailure(message: "The service stopped too often while the job was running.")

    static func scraper(_ reason: String) -> JobFailure { JobFailure(message: "[scraper_error] \(reason)") }

    var json: JSON { ["code": .string(code), "message": .string(message)] }
}
