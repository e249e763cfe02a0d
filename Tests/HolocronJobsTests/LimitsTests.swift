import Testing

@testable import HolocronJobs

struct LimitsTests {
    @Test(arguments: [
        ("20/m", 20, Duration.seconds(60)), ("1/s", 1, .seconds(1)), ("1200/h", 1200, .seconds(3600)),
        ("007/m", 7, .seconds(60)),
    ])
    func `a rate is read`(text: String, count: Int, period: Duration) {
        #expect(Limits.rate(text) == Rate(count: count, per: period))
    }

    @Test(arguments: [
        "", "20", "20/", "/m", "0/m", "-1/m", "+1/m", "1.5/m", "20/d", "20/m/s", "20 /m", "20/M",
        "99999999999999999999/m", "２０/m",
    ])
    func `anything else is no rate`(text: String) { #expect(Limits.rate(text) == nil) }

    @Test func `the documented limits are those of the contract`() {
        let counts = RequestKind.allCases.map { Limits.documented.rates[$0]?.count }
        #expect(counts == [20, 60, 60, 60, 30])
        #expect(Limits.documented.rates.values.allSatisfy { $0.period == .seconds(60) })
        #expect(Limits.none.rates.isEmpty)
    }

    @Test func `a rate is at least one`() { #expect(Rate(count: 0).count == 1) }
}
