import FoundationEssentials
import HoloRuntime
import HoloTerm
import HolocronAPI
import HolocronJobs
import OrderedCollections

extension Rendering {
    /// A record as a row of a table; a job as the fields that a list of jobs needs.
    func row(_ value: Value) -> Record? {
        switch value {
        case .record(let fields): fields
        case .job(let job): row(of: job)
        default: nil
        }
    }

    private func row(of job: Job) -> Record {
        let record = job.record
        var row: Record = [
            "id": .string(id(of: job)), "action": .string(job.action), "status": .string(job.status),
            "cr": record["cost"] ?? .null,
        ]
        if isForPerson {
            row["age"] = .string(Rendering.age(of: job))
        } else {
            row["submitted"] = record["submitted"]
        }
        if let error = record["error"], error != .null { row["error"] = error }
        return row
    }

    /// `job 7c3f1a2b · li_profile_scrape · processing · 2 cr`
    func line(of job: Job) -> VisibleText {
        let cost: VisibleText = job.cost.map { " · \($0) cr" } ?? ""
        return "job \(id(of: job)) · \(job.action) · \(job.status)\(cost)"
    }

    /// `12 s`, `5 min`, `3 h`, `2 d`
    private static func age(of job: Job) -> String {
        let seconds = max(0, Int(Date.now.timeIntervalSince(job.submitted)))
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min"
        case ..<86_400: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    private func id(of job: Job) -> String { isForPerson ? job.label : job.id?.text ?? job.label }
}
