import Testing

@testable import HolocronJobs

struct PollpaceTests {
    @Test func `looks come 2.5 s after the submit, then a little further apart each time, up to 5 s`() {
        let pauses = (0..<200).map { Pollpace.remote.pause(before: $0, random: 0) }
        #expect(pauses[0] == .milliseconds(2500) && pauses[199] == .seconds(5))
        #expect(pauses == pauses.sorted())
        // Of jobs of 30 s, which have a dozen looks, 95 % are noticed within 2.8 s.
        #expect(pauses[12] * 0.95 < .milliseconds(2800))
    }

    @Test func `the local service is looked at quickly`() {
        #expect(Pollpace.local.pause(before: 0) == .milliseconds(20))
        #expect(Pollpace.local.pause(before: 1) == .milliseconds(30))
        #expect(Pollpace.local.pause(before: 50) == .milliseconds(500))
    }

    @Test func `looks that fail come further and further apart`() {
        #expect(Pollpace.remote.pause(before: 3, troubles: 6, random: 0) > .seconds(15))
        #expect(Pollpace.remote.pause(before: 3, troubles: 900, random: 0) == .seconds(60))
    }

    @Test(arguments: [-1.0, -0.3, 0.5, 1.0])
    func `jitter stays within its part`(random: Double) {
        let pause = Pollpace.remote.pause(before: 900, random: random)
        #expect(pause >= .milliseconds(4849) && pause <= .milliseconds(5151))
    }
}
