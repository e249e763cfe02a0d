import HolocronAPI
import HolocronJobs

/// What the journal knows, for completion: nobody is asked, and no key is read.
extension Context {
    /// How the job that is waited for would be named: `$last` while it runs, else the newest that runs; or `$last`.
    package var likelyJob: String? {
        let last = lastKnownJob
        if let last, !newestKnown(last).isFinished { return "$last" }
        return (try? connector.journalOnly?.unfinishedJobs(limit: 1))?.first?.id?.short
            ?? last.map { _ in "$last" }
    }
}
