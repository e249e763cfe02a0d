import HolocronAPI
import Synchronization

/// Keeps all requests of a process to one server within its limits, first come, first served.
///
/// No window of the length of a rate ever holds more requests than the rate allows, as the server counts them. A 429
/// halves the rate and holds everything of its kind back for as long as the server asks; every period without one
/// gives a tenth back. Looks at jobs wait here until they are due. One timer serves all who wait.
public final class Limiter: Sendable {
    typealias Ticket = Schedule.Ticket
    typealias Turns = [(tag: Int, turn: Schedule.Turn)]

    /// A task that waits for the turns of its entries, of which it may have very many.
    struct Waiter: Hashable, Sendable {
        let number: Int
    }

    let clock: JobClock
    private let isUnlimited: Bool
    let state: Mutex<State>

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

    /// The shortest pause between two looks at a job, for the number of those that are waited for.
    var spread: Duration {
        state.withLock { state in
            isUnlimited
                ? .milliseconds(10) * state.schedule.waits : state.schedule.spread(at: clock.elapsed())
        }
    }

    /// One more job is waited for, or one less.
    func countWaits(_ change: Int) { state.withLock { $0.schedule.waits += change } }

    /// Waits for the turn of an entry.
    func turn(_ entry: Schedule.Entry) async -> Schedule.Turn {
        await withWaiter { waiter in
            add(entry, for: waiter)
            return await turns(of: waiter).first?.turn ?? .cancelled
        }
    }
}

extension Limiter {
    /// Once the task is cancelled, all that this waiter waits for is, also what it adds afterwards.
    func withWaiter<Value>(_ body: (Waiter) async -> Value) async -> Value {
        let waiter = join()
        defer { leave(waiter) }
        return await withTaskCancellationHandler {
            await body(waiter)
        } onCancel: {
            cancel(waiter)
        }
    }

    private func join() -> Waiter {
        state.withLock { state in
            state.lastWaiter += 1
            state.places[state.lastWaiter] = Place()
            return Waiter(number: state.lastWaiter)
        }
    }

    /// What it still waits for is given up.
    private func leave(_ waiter: Waiter) {
        state.withLock { state in
            for ticket in state.places.removeValue(forKey: waiter.number)?.tickets ?? [] {
                state.schedule.remove(ticket)
                state.owners[ticket] = nil
            }
        }
    }

    /// The turn of the entry will be among those of the waiter.
    func add(_ entry: Schedule.Entry, for waiter: Waiter, tag: Int = 0) {
        deliver { state in
            let ticket = state.schedule.add(entry)
            state.owners[ticket] = (waiter.number, tag)
            state.places[waiter.number]?.tickets.insert(ticket)
            guard state.places[waiter.number]?.isCancelled == true else { return [] }
            return state.schedule.remove(ticket) ? [(ticket, .cancelled)] : []
        }
        pump()
    }

    /// Waits for the next turns of the waiter's entries; there are none when it was woken by ``wake(_:)``.
    func turns(of waiter: Waiter) async -> Turns {
        while true {
            switch await signal(waiter) {
            case .turns(let turns): return turns
            case .keepTime: await keepTime(waiter)
            }
        }
    }

    func wake(_ waiter: Waiter) {
        let (sleeper, alarm) = state.withLock { state in
            state.places[waiter.number]?.isWoken = true
            return (state.wakeUp(waiter.number), state.alarmIfNeeded(clock.elapsed()))
        }
        if let (sleeper, turns) = sleeper { sleeper.resume(returning: .turns(turns)) }
        alarm?.resume()
    }

    private func cancel(_ waiter: Waiter) {
        deliver { state in
            state.places[waiter.number]?.isCancelled = true
            let tickets = state.places[waiter.number]?.tickets ?? []
            return tickets.sorted().filter { state.schedule.remove($0) }.map { ($0, .cancelled) }
        }
    }

    private func signal(_ waiter: Waiter) async -> Signal {
        await withCheckedContinuation { continuation in
            let signal: Signal? = state.withLock { state in
                if state.hasNews(waiter.number) { return .turns(state.takeNews(waiter.number)) }
                if state.timekeeper == nil {
                    state.timekeeper = waiter.number
                    return .keepTime
                }
                state.places[waiter.number]?.sleeper = continuation
                return nil
            }
            if let signal { continuation.resume(returning: signal) }
        }
    }

    /// Gives everyone their turn whose time has come.
    func pump() {
        deliver { state in
            let now = self.clock.elapsed()
            return state.schedule.take(at: now)
        }
    }

    private func deliver(_ change: @Sendable (inout State) -> [(Ticket, Schedule.Turn)]) {
        let (ready, alarm) = state.withLock { state in
            let ready = state.hand(out: change(&state))
            return (ready, state.alarmIfNeeded(clock.elapsed()))
        }
        for (sleeper, turns) in ready { sleeper.resume(returning: .turns(turns)) }
        alarm?.resume()
    }
}
