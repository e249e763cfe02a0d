import HolocronAPI
import HolocronJobs

/// The newest jobs of the journal as somebody else may read them: one JSON object a line, the oldest first, without keys
/// and personal values.
struct JournalText {
    private static let mostJobs = 1000

    let text: String

    /// - Throws: where there is no job.
    init(_ context: Context) throws(Stop) {
        var jobs: [Job] = []
        do throws(JobsError) {
            jobs = try context.connector.journalOnly?.jobs(limit: JournalText.mostJobs) ?? []
        } catch {
            throw Stop(error)
        }
        guard !jobs.isEmpty else {
            throw .failed(
                "NOTHING",
                "there is nothing to export: the journal has no job of \(context.connector.profile.name)",
                next: "jobs")
        }
        let anonymizer = context.anonymizer()
        let records = jobs.reversed().map { Value.job($0).json }
        // What is personal in one job is so in those before it.
        for record in records { anonymizer.learn(record) }
        text = records.map { anonymizer.json($0).encoded() + "\n" }.joined()
    }
}
