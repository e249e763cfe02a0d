import HolocronAPI
import Testing

/// Answers to submits and looks, and what they carry. Contract §2 and §3.
struct AnswerTests {
    @Test(
        arguments: [
            (
                #"{"status":"processing","job_id":"a-1","poll_url":"/v1/holocron/jobs/a-1"}"#,
                TaskAnswer.accepted(JobID("a-1")!, pollURL: "/v1/holocron/jobs/a-1")
            ),
            (#"{"job_id":"a-1"}"#, .accepted(JobID("a-1")!, pollURL: nil)),
            (#"{"status":"completed","data":{"n":1}}"#, .completed(["n": 1])),
            (#"{"status":"completed","data":null}"#, .completed(nil)),
            (#"{"status":"processing"}"#, nil), (#"{"status":"completed"}"#, nil),
            (#"{"job_id":"a/b"}"#, nil),
            (#"{"job_id":7}"#, nil), (#"{"job_id":""}"#, nil), ("[]", nil),
        ] as [(String, TaskAnswer?)])
    func `the answer to a submit is read`(text: String, answer: TaskAnswer?) throws {
        #expect(TaskAnswer(try JSON(parsing: text)) == answer)
    }

    @Test(
        arguments: [
            (#"{"status":"processing"}"#, JobAnswer.processing(retryAfter: nil)),
            (#"{"status":"processing","retry_after_ms":2000}"#, .processing(retryAfter: 2000)),
            (
                #"{"status":"completed","data":{"n":1},"credits_used":2,"execution_ms":8420}"#,
                .completed(data: ["n": 1], credits: 2, milliseconds: 8420)
            ),
            (#"{"status":"completed"}"#, .completed(data: nil, credits: nil, milliseconds: nil)),
            (
                #"{"status":"failed","error":{"code":"EXECUTION_FAILED","message":"[scraper_error] x"},"credits_used":0}"#,
                .failed(APIError(status: 200, code: "EXECUTION_FAILED", message: "[scraper_error] x"))
            ),
            (
                #"{"status":"failed","error":"The page could not be loaded."}"#,
                .failed(APIError(status: 200, code: "FAILED", message: "The page could not be loaded."))
            ),
            (
                #"{"status":"failed"}"#,
                .failed(
                    APIError(
                        status: 200, code: "FAILED", message: "The job failed and the server did not say why."
                    ))
            ),
            (#"{"status":"dancing"}"#, nil), ("{}", nil), ("[]", nil), (#"{"status":1}"#, nil),
        ] as [(String, JobAnswer?)])
    func `the answer to a look is read`(text: String, answer: JobAnswer?) throws {
        #expect(JobAnswer(try JSON(parsing: text)) == answer)
    }

    static let meta = #""meta":{"action_id":"a","envelope_version":"v1"}"#

    @Test(arguments: [
        #"{"status":"ok","data":{"n":1},"error":null,"files":[],\#(meta)}"#,
        #"{"status":"ok","data":{"n":1},\#(meta)}"#,
        #"{"meta":{},"files":[],"error":null,"data":{"n":1},"status":"ok"}"#,
    ])
    func `an envelope is taken off and kept`(text: String) throws {
        let raw = try JSON(parsing: text)
        let payload = Payload(raw)
        #expect(payload.data == ["n": 1])
        #expect(payload.raw == raw)
        #expect(payload.error == nil)
    }

    @Test(arguments: [
        #"{"status":"ok","data":{"n":1}}"#,
        #"{"status":"ok","data":1,"error":null,"files":[],"meta":{},"more":1}"#,
        #"{"meta":{"envelope_version":"v1"},"data":1}"#, #"{"n":1}"#, "[1]", "null",
    ])
    func `data that only looks like an envelope is left alone`(text: String) throws {
        let raw = try JSON(parsing: text)
        #expect(Payload(raw).data == raw)
        #expect(Payload(raw).error == nil)
    }

    @Test(arguments: [
        (#"{"code":"BLOCKED","message":"no entry"}"#, "BLOCKED", "no entry"),
        (#""no entry""#, "FAILED", "no entry"),
        ("null", "FAILED", "The action failed and did not say why."),
    ])
    func `an envelope with an error is a failed result`(error: String, code: String, message: String) throws {
        let text = #"{"status":"error","data":{"n":1},"error":\#(error),"files":[],\#(AnswerTests.meta)}"#
        let payload = Payload(try JSON(parsing: text))
        #expect(payload.error == APIError(status: 200, code: code, message: message))
        #expect(payload.data == ["n": 1])
    }

    @Test func `a request leaves out what is not set`() {
        var request = TaskRequest(action: "a", params: ["q": "x", "n": .decimal("1.0")])
        #expect(request.json.encoded() == #"{"action_id":"a","params":{"q":"x","n":1.0}}"#)
        request.credential = "c-1"
        #expect(
            request.json.encoded() == #"{"action_id":"a","params":{"q":"x","n":1.0},"credential_id":"c-1"}"#)
    }

    @Test(arguments: [
        "a", "7c3f1a2b-4d5e-6f7a-8b9c-0d1e2f3a4b5c", "A_z-9", String(repeating: "x", count: 128),
    ])
    func `a job id is a name`(text: String) throws {
        let id = try #require(JobID(text))
        #expect("\(id)" == text)
        #expect(id.short == text.prefix(8))
    }

    @Test(arguments: ["", "a/b", "..", "a b", "a\n", "é", "a?b", "a%2f", String(repeating: "x", count: 129)])
    func `what could not be part of a path is no job id`(text: String) {
        #expect(JobID(text) == nil)
    }
}
