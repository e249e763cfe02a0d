import FoundationEssentials
import HolocronAPI
package import HolocronJobs
import OrderedCollections

extension Job {
    /// The fields of a job as a program sees them; `result` is null until it is completed.
    package var record: Record {
        [
            "id": id.map { .string($0.text) } ?? .null,
            "action": .string(action),
            "status": .string(status),
            "params": Value(params),
            "result": result.map { Value($0) } ?? .null,
            "cost": cost.map { .integer($0) } ?? .null,
            "error": error.map { .string($0.message) } ?? why.map { .string($0) } ?? .null,
            "submitted": .string(Job.text(submitted)),
            "finished": finished.map { .string(Job.text($0)) } ?? .null,
        ]
    }

    static let fieldNames = [
        "id", "action", "status", "params", "result", "cost", "error", "submitted", "finished",
    ]

    /// What messages call it: the first characters of its id, or its number in the journal.
    package var label: String { id?.short ?? "#\(number)" }

    private static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
