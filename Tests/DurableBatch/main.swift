import FoundationEssentials
import Glibc
import HolocronAPI
import HolocronClient
import HolocronJobs

/// Submits a row for each number up to ROWS, so many at once, and may be killed at any moment: started again with the
/// run that it printed, it sends only what was not sent.
///
/// Usage: DurableBatch JOURNAL URL KEY ROWS PARALLEL TAG [RUN [--resend-unknown]]
let words = Array(CommandLine.arguments.dropFirst())
guard words.count >= 6, let rows = Int(words[3]), let parallel = Int(words[4]) else { exit(2) }
let (path, url, key, tag) = (words[0], words[1], words[2], words[5])

let client = HolocronClient(endpoint: { try Endpoint(url: url, key: key) })
let jobs = JobStore(
    journal: { () throws(JournalError) in try Journal(path: path) }, client: client, server: "test",
    pace: .local)
let run =
    words.count > 6 ? try await jobs.resumeRun(words[6]) : try await jobs.beginRun(script: "-", text: tag)
print(run.id)
fflush(nil)

let unknowns = await withTaskGroup(of: Bool.self) { group in
    var unknowns = 0
    for row in 1...rows {
        if row > parallel, await group.next() == false { unknowns += 1 }
        group.addTask {
            do throws(JobsError) {
                _ = try await jobs.submit(
                    .row(row, tag), price: 2, in: RunSlot(run: run.id, keys: "\(row)", occurrence: 0),
                    resendUnknown: words.contains("--resend-unknown"))
                return true
            } catch .outcomeUnknown {
                return false
            } catch {
                print(error.message)
                exit(7)
            }
        }
    }
    for await isKnown in group where !isKnown { unknowns += 1 }
    return unknowns
}
let code: Int32 = unknowns == 0 ? 0 : 9
try await jobs.finishRun(run.id, exit: code)
await client.shutdown()
exit(code)

extension TaskRequest {
    static func row(_ row: Int, _ tag: String) -> TaskRequest {
        TaskRequest(
            action: "li_profile_scrape",
            params: ["profile_url": .string("https://www.linkedin.com/in/person-\(row)?run=\(tag)")])
    }
}
