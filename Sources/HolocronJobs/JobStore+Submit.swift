public import HolocronAPI
import HolocronClient
import Synchronization

extension JobStore {
    /// Sends a request and returns the job that it became, accepted or (mode `sync`) completed.
    ///
    /// It is sent again by itself only where that cannot pay twice: when nothing left this machine, after a 429 (not
    /// earlier than the server says), and after the 500 that the contract calls not charged.
    /// - Parameters:
    ///   - price: what the catalogue says it costs, in credits.
    ///   - onWait: told before each wait for the server's sake how long it is and what the server said.
    /// - Throws: ``JobsError``; ``JobsError/stopped(_:)`` when the task is cancelled during such a wait.
    public func submit(
        _ request: TaskRequest, price: Int?, onWait: @Sendable (Duration, APIError) -> Void = { _, _ in }
    ) async throws(JobsError) -> Job {
        try await submit(request, price: price, in: nil, onWait: onWait)
    }

    /// Sends a request unless the journal holds its job already, see ``RunSlot``; within budgets.
    ///
    /// A job that the slot has and that is or was paid for is returned as it is, without a request: accepted, completed
    /// or failed. One that a living process is sending is waited for. One whose outcome is not known is looked for at
    /// the server; where it is not found, ``JobsError/outcomeUnknown(_:)`` is thrown.
    /// - Parameters:
    ///   - price: what the catalogue says it costs, in credits. Where it does not, a budget holds what the last jobs of
    ///     the action cost at the most, and refuses it where there are none.
    ///   - slot: where in a run it stands; nil for a submit of its own.
    ///   - budgets: all of them have to have room for the price.
    ///   - resendUnknown: sends it again although the one in the slot may have been paid for.
    ///   - onWait: told before each wait for the server's sake how long it is and what the server said.
    /// - Throws: ``JobsError``; ``JobsError/budget(label:limit:spent:price:)`` and ``JobsError/cancelled`` before
    ///   anything is written down or sent.
    public func submit(
        _ request: TaskRequest, price: Int?, in slot: RunSlot?, budgets: [Budget] = [],
        resendUnknown: Bool = false, onWait: @Sendable (Duration, APIError) -> Void = { _, _ in }
    ) async throws(JobsError) -> Job {
        await recordOwed()
        while true {
            let held = try await settled(request, in: slot)
            if let held, held.state != .unknown {
                ledger.recall(held, in: budgets)
                return held
            }
            if let held, !resendUnknown { throw .outcomeUnknown(held) }
            let price = try self.price(of: request.action, told: price, for: budgets)
            try BudgetLedger.hold(price, in: budgets)
            let order = SubmitOrder(request: request, price: price, slot: slot, replacing: held?.number)
            do throws(JobsError) {
                if let job = try await send(order, onWait: onWait) {
                    ledger.add(job, to: budgets, releasing: price)
                    return job
                }
                BudgetLedger.release(price, in: budgets)
            } catch {
                if let job = error.chargedJob {
                    ledger.add(job, to: budgets, releasing: price)
                } else {
                    BudgetLedger.release(price, in: budgets)
                }
                throw error
            }
        }
    }

    /// The job that the journal holds for a slot and that is or may be paid for; nil where it would be sent.
    ///
    /// Asks nobody: for a plan of what a run still costs.
    public func held(_ request: TaskRequest, in slot: RunSlot) throws(JobsError) -> Job? {
        let journal = try journal()
        let job = try reading { () throws(JournalError) in try journal.job(request, in: slot) }
        return job?.state == .rejected || job?.state == .notSent ? nil : job
    }

    /// What the journal holds for a slot, once nobody is sending it any more and it has been looked for.
    private func settled(_ request: TaskRequest, in slot: RunSlot?) async throws(JobsError) -> Job? {
        guard let slot else { return nil }
        if let paid = try paid(request, in: slot) { return paid }
        var pause = Duration.milliseconds(20)
        while let job = try held(request, in: slot) {
            switch job.state {
            case .sending:
                do { try await clock.sleep(pause) } catch { throw .cancelled }
                pause = min(pause * 2, .seconds(1))
            case .unknown: return try await reconcileOnce(job)
            default: return job
            }
        }
        return nil
    }

    /// What to hold: where the server does not tell the price, what jobs of the action have cost at the most.
    private func price(
        of action: String, told price: Int?, for budgets: [Budget]
    ) throws(JobsError) -> Int? {
        guard price == nil, budgets.contains(where: \.isLimited) else { return price }
        let journal = try journal()
        return try reading { () throws(JournalError) in try journal.usualCost(of: action, server: server) }
    }

    /// A row of a run that is taken up again, without asking the journal for it alone.
    private func paid(_ request: TaskRequest, in slot: RunSlot) throws(JobsError) -> Job? {
        guard let slots = held.withLock({ $0[slot.run] }) else { return nil }
        let journal = try journal()
        let place = HeldSlots.Place(
            keys: slot.keys, identity: request.identity, occurrence: slot.occurrence)
        return try reading { () throws(JournalError) in try slots.take(place, from: journal) }
    }

    /// Sends it until that is no use any more; nil where someone else has taken the slot meanwhile.
    private func send(
        _ order: SubmitOrder, onWait: @Sendable (Duration, APIError) -> Void
    ) async throws(JobsError) -> Job? {
        var patience = SubmitPatience()
        var job: Job?
        while true {
            guard let (sent, outcome) = try await attempt(order, after: job) else { return nil }
            job = sent
            guard let wait = patience.wait(after: outcome), !Task.isCancelled else {
                return try conclude(sent, outcome)
            }
            if case .rejected(let error, _) = outcome { onWait(wait, error) }
            do {
                try await clock.sleep(wait)
            } catch {
                throw .stopped(sent)
            }
        }
    }

    /// One attempt, when the limits let it go.
    private func attempt(
        _ order: SubmitOrder, after earlier: Job?
    ) async throws(JobsError) -> (Job, SubmitOutcome)? {
        let pass: Schedule.Pass
        do {
            pass = try await limiter.pass(.submit)
        } catch {
            throw earlier.map { .stopped($0) } ?? .cancelled
        }
        var wasUsed = false
        defer { limiter.end(pass, wasUsed: wasUsed) }
        guard let job = try await begin(order, after: earlier) else { return nil }
        let outcome = try await send(order.request, as: job)
        if case .notSent = outcome {} else { wasUsed = true }
        if case .rejected(let error, let told) = outcome, error.status == 429 {
            limiter.refuse(pass, told: told)
        }
        return (try await settle(outcome, of: job), outcome)
    }

    private func begin(_ order: SubmitOrder, after earlier: Job?) async throws(JobsError) -> Job? {
        if let earlier { return try await record(.again, of: earlier) }
        let claim = try await writing { (journal) async throws(JournalError) in
            try await journal.claim(
                order.request, server: self.server, price: order.price, in: order.slot,
                replacing: order.replacing, at: self.clock.date())
        }
        if case .mine(let job) = claim { return job }
        return nil
    }

    /// Sends the request of a job. The journal knows of each step before it is taken.
    private func send(_ request: TaskRequest, as job: Job) async throws(JobsError) -> SubmitOutcome {
        let refusal = Mutex<JobsError?>(nil)
        let outcome = await client.submit(request) { phase in
            do throws(JobsError) {
                _ = try await self.record(JournalEvent(phase), of: job)
            } catch {
                if phase == .connected { refusal.withLock { $0 = error } }
                throw error
            }
        }
        if let refusal = refusal.withLock({ $0 }) {
            // The journal may take this down though it did not take the step.
            owe(.notSent(why: refusal.message), job)
            await recordOwed()
            throw refusal
        }
        return outcome
    }

    private func settle(_ outcome: SubmitOutcome, of job: Job) async throws(JobsError) -> Job {
        do {
            return try await record(JournalEvent(outcome), of: job)
        } catch .journal(let error) {
            // The server may have taken the credits by now: whatever it said must reach the user all the same.
            owe(JournalEvent(outcome), job)
            throw JobStore.unrecorded(job, outcome, error)
        }
    }

    private func owe(_ event: JournalEvent, _ job: Job) { owed.withLock { $0[job.number] = (job, event) } }

    /// What the journal could not take down is offered to it again; if it never can, the row is settled by what it has
    /// when this process ends.
    private func recordOwed() async {
        for (job, event) in owed.withLock({ Array($0.values) }) {
            guard (try? await record(event, of: job)) != nil else { continue }
            owed.withLock { $0[job.number] = nil }
        }
    }

    private static func unrecorded(_ job: Job, _ outcome: SubmitOutcome, _ error: JournalError) -> JobsError {
        var job = job
        switch outcome {
        case .accepted(let id, _):
            (job.id, job.state) = (id, .accepted)
            return .unrecorded(job, error)
        case .completed(let result):
            (job.result, job.state) = (result, .completed)
            return .unrecorded(job, error)
        case .acceptedIDUnknown(let why), .unknown(let why):
            (job.why, job.state) = ("\(why); \(error.message)", .unknown)
            return .outcomeUnknown(job)
        case .rejected, .notSent: return .journal(error)
        }
    }

    private func conclude(_ job: Job, _ outcome: SubmitOutcome) throws(JobsError) -> Job {
        switch outcome {
        // The journal may have found that the id is another job's.
        case .accepted where job.state == .unknown: throw .outcomeUnknown(job)
        case .accepted, .completed: return job
        case .rejected(let error, _): throw JobsError(rejection: error)
        case .notSent(.cancelled): throw .stopped(job)
        case .notSent(let error): throw JobsError(notSent: job, error)
        case .acceptedIDUnknown, .unknown: throw .outcomeUnknown(job)
        }
    }
}

/// What is to be sent, for which price and place.
private struct SubmitOrder {
    let request: TaskRequest
    let price: Int?
    let slot: RunSlot?
    /// The row with an unknown outcome whose place it takes.
    let replacing: Int64?
}

extension JobsError {
    /// The job that has cost its price, or may have, although there is this error.
    fileprivate var chargedJob: Job? {
        switch self {
        case .outcomeUnknown(let job), .unrecorded(let job, _): job
        default: nil
        }
    }
}
