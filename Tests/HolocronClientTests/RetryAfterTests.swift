import FoundationEssentials
import Testing

@testable import HolocronClient

struct RetryAfterTests {
    /// Wed, 21 Oct 2015 07:28:00 GMT
    static let now = Date(timeIntervalSince1970: 1_445_412_480)

    @Test(arguments: [
        ("0", Duration.zero), ("7", .seconds(7)), ("  7 \t ", .seconds(7)), ("007", .seconds(7)),
        ("86400", .seconds(86_400)),
        ("86401", .seconds(86_400)), ("99999999999999999999999999", .seconds(86_400)),
        ("Wed, 21 Oct 2015 07:28:30 GMT", .seconds(30)), ("Wed, 21 Oct 2015 07:27:30 GMT", .zero),
        ("Thu, 01 Jan 1970 00:00:00 GMT", .zero), ("Fri, 31 Dec 9999 23:59:60 GMT", .seconds(86_400)),
        ("Thu, 22 Oct 2015 00:00:00 GMT", .seconds(59_520)),
    ])
    func `seconds and HTTP dates are read, between nothing and a day`(text: String, wait: Duration) {
        #expect(RetryAfter.read(text, now: RetryAfterTests.now) == wait)
    }

    @Test(arguments: [
        "", "soon", "-5", "1.5", "+5", "5 s", "Wed, 21 Oct 2015", "Wed, 21 Foo 2015 07:28:00 GMT",
        "Wed, 21 Oct 2015 25:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 CET", "Wed, 32 Oct 2015 07:28:00 GMT",
        "Wed, 21 Oct -2015 07:28:00 GMT",
    ])
    func `anything else is as if it were not there`(text: String) {
        #expect(RetryAfter.read(text, now: RetryAfterTests.now) == nil)
    }

    @Test(arguments: [
        ("Thu, 29 Feb 2024 00:00:00 GMT", 1_709_164_800.0), ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
        ("Sun, 31 Dec 2023 23:59:59 GMT", 1_704_067_199), ("Tue, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
    ])
    func `dates count leap years`(text: String, seconds: Double) {
        let before = Date(timeIntervalSince1970: seconds - 10)
        #expect(RetryAfter.read(text, now: before) == .seconds(10))
    }
}
