import HolocronAPI

/// Takes answers from a source instead of the network; what they mean is decided as ever.
struct ReplayCarrier: Carrier {
    let source: any AnswerSource

    func get(
        _ url: String, _ endpoint: Endpoint, within limit: Duration?
    ) async throws(ClientError) -> Answer {
        switch await source.end(of: OutgoingRequest(getting: url, from: endpoint)) {
        case .answered(let answer): return Answer(answer)
        case .failed(let error, _): throw error
        }
    }

    func submit(
        _ request: TaskRequest, to endpoint: Endpoint, observe: (SubmitPhase) async throws -> Void
    ) async -> SubmitOutcome {
        let end = await source.end(of: OutgoingRequest(posting: request, to: endpoint))
        if case .failed(let error, .connecting) = end {
            return SubmitDecision.brokenOff(.connecting, error)
        }
        do { try await observe(.connected) } catch { return .notSent(.cancelled) }
        switch end {
        case .failed(let error, let progress): return SubmitDecision.brokenOff(progress, error)
        case .answered(let raw):
            let answer = Answer(raw)
            try? await observe(.answering(status: answer.head.status, requestID: answer.head.requestID))
            return SubmitDecision.answered(answer.head, answer.json)
        }
    }

    func shutdown() async {}
}

extension Answer {
    init(_ raw: RawAnswer) {
        self.init(head: AnswerHead(raw), body: raw.body)
    }
}
