import FoundationEssentials
import HolocronAPI
import HolocronJobs

/// What the journal knows, for completion: nobody is asked, and no key is read.
extension Context {
    /// How the job that is waited for would be named: `$last` while it runs, else the newest that runs; or `$last`.
    package var likelyJob: String? {
        let last = lastKnownJob
        if let last, !newestKnown(last).isFinished { return "$last" }
        let running = (try? connector.journalOnly?.unfinishedJobs(limit: 1))?.first?.id?.short
        return running ?? last.map { _ in "$last" }
    }

    /// The newest jobs, with what each is: `li_profile_scrape · processing · 3 min ago`.
    package func glancedJobs(limit: Int) -> [(id: String, text: String)] {
        let jobs = (try? connector.journalOnly?.briefs(limit: limit)) ?? []
        return jobs.map { job in
            let age = Duration.seconds(Date().timeIntervalSince(job.submitted))
            return (job.id.short, "\(job.action) · \(job.status) · \(age.asAge)")
        }
    }

    /// The newest runs of scripts, with what each is.
    package func glancedRuns(limit: Int) -> [(id: String, text: String)] {
        let runs = (try? connector.journalOnly?.runs(limit: limit)) ?? []
        return runs.map { run in
            let name = run.script.split(separator: "/").last.map(String.init) ?? run.script
            let age = Duration.seconds(Date().timeIntervalSince(run.started))
            return (run.id, "\(name) · \(run.isUnfinished ? "unfinished" : "finished") · \(age.asAge)")
        }
    }
}

extension Duration {
    /// `just now`, `3 min ago`, `2 h ago`, `5 d ago`
    fileprivate var asAge: String {
        let minutes = Int(self / .seconds(60))
        if minutes < 1 { return "just now" }
        if minutes < 60 { return "\(minutes) min ago" }
        return minutes < 48 * 60 ? "\(minutes / 60) h ago" : "\(minutes / (24 * 60)) d ago"
    }
}
