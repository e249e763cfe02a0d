import HolocronAPI
import HolocronClient
import HolocronJobs

/// The program of the documentation: submits and awaits safely, however often it is run, killed and run again.
enum Example {
    static func run(url: String, key: String, journal path: String, run id: String?) async throws -> JSON? {
        let client = HolocronClient(endpoint: { try Endpoint(url: url, key: key) })
        let jobs = JobStore(
            journal: { () throws(JournalError) in try Journal(path: path) }, client: client, server: url,
            limiter: Limiter(limits: .documented))
        let request = TaskRequest(
            action: "li_profile_scrape", params: ["profile_url": "https://www.linkedin.com/in/example"])
        do {
            // Given again after a crash, the run gives back the job that is paid for instead of paying once more.
            let run =
                if let id { try await jobs.resumeRun(id) } else {
                    try await jobs.beginRun(script: "/usr/local/bin/example")
                }
            let budget = Budget(limit: 100, label: "the budget", spentInRun: run.spent)
            let slot = RunSlot(run: run.id, keys: "", occurrence: 0)
            let job = try await jobs.submit(request, price: 2, in: slot, budgets: [budget])
            let finished = try await jobs.wait(for: job, timeout: .seconds(300))
            try await jobs.finishRun(run.id, exit: finished.state == .completed ? 0 : 1)
            await client.shutdown()
            return finished.payload?.data
        } catch {
            print("\(error.message); \(error.next)")
            await client.shutdown()
            throw error
        }
    }
}
