import FoundationEssentials
import HolocronAPI
import HolocronClient
import Testing

@testable import HolocronJobs

struct JobsErrorTests {
    static func error(_ status: Int, _ code: String, _ message: String) -> APIError {
        APIError(status: status, code: code, message: message)
    }

    static var credits: APIError {
        var error = error(402, "INSUFFICIENT_CREDITS", "You need 5 credits. Current balance: 2")
        (error.required, error.balance) = (5, 2)
        return error
    }

    static var connect: APIError {
        var error = error(401, "AUTH_REQUIRED", "This action requires a LinkedIn connection.")
        error.connectURL = "https://anakin.io/products/holocron/linkedin/connect"
        return error
    }

    static func job(id: String? = "7c3f1a2b-4d5e", why: String? = nil) -> Job {
        var job = Job(
            number: 12, server: "test", action: "a", params: [:], state: .unknown,
            submitted: Date(timeIntervalSince1970: 0))
        (job.id, job.why) = (id.flatMap { JobID($0) }, why)
        return job
    }

    static let journal = JournalError.full(path: "j")

    static let all: [(JobsError, String, String, String)] = [
        (
            JobsError(rejection: connect), "AUTH_REQUIRED", "This action requires a LinkedIn connection.",
            "connect linkedin"
        ),
        (
            JobsError(rejection: error(401, "INVALID_KEY", "Invalid API key")), "UNAUTHORIZED",
            "Invalid API key",
            "login"
        ),
        (
            JobsError(rejection: credits), "INSUFFICIENT_CREDITS",
            "this costs 5 credits and the account has 2",
            "top up at https://anakin.io"
        ),
        (
            JobsError(rejection: error(402, "X", "no credits")), "INSUFFICIENT_CREDITS", "no credits",
            "top up at https://anakin.io"
        ),
        (
            JobsError(rejection: error(400, "BAD_REQUEST", "query is missing")), "BAD_REQUEST",
            "query is missing",
            "the catalogue says what the action takes"
        ),
        (
            JobsError(rejection: error(404, "NOT_FOUND", "no such action")), "NOT_FOUND", "no such action",
            "actions"
        ),
        (
            JobsError(rejection: error(403, "FORBIDDEN", "not yours")), "FORBIDDEN", "not yours",
            "identities"
        ),
        (
            JobsError(rejection: error(429, "RATE_LIMIT_EXCEEDED", "slow down")), "RATE_LIMIT_EXCEEDED",
            "slow down",
            "in a minute the same line can be sent again: nothing was paid"
        ),
        (
            JobsError(rejection: error(500, "EXECUTION_FAILED", "try again")), "EXECUTION_FAILED",
            "try again",
            "later the same line can be sent again: nothing was paid"
        ),
        (
            .outcomeUnknown(job(id: nil, why: "the server answered 502")), "OUTCOME_UNKNOWN",
            "it is not known whether job 12 was accepted: the server answered 502",
            "it may have been paid for: look for it among the jobs before you send it again\njobs"
        ),
        (
            .notSent(job(id: nil, why: "cannot connect")), "NOT_SENT", "job 12 was not sent: cannot connect",
            "nothing was paid: the same line can be sent again"
        ),
        (
            .timedOut(job()), "WAIT_TIMED_OUT", "job 7c3f1a2b is still running",
            "await 7c3f1a2b"
        ),
        (
            .stopped(job()), "STOPPED", "stopped waiting for job 7c3f1a2b",
            "await 7c3f1a2b"
        ),
        (.stopped(job(id: nil)), "STOPPED", "stopped waiting for job 12", "jobs"),
        (.noSuchJob("7c3g", nearest: "7c3f"), "NO_SUCH_JOB", "there is no job 7c3g", "did you mean 7c3f?"),
        (.noSuchJob("7c3g", nearest: nil), "NO_SUCH_JOB", "there is no job 7c3g", "jobs"),
        (
            .ambiguousJob("7c3f", ["a", "b"]), "AMBIGUOUS_JOB", "7c3f could be a, b",
            "job a"
        ),
        (
            .forgotten(job()), "NOT_FOUND", "the server does not know job 7c3f1a2b any more",
            "the server keeps a job for 30 days; what it gave may be in the journal\nresult 7c3f1a2b"
        ),
        (.client(.timedOut), "NETWORK", "the server did not answer in time", "try again; doctor says more"),
        (
            .client(.api(error(404, "NOT_FOUND", "no"), retryAfter: nil)), "NOT_FOUND", "no",
            "is the name right?"
        ),
        (
            .budget(label: "the budget of the script", limit: 10, spent: 9, price: 2), "BUDGET",
            "this costs 2 credits and would go over the budget of the script: 9 of 10 credits are spent or held",
            "give more, then resume: what is paid for is not paid again"
        ),
        (
            .budget(label: "the budget of the loop", limit: 1, spent: 1, price: nil), "BUDGET",
            "what this costs is not known, so the budget of the loop cannot hold it",
            "without a budget once: what it cost is held for the others"
        ),
        (
            .cancelled, "STOPPED", "stopped before it was sent",
            "nothing was paid: the same line can be sent again"
        ),
        (.noSuchRun("abcd1234"), "NO_SUCH_RUN", "there is no run abcd1234", "runs"),
        (.noSuchRun(nil), "NO_SUCH_RUN", "there is no unfinished run", "runs"),
        (
            .journal(journal), "JOURNAL", "the disk of the journal j is full; nothing is sent without it",
            "!df -h j"
        ),
        (
            .unrecorded(job(), journal), "UNRECORDED",
            "job 7c3f1a2b was accepted and paid for, but the disk of the journal j is full",
            "note the id 7c3f1a2b-4d5e, then !df -h j"
        ),
    ]

    @Test(arguments: all)
    func `each error has a code, says what went wrong and what to type`(
        error: JobsError, code: String, message: String, next: String
    ) {
        #expect(error.code == code)
        #expect(error.message == message)
        #expect(error.next == next)
    }

    @Test func `a batch stops where the next row would end the same way`() {
        let stops = JobsErrorTests.all.filter { $0.0.stopsBatch }.map(\.1)
        #expect(
            Set(stops) == [
                "AUTH_REQUIRED", "UNAUTHORIZED", "INSUFFICIENT_CREDITS", "BUDGET", "STOPPED", "JOURNAL",
                "UNRECORDED",
            ])
        #expect(JobsError.client(.badEndpoint(why: "w", next: "n")).stopsBatch)
        #expect(!JobsError.client(.timedOut).stopsBatch)
    }

    @Test func `the request's id is quoted`() {
        var refusal = JobsErrorTests.error(400, "BAD_REQUEST", "no")
        refusal.requestID = "r1"
        #expect(JobsError(rejection: refusal).message == "no (request r1)")
    }

    @Test func `a relative connect_url leads to the page of the server that sent it`() async throws {
        let body =
            #"{"status":"error","error":{"code":"AUTH_REQUIRED","message":"no","connect_url":"/c/linkedin"}}"#
        let journal = try Journal()
        try await RawServer.answering { _ in
            answer("401 No", body)
        } body: { server in
            let store = JobStore(server, journal)
            let result = await Result.of { () async throws(JobsError) in
                try await store.submit(.sample, price: 2)
            }
            #expect(
                result.failure?.next
                    == "\(server.origin)/c/linkedin")
            await store.client.shutdown()
        }
    }
}
