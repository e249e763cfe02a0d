import Testing

@testable import HolocronJobs

struct RateWindowTests {
    /// When each of so many requests may go and is answered so much later, each asked for as early as can be.
    static func starts(
        _ window: inout RateWindow, _ count: Int, answeredAfter latency: Duration = .zero,
        from start: Duration = .zero
    ) -> [Duration] {
        var now = start
        return (0..<count).map { _ in
            while window.free(at: now) == 0 { now = window.nextFree(at: now) ?? now }
            window.begin()
            window.end(at: now + latency, wasUsed: true)
            return now
        }
    }

    static func most(in period: Duration, of moments: [Duration]) -> Int {
        moments.map { start in moments.count { $0 >= start && $0 < start + period } }.max() ?? 0
    }

    @Test(arguments: [1, 5, 20, 60])
    func `no window holds more than the rate`(count: Int) {
        var window = RateWindow(Rate(count: count))
        let starts = RateWindowTests.starts(&window, count * 5)
        #expect(RateWindowTests.most(in: .seconds(60), of: starts) == count)
        #expect(starts.last! < .seconds(60 * 4 + 1))
    }

    @Test func `a request counts until a period after its answer, when it may have reached the server`() {
        var window = RateWindow(Rate(count: 1))
        window.begin()
        #expect(window.free(at: .seconds(500)) == 0)
        #expect(window.nextFree(at: .seconds(500)) == nil)
        window.end(at: .seconds(500), wasUsed: true)
        #expect(window.nextFree(at: .seconds(500)) == .seconds(560) + RateWindow.margin)
        #expect(window.free(at: .seconds(560)) == 0)
        #expect(window.free(at: .seconds(560) + RateWindow.margin) == 1)
    }

    @Test func `a turn that sent nothing does not count`() {
        var window = RateWindow(Rate(count: 1))
        window.begin()
        window.end(at: .zero, wasUsed: false)
        #expect(window.free(at: .zero) == 1)
    }

    @Test func `a refusal halves the rate and is obeyed; ten periods later the rate is what it was`() {
        var window = RateWindow(Rate(count: 20))
        window.begin()
        window.refuse(at: .seconds(1), started: .zero, told: .seconds(30))
        window.end(at: .seconds(1), wasUsed: true)
        #expect(window.allowed == 10)
        #expect(window.free(at: .seconds(30)) == 0)
        #expect(window.nextFree(at: .seconds(30)) == .seconds(31))
        #expect(window.free(at: .seconds(31)) == 9)
        let learned = (1...6).map { period in
            _ = window.free(at: .seconds(1 + 60 * period))
            return window.allowed
        }
        #expect(learned == [12, 14, 16, 18, 20, 20])
    }

    @Test func `refusals of requests that were on their way together are one lesson`() {
        var window = RateWindow(Rate(count: 20))
        for second in 1...5 { window.refuse(at: .seconds(second), started: .zero, told: nil) }
        #expect(window.allowed == 10)
        window.refuse(at: .seconds(9), started: .seconds(8), told: nil)
        #expect(window.allowed == 5)
        for second in 10...30 { window.refuse(at: .seconds(second), started: .seconds(second), told: nil) }
        #expect(window.allowed == 1)
    }

    @Test func `a shorter wait does not undo a longer one`() {
        var window = RateWindow(Rate(count: 20))
        window.refuse(at: .zero, started: .zero, told: .seconds(60))
        window.refuse(at: .zero, started: .zero, told: .seconds(1))
        #expect(window.nextFree(at: .zero) == .seconds(60))
    }

    @Test func `without a rate only the number at one moment is limited, and a refusal is obeyed`() {
        var window = RateWindow(nil)
        let starts = RateWindowTests.starts(&window, 1000)
        #expect(starts.allSatisfy { $0 == .zero })
        for _ in 0..<RateWindow.unlimited { window.begin() }
        #expect(window.free(at: .zero) == 0)
        for _ in 0..<RateWindow.unlimited { window.end(at: .zero, wasUsed: true) }
        window.refuse(at: .zero, started: .zero, told: .seconds(7))
        #expect(window.free(at: .seconds(6)) == 0)
        #expect(window.free(at: .seconds(7)) == RateWindow.unlimited)
    }

    @Test func `a machine that slept through a window does not begin a new one at once`() {
        var window = RateWindow(Rate(count: 20))
        _ = RateWindowTests.starts(&window, 20)
        window.skip(.seconds(3600))
        #expect(window.free(at: .seconds(3630)) == 0)
        #expect(window.free(at: .seconds(3661)) == 20)
    }
}
