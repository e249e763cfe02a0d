import HolocronAPI

/// What brings requests to a server and answers back: the network, or a cassette.
protocol Carrier: Sendable {
    /// Sends one `GET`.
    func get(_ url: String, _ endpoint: Endpoint, within limit: Duration?) async throws(ClientError)
        -> Answer
    /// Sends one `POST task`.
    func submit(
        _ request: TaskRequest, to endpoint: Endpoint, observe: (SubmitPhase) async throws -> Void
    ) async -> SubmitOutcome
    func shutdown() async
}
