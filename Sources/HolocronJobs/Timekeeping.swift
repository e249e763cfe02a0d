import HolocronAPI
import Synchronization

extension Limiter {
    /// Those who wait, and the timer that one of them keeps for all.
    struct State {
        var schedule: Schedule
        var lastWaiter = 0
        var places: [Int: Place] = [:]
        /// Whose entry a ticket is, and which of theirs.
        var owners: [Ticket: (waiter: Int, tag: Int)] = [:]
        var timekeeper: Int?
        var alarm: CheckedContinuation<Void, Never>?
        var isAlarmed = false
        /// When the timekeeper means to wake.
        var plan: Duration?

        init(schedule: Schedule) { self.schedule = schedule }
    }

    /// One who waits.
    struct Place {
        var tickets: Set<Ticket> = []
        /// Turns that it has not taken yet.
        var turns: Turns = []
        /// Nil while it does not sleep, and while it keeps the time.
        var sleeper: CheckedContinuation<Signal, Never>?
        var isCancelled = false
        var isWoken = false
    }

    enum Signal: Sendable {
        case turns(Turns)
        case keepTime
    }

    /// Sleeps until the next turn of anyone, again and again, until it is this one's.
    func keepTime(_ waiter: Waiter) async {
        while let plan = nextPlan(waiter) {
            await sleep(until: plan)
            noticeSleep(past: plan)
            pump()
        }
        let next = state.withLock { $0.nextTimekeeper() }
        next?.resume(returning: .keepTime)
    }

    /// When to wake, which may be never; nil where there is news for the one who keeps the time.
    private func nextPlan(_ waiter: Waiter) -> Duration?? {
        state.withLock { state in
            guard !state.hasNews(waiter.number) else { return nil }
            let plan = state.schedule.next(after: clock.elapsed())
            state.plan = plan
            return .some(plan)
        }
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
    func hasNews(_ waiter: Int) -> Bool { places[waiter].map { $0.isWoken || !$0.turns.isEmpty } ?? true }

    mutating func takeNews(_ waiter: Int) -> Limiter.Turns {
        defer {
            places[waiter]?.turns = []
            places[waiter]?.isWoken = false
        }
        return places[waiter]?.turns ?? []
    }

    /// Puts turns to their waiters; gives those that slept, with all of theirs.
    mutating func hand(
        out turns: [(Limiter.Ticket, Schedule.Turn)]
    ) -> [(CheckedContinuation<Limiter.Signal, Never>, Limiter.Turns)] {
        var sleepers: Set<Int> = []
        for (ticket, turn) in turns {
            guard let (waiter, tag) = owners.removeValue(forKey: ticket) else { continue }
            places[waiter]?.tickets.remove(ticket)
            places[waiter]?.turns.append((tag, turn))
            if places[waiter]?.sleeper != nil { sleepers.insert(waiter) }
        }
        return sleepers.compactMap { wakeUp($0) }
    }

    /// The waiter with its news, where it sleeps.
    mutating func wakeUp(_ waiter: Int) -> (CheckedContinuation<Limiter.Signal, Never>, Limiter.Turns)? {
        guard let sleeper = places[waiter]?.sleeper else { return nil }
        places[waiter]?.sleeper = nil
        return (sleeper, takeNews(waiter))
    }

    /// One of those who sleep keeps the time from now on.
    mutating func nextTimekeeper() -> CheckedContinuation<Limiter.Signal, Never>? {
        timekeeper = places.first { $0.value.sleeper != nil }?.key
        guard let timekeeper else { return nil }
        defer { places[timekeeper]?.sleeper = nil }
        return places[timekeeper]?.sleeper
    }

    /// The timekeeper is woken when there is news for it, and when the next turn is earlier than it knows.
    mutating func alarmIfNeeded(_ now: Duration) -> CheckedContinuation<Void, Never>? {
        guard let timekeeper else { return nil }
        let next = schedule.next(after: now)
        let isEarlier = next.map { next in plan.map { next < $0 } ?? true } ?? false
        guard hasNews(timekeeper) || isEarlier else { return nil }
        return takeAlarm()
    }

    mutating func takeAlarm() -> CheckedContinuation<Void, Never>? {
        defer { alarm = nil }
        isAlarmed = alarm == nil
        return alarm
    }
}
