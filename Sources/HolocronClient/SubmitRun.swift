import AsyncHTTPClient
import NIOCore

/// One submit from connecting to its outcome.
struct SubmitRun: Sendable {
    let exchange: Exchange
    let gate: SubmitGate
    let task: HTTPClient.Task<Void>
    let timeouts: Timeouts
    /// Told how the request itself ended.
    let ended: @Sendable (RequestEnd) -> Void

    func outcome(_ observe: (SubmitPhase) async throws -> Void) async -> SubmitOutcome {
        await withTaskCancellationHandler {
            await follow(observe)
        } onCancel: {
            cancel()
        }
    }

    private func follow(_ observe: (SubmitPhase) async throws -> Void) async -> SubmitOutcome {
        exchange.whenFailed { gate.end($0) }
        do {
            try await gate.connection()
            guard await agrees(observe) else { return .notSent(.cancelled) }
            gate.open()
            let deadline = failing(after: timeouts.submit, ClientError.timedOut)
            defer { deadline.cancel() }
            let head = AnswerHead(try await exchange.answerHead())
            try? await observe(.answering(status: head.status, requestID: head.requestID))
            exchange.readBody()
            let answer = try await exchange.answer()
            ended(.answered(answer.raw))
            return SubmitDecision.answered(answer.head, answer.json)
        } catch {
            let isOpen = gate.isOpen
            let progress = isOpen ? exchange.progress : .connecting
            let error = ClientError(error, isConnected: isOpen, status: nil)
            ended(.failed(error, progress))
            return SubmitDecision.brokenOff(progress, error)
        }
    }

    /// Asks the observer whether the request may be written; if not, it never will be.
    private func agrees(_ observe: (SubmitPhase) async throws -> Void) async -> Bool {
        do {
            try await observe(.connected)
            return true
        } catch {
            _ = gate.abandon()
            task.cancel()
            return false
        }
    }

    private func cancel() {
        if gate.abandon() {
            task.fail(reason: ClientError.cancelled)
        } else {
            _ = failing(after: timeouts.farewell, ClientError.cancelled)
        }
    }

    private func failing(after limit: Duration, _ error: ClientError) -> Scheduled<Void> {
        gate.eventLoop.scheduleTask(in: TimeAmount(limit)) { task.fail(reason: error) }
    }
}
