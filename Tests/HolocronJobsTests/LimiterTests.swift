import FoundationEssentials
import Synchronization
import Testing

@testable import HolocronJobs

/// Turns, with tasks and a clock.
struct LimiterTests {
    let time = FakeTime()

    @Test func `all go, and no window holds more than the rate`() async throws {
        let limiter = Limiter(limits: [.submit: Rate(count: 5)].limits, clock: time.clock)
        let moments = Notes<Duration>()
        try await withThrowingTaskGroup { group in
            for _ in 0..<33 {
                group.addTask {
                    try await limiter.pass(.submit) {
                        let now = self.time.clock.elapsed()
                        moments.add(now)
                    }
                }
            }
            try await group.waitForAll()
        }
        let all = moments.all
        #expect(all.count == 33)
        #expect(RateWindowTests.most(in: .seconds(60), of: all) <= 5)
    }

    @Test func `who is cancelled is not served and holds nobody up`() async throws {
        let limiter = Limiter(limits: [.submit: Rate(count: 1, per: .seconds(1))].limits)
        try await limiter.pass(.submit) {}
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await withTaskGroup(of: Bool.self) { inner in
                    for _ in 0..<20 {
                        inner.addTask { (try? await limiter.pass(.submit) {}) != nil }
                    }
                    inner.cancelAll()
                    return await inner.reduce(true) { $0 && !$1 }
                }
            }
            #expect(await group.next() == true)
        }
        try await limiter.pass(.submit) {}
    }

    @Test func `a task that is cancelled already never has a turn that was free`() async throws {
        let limiter = Limiter(limits: .none, clock: time.clock)
        let passed = await withTaskGroup(of: Bool.self) { group in
            group.cancelAll()
            group.addTask { (try? await limiter.pass(.submit) {}) != nil }
            return await group.next()
        }
        #expect(passed == false)
        #expect(limiter.allowed(.submit) == nil)
    }

    @Test func `what the body throws is passed on, and its turn is given back`() async throws {
        let limiter = Limiter(limits: [.list: Rate(count: 1, per: .seconds(1))].limits, clock: time.clock)
        for _ in 0..<3 {
            await #expect(throws: Unmatched.self) { try await limiter.pass(.list) { throw Unmatched() } }
        }
        #expect(limiter.allowed(.list) == 1)
    }

    @Test func `a machine that slept does not send what it would have sent meanwhile`() async throws {
        let now = Mutex(Duration.zero)
        let sleeps = Counter()
        let clock = JobClock(
            date: { .init() }, elapsed: { now.withLock { $0 } },
            sleep: { nap in
                try Task.checkCancellation()
                // The machine sleeps for an hour in the first wait.
                let slept: Duration = sleeps.next() == 1 ? .seconds(3600) : .zero
                now.withLock { $0 += nap + slept }
            })
        let limiter = Limiter(limits: [.look: Rate(count: 60)].limits, clock: clock)
        let moments = Notes<Duration>()
        await limiter.withWaiter { waiter in
            for number in 1...30 {
                limiter.add(.init(kind: .look, due: .seconds(10 * number)), for: waiter)
            }
            while moments.all.count < 30 {
                for case (_, .go(let pass)) in await limiter.turns(of: waiter) {
                    moments.add(clock.elapsed())
                    limiter.end(pass)
                }
            }
        }
        let all = moments.all.sorted()
        #expect(all.count == 30)
        #expect(all.first! >= .seconds(3600))
        #expect(RateWindowTests.most(in: .seconds(9), of: all) == 1)
    }

    @Test func `one that is due earlier wakes the one who keeps the time`() async throws {
        let limiter = Limiter(limits: .none)
        let due = JobClock.system.elapsed() + .seconds(3600)
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await limiter.turn(.init(kind: .look, due: due)) == .cancelled }
            try? await Task.sleep(for: .milliseconds(20))
            for kind in [RequestKind.look, .submit] {
                guard case .go(let pass) = await limiter.turn(.init(kind: kind, due: due - .seconds(3599.99)))
                else { return #expect(Bool(false)) }
                limiter.end(pass)
            }
            group.cancelAll()
            #expect(await group.next() == true)
        }
    }
}
