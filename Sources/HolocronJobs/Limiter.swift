import HolocronAPI
import Synchronization

/// Keeps all requests of a process to one server within its limits, first come, first served.
///
/// No window of the length of a rate ever holds more requests than the rate allows, as the server counts them. A 429
/// halves the rate and holds everything of its kind back for as long as the server asks; every period without one
/// gives a tenth back. Looks at jobs wait here until they are due. One timer serves all who wait.
public final class Limiter: Sendable {
    typealias Ticket = Schedule.Ticket

    fileprivate struct State {
        var schedule: Schedule
        var waiters: [Ticket: CheckedContinuation<Signal, Never>] = [:]
        /// For those who do not sleep at this moment.
        var turns: [Ticket: Schedule.Turn] = [:]
        /// One of those who wait keeps the time for all.
        var timekeeper: Ticket?
        var alarm: CheckedContinuation<Void, Never>?
        var isAlarmed = false
        /// When the timekeeper means to wake.
        var plan: Duration?
    }

    fileprivate enum Signal: Sendable {
        case turn(Schedule.Turn)
        case keepTime
    }

    private let clock: JobClock
    private let isUnlimited: Bool
    private let state: Mutex<State>

    public init(limits: Limits, clock: JobClock = .system) {
        self.clock = clock
        isUnlimited = limits.rates[.look] == nil
        state = Mutex(State(schedule: Schedule(limits)))
    }

    /// Sends a request when it may go.
    /// - Throws: what `body` throws, and `CancellationError` when the task is cancelled before its turn.
    public func pass<Value>(_ kind: RequestKind, _ body: () async throws -> Value) async throws -> Value {
        let pass = try await pass(kind)
        defer { end(pass) }
        return try await body()
    }

    /// What the rate of a kind has been learned to be, in requests a period; nil where there is no limit.
    public func allowed(_ kind: RequestKind) -> Int? { state.withLock { $0.schedule.allowed(kind) } }

    /// Waits until a request may go; it counts until it is given back with ``end(_:wasUsed:)``.
    func pass(_ kind: RequestKind) async throws(CancellationError) -> Schedule.Pass {
        guard case .go(let pass) = await turn(.init(kind: kind, due: clock.elapsed())) else {
            throw CancellationError()
        }
        return pass
    }

    func end(_ pass: Schedule.Pass, wasUsed: Bool = true) {
        state.withLock { $0.schedule.end(pass, at: clock.elapsed(), wasUsed: wasUsed) }
        pump()
    }

    /// A request was answered with a 429.
    func refuse(_ pass: Schedule.Pass, told: Duration?) {
        state.withLock { $0.schedule.refuse(pass, at: clock.elapsed(), told: told) }
    }

    func endSweep(_ reading: JobLists.Reading) {
        deliver { $0.schedule.endSweep(reading, at: self.clock.elapsed()) }
        pump()
    }

    /// Without a limit the looks at many jobs are spread out all the same.
    var spread: Duration {
        isUnlimited ? .milliseconds(10) * state.withLock { $0.schedule.waits } : .zero
    }

    /// One more job is waited for, or one less.
    func countWaits(_ change: Int) { state.withLock { $0.schedule.waits += change } }

    /// Waits for the turn of an entry.
    func turn(_ entry: Schedule.Entry) async -> Schedule.Turn {
        let ticket = state.withLock { $0.schedule.add(entry) }
        return await withTaskCancellationHandler {
            pump()
            while true {
                switch await signal(ticket) {
                case .turn(let turn): return turn
                case .keepTime: await keepTime(ticket)
                }
            }
        } onCancel: {
            deliver { $0.schedule.remove(ticket) ? [(ticket, .cancelled)] : [] }
        }
    }

    private func signal(_ ticket: Ticket) async -> Signal {
        await withCheckedContinuation { waiter in
            let signal: Signal? = state.withLock { state in
                if let turn = state.turns.removeValue(forKey: ticket) { return .turn(turn) }
                if state.timekeeper == nil {
                    state.timekeeper = ticket
                    return .keepTime
                }
                state.waiters[ticket] = waiter
                return nil
            }
            if let signal { waiter.resume(returning: signal) }
        }
    }
}

extension Limiter {
    /// Gives everyone their turn whose time has come.
    private func pump() {
        deliver { state in
            let now = self.clock.elapsed()
            return state.schedule.take(at: now)
        }
    }

    private func deliver(_ change: @Sendable (inout State) -> [(Ticket, Schedule.Turn)]) {
        let (ready, alarm) = state.withLock { state in
            var ready: [(CheckedContinuation<Signal, Never>, Schedule.Turn)] = []
            for (ticket, turn) in change(&state) {
                if let waiter = state.waiters.removeValue(forKey: ticket) {
                    ready.append((waiter, turn))
                } else {
                    state.turns[ticket] = turn
                }
            }
            return (ready, state.alarmIfNeeded(clock.elapsed()))
        }
        for (waiter, turn) in ready { waiter.resume(returning: .turn(turn)) }
        alarm?.resume()
    }

    /// Sleeps until the next turn of anyone, again and again, until it is this one's.
    private func keepTime(_ ticket: Ticket) async {
        while true {
            let plan: Duration?? = state.withLock { state in
                guard state.turns[ticket] == nil else { return nil }
                let plan = state.schedule.next(after: clock.elapsed())
                state.plan = plan
                return .some(plan)
            }
            guard let plan else { break }
            await sleep(until: plan)
            noticeSleep(past: plan)
            pump()
        }
        let next = state.withLock { state in
            state.timekeeper = state.waiters.keys.first
            return state.timekeeper.flatMap { state.waiters.removeValue(forKey: $0) }
        }
        next?.resume(returning: .keepTime)
    }

    private func sleep(until plan: Duration?) async {
        await withTaskGroup(of: Void.self) { group in
            if let plan {
                let nap = plan - clock.elapsed()
                guard nap > .zero else { return }
                group.addTask { try? await self.clock.sleep(nap) }
            }
            group.addTask { await self.alarm() }
            await group.next()
            group.cancelAll()
        }
    }

    /// A machine that slept wakes long after the plan.
    private func noticeSleep(past plan: Duration?) {
        guard let plan else { return }
        state.withLock { state in
            let late = clock.elapsed() - plan
            if late > .seconds(10) { state.schedule.skip(late) }
        }
    }

    /// Waits until the plan has to be made anew.
    private func alarm() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { alarm in
                let isDue = state.withLock { state in
                    defer { state.isAlarmed = false }
                    if !state.isAlarmed { state.alarm = alarm }
                    return state.isAlarmed
                }
                if isDue { alarm.resume() }
            }
        } onCancel: {
            state.withLock { $0.takeAlarm() }?.resume()
        }
    }
}

extension Limiter.State {
    /// The timekeeper is woken when it is its own turn, and when the next turn is earlier than it knows.
    fileprivate mutating func alarmIfNeeded(_ now: Duration) -> CheckedContinuation<Void, Never>? {
        guard let timekeeper else { return nil }
        let next = schedule.next(after: now)
        let isEarlier = next.map { next in plan.map { next < $0 } ?? true } ?? false
        guard turns[timekeeper] != nil || isEarlier else { return nil }
        return takeAlarm()
    }

    fileprivate mutating func takeAlarm() -> CheckedContinuation<Void, Never>? {
        defer { alarm = nil }
        isAlarmed = alarm == nil
        return alarm
    }
}
