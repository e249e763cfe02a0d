import Testing

@testable import HolocronJobs

struct PollpaceTests {
    @Test func `looks come 2 s after the submit and then up to 5 s apart`() {
        let pauses = (0..<5).map { Pollpace.remote.pause(before: $0, random: 0) }
        #expect(pauses == [.seconds(2), .seconds(3), .milliseconds(4500), .seconds(5), .seconds(5)])
    }

    @Test func `the local service is looked at quickly`() {
        #expect(Pollpace.local.pause(before: 0) == .milliseconds(20))
        #expect(Pollpace.local.pause(before: 1) == .milliseconds(30))
        #expect(Pollpace.local.pause(before: 50) == .milliseconds(500))
    }

    @Test func `looks that fail come further and further apart`() {
        #expect(Pollpace.remote.pause(before: 3, troubles: 3, random: 0) > .seconds(15))
        #expect(Pollpace.remote.pause(before: 3, troubles: 900, random: 0) == .seconds(60))
    }

    @Test(arguments: [-1.0, -0.3, 0.5, 1.0])
    func `jitter stays within its part`(random: Double) {
        let pause = Pollpace.remote.pause(before: 9, random: random)
        #expect(pause >= .milliseconds(4499) && pause <= .milliseconds(5501))
    }
}
