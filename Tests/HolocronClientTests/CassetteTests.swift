import Foundation
import HolocronAPI
import OrderedCollections
import TestFolders
import Testing

@testable import HolocronClient

/// Cassettes: what is written, what is read, and what is answered from them.
struct CassetteTests {
    let path = TestFolder.path("a.cassette")
    static let endpoint = try? Endpoint(key: "ak-canary-key-0001")

    func recorder() throws -> CassetteRecorder {
        try CassetteRecorder(path: path, anonymizer: Anonymizer(), server: { $0.label })
    }

    func player() throws -> CassettePlayer { try CassettePlayer(path: path, again: "holo --record . x.holo") }

    static func post(_ url: String) -> OutgoingRequest {
        OutgoingRequest(
            method: "POST", target: "/v1/holocron/task",
            body: ["params": ["url": .string(url)], "action_id": "li_profile_scrape"])
    }

    static func get(_ target: String) -> OutgoingRequest { OutgoingRequest(method: "GET", target: target) }

    static func answer(_ body: String, _ status: Int = 200) -> RequestEnd {
        .answered(RawAnswer(status: status, body: Array(body.utf8)))
    }

    func record(_ exchanges: [(OutgoingRequest, RequestEnd)], finishes: Bool = true) throws -> String {
        let recorder = try recorder()
        let endpoint = try #require(Self.endpoint)
        for (request, end) in exchanges { recorder.ended(recorder.began(request, at: endpoint), end) }
        if finishes { recorder.finish() }
        #expect(recorder.failure == nil)
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `what is recorded is answered, times and heads and pages too`() async throws {
        let text = try record([
            (
                Self.get("/v1/holocron/search?q=a%20b"),
                Self.answer(#"{"results":[1.50,12345678901234567890]}"#)
            ),
            (Self.post("x"), Self.answer(#"{"status":"processing","job_id":"7c3f1a2b-4d5e"}"#, 202)),
            (Self.get("/v1/holocron/jobs/7c3f1a2b-4d5e"), Self.answer("<html>\n\nbad gateway\n", 502)),
            (
                Self.get("/v1/holocron/jobs/7c3f1a2b-4d5e"),
                .answered(RawAnswer(status: 429, fields: ["retry-after": "3"], body: []))
            ), (Self.get("/v1/holocron/jobs/7c3f1a2b-4d5e"), .failed(.cut(why: "reset"), .sent)),
        ])
        #expect(text.hasPrefix("holo cassette 1\nserver: https://api.anakin.io/v1/holocron\nrecorded: 20"))
        #expect(text.contains("12345678901234567890") && text.contains("1.50"))
        let player = try player()
        guard case .answered(let search) = await player.end(of: Self.get("/v1/holocron/search?q=a%20b"))
        else {
            throw CassetteError.missing("answer")
        }
        #expect(String(decoding: search.body, as: UTF8.self) == #"{"results":[1.50,12345678901234567890]}"#)
        guard case .answered(let accepted) = await player.end(of: Self.post("x")) else {
            throw CassetteError.missing("answer")
        }
        let id = try #require(try JSON(parsing: accepted.body)["job_id"]?.text)
        #expect(id == "00000001-0000-4000-8000-000000000000")
        let look = Self.get("/v1/holocron/jobs/\(id)")
        guard case .answered(let page) = await player.end(of: look) else {
            throw CassetteError.missing("page")
        }
        #expect(page.status == 502 && page.body == Array("<html>\n\nbad gateway\n".utf8))
        guard case .answered(let limit) = await player.end(of: look) else {
            throw CassetteError.missing("429")
        }
        #expect(limit.fields == ["retry-after": "3"] && limit.body == [])
        for _ in 0..<2 {
            guard case .failed(.cut(let why), .sent) = await player.end(of: look) else {
                throw CassetteError.missing("cut")
            }
            #expect(why == "reset")
        }
    }

    @Test func `a submit is answered as often as it was recorded`() async throws {
        _ = try record([(Self.post("x"), Self.answer(#"{"status":"completed","data":1}"#))])
        let player = try player()
        guard case .answered = await player.end(of: Self.post("x")) else {
            throw CassetteError.missing("first")
        }
        guard
            case .failed(.notRecorded(let why, let next), .connecting) = await player.end(of: Self.post("x"))
        else { throw CassetteError.missing("refusal") }
        #expect(why.hasSuffix("is asked for more often than it was recorded in \(path)"))
        #expect(next == "record it again: holo --record . x.holo")
    }

    @Test func `what was not recorded is told with the nearest that was`() async throws {
        _ = try record([
            (Self.get("/v1/holocron/search?q=li"), Self.answer("{}")), (Self.post("a"), Self.answer("{}")),
            (Self.post("https://x.y/person-1"), Self.answer("{}")),
        ])
        let player = try player()
        guard
            case .failed(.notRecorded(let why, let next), _) = await player.end(
                of: Self.post("https://x.y/person-2"))
        else { throw CassetteError.missing("refusal") }
        #expect(why.contains(#"{"url":"https://x.y/person-2"}} was not recorded in "#))
        #expect(
            next.contains(#"the nearest there is POST /v1/holocron/task {"action_id":"li_profile_scrape","#))
        #expect(next.contains("person-1"))
    }

    @Test func `a recording that was cut is read up to its last whole entry`() async throws {
        let whole = try record(
            [(Self.post("a"), Self.answer("{}")), (Self.post("b"), Self.answer("{}"))], finishes: false)
        let entries = try CassetteText(whole, name: "x").entries
        #expect(entries.count == 2)
        let second = try #require(whole.range(of: "> POST", options: .backwards)).lowerBound
        for end in whole[second...].indices {
            #expect(
                try CassetteText(String(whole[..<end]), name: "x").entries == [entries[0]], "\(whole[..<end])"
            )
        }
    }

    @Test func `the order does not depend on what was answered first`() throws {
        let endpoint = try #require(Self.endpoint)
        var texts: Set<String> = []
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            let recorder = try recorder()
            let numbers = order.map { recorder.began(Self.post("url-\($0)"), at: endpoint) }
            for (number, row) in zip(numbers, order).reversed() {
                recorder.ended(
                    number, Self.answer(#"{"status":"processing","job_id":"job-of-row-\#(row)"}"#, 202))
            }
            for row in order {
                let look = Self.get("/v1/holocron/jobs/job-of-row-\(row)")
                for _ in 0...row {
                    recorder.ended(
                        recorder.began(look, at: endpoint), Self.answer(#"{"status":"processing"}"#))
                }
                recorder.ended(
                    recorder.began(look, at: endpoint), Self.answer(#"{"status":"completed","data":1}"#))
            }
            recorder.finish()
            let text = try String(contentsOfFile: path, encoding: .utf8)
            texts.insert(text.replacing(#/recorded: .*/#, with: ""))
        }
        #expect(texts.count == 1)
        #expect(texts.first?.contains("< 200 in 0 ms x3\n") == true)
        #expect(texts.first?.contains("job-of-row") == false)
    }

    @Test func `people differ in a replay as they did`() async throws {
        func mail(_ address: String) -> OutgoingRequest {
            OutgoingRequest(method: "POST", target: "/v1/holocron/task", body: ["email": .string(address)])
        }
        _ = try record(["ann", "bob"].map { (mail("\($0)@acme.com"), Self.answer(#"{"for":"\#($0)"}"#)) })
        let player = try player()
        for name in ["ann", "bob"] {
            guard case .answered(let answer) = await player.end(of: mail("\(name)@acme.com")) else {
                throw CassetteError.missing(name)
            }
            #expect(String(decoding: answer.body, as: UTF8.self).contains(name))
        }
    }

    @Test func `secrets and people are in no line of it`() throws {
        let key = "ak-canary-key-0001"
        let mail = "canary.person@acme.com"
        let text = try record([
            (Self.get("/v1/holocron/search?q=x&email=canary.person%40acme.com"), Self.answer("{}")),
            (
                Self.post("https://x.y/?key=\(key)&b=\(Data(key.utf8).base64EncodedString())"),
                Self.answer(
                    #"{"echo":"\u0061k-canary-key-0001","email":"\#(mail)","raw":"\#(Data(mail.utf8).base64EncodedString())"}"#
                )
            ), (Self.post("y"), Self.answer("<p>\(key) \(mail)</p>", 502)),
            (
                Self.post("z"),
                .answered(RawAnswer(status: 401, fields: ["x-request-id": "\(key)"], body: Array("{}".utf8)))
            ), (Self.post("c"), .failed(.cut(why: "by \(key)"), .sending)),
        ])
        for form in ["canary", "Y2FuYX", "NhbmFye", "jYW5hcn"] {
            #expect(!text.contains(form), "\(form) in \(text)")
        }
        #expect(text.contains("email=redacted-1%40example.invalid"))
    }

    @Test func `a file of another kind or of a later version is refused`() throws {
        for (text, error) in [
            ("{}", CassetteError.notACassette("x")), ("holo cassette 7\n", .newer("x", version: 7)),
            ("holo cassette 1\n\n> GET /x\n", .malformed("x", line: 2)),
            (
                "holo cassette 1\nserver: local\nrecorded: 2026-01-01T00:00:00Z\n\n> GET\n< 200 in 1 ms\n\n",
                .malformed("x", line: 5)
            ),
            (
                "holo cassette 1\nserver: local\nrecorded: 2026-01-01T00:00:00Z\n\n> GET /\n< 200\n\n",
                .malformed("x", line: 6)
            ),
            (
                "holo cassette 1\nserver: local\nrecorded: 2026-01-01T00:00:00Z\n\n> GET /\n< 200 in 1 ms\n{\n\n",
                .malformed("x", line: 7)
            ),
        ] {
            #expect(throws: error) { try CassetteText(text, name: "x") }
        }
        #expect(throws: CassetteError.missing(path)) { try player() }
    }

    @Test func `two programs do not record into one file`() throws {
        let first = try recorder()
        #expect(throws: CassetteError.inUse(path)) { try recorder() }
        first.finish()
        #expect(!FileManager.default.fileExists(atPath: path), "nothing was recorded")
    }

    @Test func `a cassette is for its owner only, and what was in it stays until there is more`() throws {
        _ = try record([(Self.post("a"), Self.answer("{}"))])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let again = try recorder()
        again.finish()
        #expect(try CassetteText(String(contentsOfFile: path, encoding: .utf8), name: "").entries.count == 1)
    }
}
