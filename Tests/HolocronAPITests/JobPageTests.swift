import FoundationEssentials
import HolocronAPI
import Testing

struct JobPageTests {
    static let body = """
        {"jobs":[{"id":"j-1","action_id":"rt_search","action_name":"Search","catalog_slug":"reddit",
        "params":{"query":"x"},"status":"completed","result":{"n":1},"credits_used":2,"credential_id":"c-1",
        "error":null,"created_at":"2026-03-01T12:30:45.250Z","completed_at":"2026-03-01T12:30:50Z"}],
        "total_count":41,"page":2,"limit":20,"total_pages":3}
        """

    @Test func `a page of jobs is read`() throws {
        let page = try #require(JobPage(JSON(parsing: JobPageTests.body)))
        #expect(page.page == 2)
        #expect(page.pages == 3)
        let job = try #require(page.jobs.first)
        #expect(job.id.text == "j-1")
        #expect(job.action == "rt_search")
        #expect(job.params == ["query": "x"])
        #expect(job.credential == "c-1")
        #expect(job.status == "completed")
        #expect(job.created == Date(timeIntervalSince1970: 1_772_368_245.25))
    }

    @Test func `what is missing is left out, an entry without a usable id altogether`() {
        let page = JobPage(["jobs": [["id": "j-1"], ["id": "../x"], ["action_id": "a"], nil]])
        #expect(page?.jobs.map(\.id.text) == ["j-1"])
        #expect(page?.pages == nil)
        #expect(page?.jobs.first?.created == nil)
        #expect(page?.jobs.first?.params == [:])
    }

    @Test(arguments: [[:], ["jobs": nil], ["jobs": [:]], [], "x"] as [JSON])
    func `anything else is no page`(body: JSON) { #expect(JobPage(body) == nil) }

    static func created(_ text: String) -> Double? {
        JobPage(["jobs": [["id": "j", "created_at": .string(text)]]])?.jobs.first?.created?
            .timeIntervalSince1970
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0.0), ("2024-02-29T00:00:00Z", 1_709_164_800),
        ("2026-03-01T12:30:45Z", 1_772_368_245), ("2026-03-01 12:30:45Z", 1_772_368_245),
        ("2026-03-01T14:30:45+02:00", 1_772_368_245), ("2026-03-01T07:00:45.000000-05:30", 1_772_368_245),
        ("2026-03-01t12:30:45.5z", 1_772_368_245.5),
        ("2026-03-01T12:30:45.123456789Z", 1_772_368_245.123456789),
    ])
    func `dates are read with any fraction and offset`(text: String, seconds: Double) throws {
        let read = try #require(JobPageTests.created(text))
        #expect(abs(read - seconds) < 0.000_01)
    }

    @Test(arguments: [
        "", "yesterday", "2026-03-01", "2026-03-01T12:30:45", "2026-13-01T12:30:45Z", "2026-03-41T12:30:45Z",
        "2026-03-01T25:30:45Z", "2026-03-01T12:30:45.Z", "2026-03-01T12:30:45+2", "2026-03-01T12:30:45+0200x",
        "2026/03/01T12:30:45Z", "2026-03-01T12-30-45Z", "２026-03-01T12:30:45Z",
    ])
    func `what is no such date is no date`(text: String) { #expect(JobPageTests.created(text) == nil) }
}
