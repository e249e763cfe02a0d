import HolocronAPI
import Testing

@testable import HolocronJobs

/// The order of turns, by itself.
struct ScheduleTests {
    static func id(_ number: Int) -> JobID { JobID("j-\(number)")! }

    /// A schedule with a look at each of so many jobs, all due at once.
    static func looks(_ count: Int, _ limits: Limits = .documented, due: Duration = .zero) -> Schedule {
        var schedule = Schedule(limits)
        schedule.waits = count
        for number in 0..<count {
            _ = schedule.add(.init(kind: .look, due: due, job: id(number)))
        }
        return schedule
    }

    static func kinds(_ turns: [(Schedule.Ticket, Schedule.Turn)]) -> [String] {
        turns.map { "\($0.1)".prefix { $0 != "(" }.description }
    }

    @Test func `first come, first served, by the time at which they are due`() {
        var schedule = Schedule(.documented)
        let late = schedule.add(.init(kind: .look, due: .seconds(3)))
        let first = schedule.add(.init(kind: .look, due: .seconds(1)))
        let second = schedule.add(.init(kind: .look, due: .seconds(1)))
        #expect(schedule.take(at: .zero).isEmpty)
        #expect(schedule.next(after: .zero) == .seconds(1))
        #expect(schedule.take(at: .seconds(1)).map(\.0) == [first, second])
        #expect(schedule.next(after: .seconds(1)) == .seconds(3))
        #expect(schedule.take(at: .seconds(9)).map(\.0) == [late])
        #expect(schedule.isEmpty)
        #expect(schedule.next(after: .seconds(9)) == nil)
    }

    @Test func `each kind of request has a limit of its own`() {
        var schedule = Schedule(.documented)
        for kind in RequestKind.allCases {
            for _ in 0..<100 { _ = schedule.add(.init(kind: kind, due: .zero)) }
        }
        let turns = schedule.take(at: .zero)
        let passes = turns.compactMap { turn -> RequestKind? in
            if case .go(let pass) = turn.1 { pass.kind } else { nil }
        }
        #expect(RequestKind.allCases.map { kind in passes.count { $0 == kind } } == [20, 60, 60, 60, 30])
    }

    @Test func `who is cancelled leaves nothing behind, and the next is served`() {
        var schedule = Schedule([.submit: Rate(count: 1)].limits)
        let tickets = (0..<3).map { _ in schedule.add(.init(kind: .submit, due: .zero)) }
        let removed = schedule.remove(tickets[0])
        let again = schedule.remove(tickets[0])
        #expect(removed && !again)
        let turns = schedule.take(at: .zero)
        #expect(turns.map(\.0) == [tickets[1]])
        guard case .go(let pass) = turns[0].1 else { return #expect(Bool(false)) }
        schedule.end(pass, at: .zero, wasUsed: true)
        schedule.remove(tickets[2])
        #expect(schedule.isEmpty)
        #expect(schedule.take(at: .seconds(61)).isEmpty)
        #expect(schedule.next(after: .seconds(61)) == nil)
    }

    @Test func `at its deadline an entry leaves without a turn, unless there is one right then`() {
        var schedule = Schedule([.look: Rate(count: 1)].limits)
        let first = schedule.add(.init(kind: .look, due: .zero, deadline: .zero))
        let second = schedule.add(.init(kind: .look, due: .zero, deadline: .seconds(5)))
        let third = schedule.add(.init(kind: .look, due: .seconds(9), deadline: .seconds(7)))
        #expect(schedule.take(at: .zero).map(\.0) == [first])
        #expect(schedule.next(after: .zero) == .seconds(5))
        let late = schedule.take(at: .seconds(5))
        #expect(late.map(\.0) == [second])
        #expect(ScheduleTests.kinds(late) == ["expired"])
        #expect(schedule.take(at: .seconds(7)).map(\.0) == [third])
        #expect(schedule.isEmpty)
    }

    @Test func `few jobs are looked at one by one`() {
        var schedule = ScheduleTests.looks(5)
        #expect(ScheduleTests.kinds(schedule.take(at: .zero)) == Array(repeating: "go", count: 5))
    }

    @Test func `many jobs are read from one list, and who is not in it any more is looked at`() {
        var schedule = ScheduleTests.looks(100)
        let turns = schedule.take(at: .zero)
        #expect(turns.count == 1)
        guard case .sweep(let jobs) = turns[0].1 else { return #expect(Bool(false)) }
        #expect(jobs.count == 100)
        #expect(schedule.take(at: .seconds(1)).isEmpty)
        let running = Set((0..<90).map(ScheduleTests.id))
        let told = schedule.endSweep(.complete(running: running), at: .seconds(1))
        #expect(told.count >= 89 && told.allSatisfy { $0.1 == .running })
        let looks = schedule.take(at: .seconds(1))
        #expect(looks.count + told.count == 99)
        #expect(Set(ScheduleTests.kinds(looks)) == ["go"])
        #expect(schedule.isEmpty)
    }

    @Test func `readings are apart, and take in what is due soon`() {
        var schedule = ScheduleTests.looks(50)
        _ = schedule.take(at: .zero)
        _ = schedule.endSweep(.complete(running: Set((0..<50).map(ScheduleTests.id))), at: .zero)
        for number in 0..<50 {
            _ = schedule.add(
                .init(kind: .look, due: .milliseconds(100 * number), job: ScheduleTests.id(number)))
        }
        #expect(schedule.take(at: .seconds(1)).isEmpty)
        #expect(schedule.next(after: .seconds(1)) == .milliseconds(1100))
        let turns = schedule.take(at: JobLists.interval)
        guard case .sweep(let jobs) = turns.first?.1 else { return #expect(Bool(false)) }
        #expect(jobs.count == 50)
    }

    @Test(arguments: [JobLists.Reading.failed, .missing])
    func `where the list cannot be read jobs are looked at one by one`(reading: JobLists.Reading) {
        var schedule = ScheduleTests.looks(100)
        _ = schedule.take(at: .zero)
        #expect(schedule.endSweep(reading, at: .zero).isEmpty)
        #expect(ScheduleTests.kinds(schedule.take(at: .zero)) == Array(repeating: "go", count: 60))
        for number in 0..<100 {
            _ = schedule.add(.init(kind: .look, due: .seconds(40), job: ScheduleTests.id(number)))
        }
        let later = ScheduleTests.kinds(schedule.take(at: .seconds(40)))
        if case .missing = reading {
            #expect(!later.contains("sweep"))
        } else {
            #expect(later.contains("sweep"))
        }
    }

    @Test func `when the one who reads is cancelled another reads`() {
        var schedule = ScheduleTests.looks(100)
        _ = schedule.take(at: .zero)
        #expect(schedule.endSweep(.stopped, at: .zero).isEmpty)
        let turns = schedule.take(at: .zero)
        guard case .sweep(let jobs) = turns.first?.1 else { return #expect(Bool(false)) }
        #expect(jobs.count == 99)
    }

    @Test func `one with time reads the list, and the others leave at their deadline all the same`() {
        var schedule = Schedule(.documented)
        schedule.waits = 20
        for number in 0..<20 {
            _ = schedule.add(
                .init(
                    kind: .look, due: .zero, deadline: number == 7 ? nil : .seconds(3),
                    job: ScheduleTests.id(number)))
        }
        #expect(schedule.take(at: .zero).map(\.0) == [8])
        #expect(schedule.next(after: .zero) == .seconds(3))
        #expect(ScheduleTests.kinds(schedule.take(at: .seconds(3))) == Array(repeating: "expired", count: 19))
        #expect(schedule.endSweep(.complete(running: []), at: .seconds(4)).isEmpty)
        #expect(schedule.isEmpty)
    }

    @Test func `after a sleep of the machine nothing comes at once`() {
        var schedule = Schedule(.documented)
        for number in 1...50 { _ = schedule.add(.init(kind: .submit, due: .seconds(number))) }
        schedule.skip(.seconds(3600))
        #expect(schedule.take(at: .seconds(3601)).count == 1)
        #expect(schedule.next(after: .seconds(3601)) == .seconds(3602))
    }

    @Test func `10,000 jobs are taken in and told in little time`() {
        var schedule = ScheduleTests.looks(10_000)
        var steps = 0
        var now = Duration.zero
        let running = Set((0..<10_000).map(ScheduleTests.id))
        while steps < 8 {
            for turn in schedule.take(at: now) {
                guard case .sweep = turn.1 else { continue }
                _ = schedule.add(.init(kind: .look, due: now + .seconds(5), job: ScheduleTests.id(0)))
                for _ in schedule.endSweep(.complete(running: running), at: now) {
                    _ = schedule.add(.init(kind: .look, due: now + .seconds(5), job: ScheduleTests.id(0)))
                }
            }
            now = schedule.next(after: now) ?? now
            steps += 1
        }
        #expect(!schedule.isEmpty)
    }
}

extension [RequestKind: Rate] {
    var limits: Limits { Limits(self) }
}
