import Testing

/// Some cells of the matrix with the program itself: what it says, how it ends, and what a resume sends.
@Suite(.serialized)
struct ProgramTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: Fault
        let exit: Int32

        init(_ name: String, _ fault: Fault, _ exit: Int32) {
            (testDescription, self.fault, self.exit) = (name, fault, exit)
        }
    }

    static let cases: [Case] = {
        let page = RawMessage(status: "502 Bad Gateway", body: Family.page, type: "text/html")
        let moved = RawMessage(status: "307 Moved", fields: ["Location: /v1/holocron/task"], body: "")
        let limit =
            #"{"status":"error","error":{"code":"RATE_LIMIT_EXCEEDED","message":"Too many requests."}}"#
        let poor =
            #"{"status":"error","error":{"code":"INSUFFICIENT_CREDITS","message":"No.","balance":1,"required":2}}"#
        let failed =
            #"{"status":"error","error":{"code":"EXECUTION_FAILED","message":"Failed to submit task."}}"#
        var cases = [
            Case("HTML 502", .reply(page, forwards: true), 9),
            Case("HTML 502, not sent on", .reply(page, forwards: false), 9),
            Case("307", .reply(moved, forwards: true), 9), Case("gzip", .changed(\.gzipped), 9),
            Case("no id", .reply(RawMessage(status: "202 Accepted", body: "{}"), forwards: true), 9),
            Case(
                "429",
                .reply(
                    RawMessage(status: "429 Slow", fields: ["Retry-After: 1"], body: limit), forwards: false),
                0),
            Case(
                "500 not charged", .reply(RawMessage(status: "500 Failed", body: failed), forwards: false), 0),
            Case("402", .reply(RawMessage(status: "402 Pay", body: poor), forwards: false), 5),
            Case(
                "twice",
                .changed { message in
                    var message = message
                    message.bytes += message.bytes
                    return message
                }, 0),
        ]
        for cut in Fault.Cut.allCases {
            cases += [20, 250].map { Case("request \($0) \(cut)", .partly($0, cut), 9) }
            cases += [0, 12, 60].map { Case("head \($0) \(cut)", .cut(.byte($0), cut), 9) }
            cases += [0, 1, 60].map { Case("body \($0) \(cut)", .cut(.body($0), cut), 9) }
        }
        return cases
    }()

    @Test func `A script that meets a fault ends with the right code, and a resume pays for nothing twice`()
        async throws
    {
        let serve = try await ServeProcess()
        _ = try await concurrently(ProgramTests.cases, atOnce: 4) { each in
            let run = try KilledRun(Victim(rows: 1, atOnce: 1), serve, [each.fault])
            let child = try run.start()
            let ending = try await child.ending()
            let message = child.text(child.errors)
            #expect(ending == .exit(each.exit), "\(each.testDescription): \(message)")
            #expect(run.proxy.fired == 1, "\(each.testDescription)")
            if each.exit == 9 {
                #expect(message.contains("may have been paid for"), "\(each.testDescription): \(message)")
            }
            let problems = try await run.problemsAfterKill(try run.peek()) + run.finish()
            #expect(problems == [], "\(each.testDescription)")
        }
        print("program: \(ProgramTests.cases.count) cells")
    }
}
