import Testing

@testable import HoloLang

@Suite struct NearestTests {
    private let commands = ["submit", "await", "run", "jobs", "describe", "actions", "as", "résumé"]

    @Test(
        arguments: [
            ("sumbit", "submit"), ("submti", "submit"), ("SUBMIT", "submit"), ("sub", "submit"),
            ("desc", "describe"),
            ("awit", "await"), ("job", "jobs"), ("rnu", "run"), ("actoins", "actions"), ("resume", "résumé"),
            ("su", "submit"),
            ("xyz", nil), ("x", nil), ("s", nil), ("", nil), ("quit", nil), ("describes_nothing", nil),
        ] as [(String, String?)])
    func `the nearest name is offered`(typed: String, meant: String?) {
        #expect(nearest(to: typed, in: commands) == meant)
    }

    @Test func `a smaller slip wins over an earlier name`() {
        #expect(nearest(to: "status", in: ["stats", "states", "status"]) == "status")
        #expect(nearest(to: "abcdef", in: ["abxxef", "abcxef"]) == "abcxef")
        #expect(nearest(to: "re", in: ["resume", "result-all"]) == "resume")
    }

    @Test func `an endless text has no nearest name`() {
        #expect(
            nearest(to: String(repeating: "a", count: 65), in: [String(repeating: "a", count: 65)]) == nil)
    }
}
