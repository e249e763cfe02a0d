public import HolocronAPI

/// One request, one typed answer. Nothing is sent again, no redirect is followed, the key goes to one origin only.
///
/// No thread and no connection exists before the first request. Source: contract §2 to §5.
public final class HolocronClient: Sendable {
    private let endpoint: @Sendable () async throws -> Endpoint
    private let timeouts: Timeouts
    private let transport: any Carrier
    private let hiding = KeyHiding()

    /// - Parameter endpoint: asked before every request, so that a new key counts at once. What it throws becomes
    ///   ``ClientError/badEndpoint(why:next:)``, or is passed on if it is a ``ClientError``.
    public init(
        endpoint: @escaping @Sendable () async throws -> Endpoint, timeouts: Timeouts = .standard
    ) {
        self.endpoint = endpoint
        self.timeouts = timeouts
        transport = Transport(timeouts, hiding)
    }

    /// One whose requests somebody sees.
    package init(endpoint: @escaping @Sendable () async throws -> Endpoint, witness: any RequestWitness) {
        self.endpoint = endpoint
        timeouts = .standard
        transport = Transport(.standard, hiding, witness: witness)
    }

    /// One that takes its answers from a source: no connection is made.
    package init(endpoint: @escaping @Sendable () async throws -> Endpoint, source: any AnswerSource) {
        self.endpoint = endpoint
        timeouts = .standard
        transport = ReplayCarrier(source: source)
    }

    /// Sends `POST task` once, on a connection of its own, and says what that proves.
    ///
    /// Cancelling the task stops it while it connects; once the request is on its way the answer is still waited
    /// for, ``Timeouts/farewell`` long, because it may carry the id of a job that is paid for.
    /// - Parameter observe: called before the request is written and before the body of its answer is read.
    public func submit(
        _ request: TaskRequest, observe: @Sendable (SubmitPhase) async throws -> Void = { _ in }
    ) async -> SubmitOutcome {
        do throws(ClientError) {
            let endpoint = try await currentEndpoint()
            let wording = wording(endpoint)
            let outcome = await transport.submit(request, to: endpoint) {
                try await observe(wording.phase($0))
            }
            return wording.outcome(outcome)
        } catch {
            return .notSent(error)
        }
    }

    /// Looks at a job once: `GET jobs/{id}`.
    /// - Parameters:
    ///   - pollURL: the `poll_url` of the submit; used where it stays on the same origin under `/v1`.
    ///   - limit: the longest this look may take, where that is less than ``Timeouts/poll``.
    public func job(
        _ id: JobID, pollURL: String? = nil, within limit: Duration? = nil
    ) async throws(ClientError) -> JobAnswer {
        let endpoint = try await currentEndpoint()
        let url = endpoint.jobURL(id.text, hint: pollURL)
        let answer = try await read(url, endpoint, within: limit) { JobAnswer($0) }
        return wording(endpoint).answer(answer)
    }

    /// The catalogue's entry for exactly this action; nil where the server has no such action, or no search.
    public func action(_ id: String) async throws(ClientError) -> Action? {
        do {
            return try await actions(matching: id).first { $0.id == id }
        } catch .api(let error, _) where error.status == 404 {
            return nil
        }
    }

    /// The actions that the server finds for a text; for nil, whatever it lists for an empty search.
    public func actions(matching text: String?) async throws(ClientError) -> [Action] {
        let endpoint = try await currentEndpoint()
        let url = "\(endpoint.label)/search?q=\(queryEncoded(text ?? ""))"
        let entries = try await read(url, endpoint, within: nil) { $0["results"]?.items }
        return entries.compactMap { Action($0) }
    }

    /// One page of the account's jobs: `GET jobs`, newest first as far as is known.
    /// - Parameters:
    ///   - page: counted from 1.
    ///   - limit: the most jobs on a page; a server may send fewer.
    ///   - status: only jobs that stand so: `processing`, `completed` or `failed`.
    ///   - search: only jobs in which the server finds this text.
    public func jobs(
        page: Int = 1, limit: Int = 20, status: String? = nil, search: String? = nil
    ) async throws(ClientError) -> JobPage {
        let endpoint = try await currentEndpoint()
        let filters = [("status", status), ("search", search)]
        let query = filters.compactMap { name, value in value.map { "&\(name)=\(queryEncoded($0))" } }
        let url = "\(endpoint.label)/jobs?page=\(page)&limit=\(limit)\(query.joined())"
        return try await read(url, endpoint, within: nil) { JobPage($0) }
    }

    /// The sites that have actions: `GET catalog`.
    public func sites() async throws(ClientError) -> [SiteEntry] {
        let endpoint = try await currentEndpoint()
        let entries = try await read("\(endpoint.label)/catalog", endpoint, within: nil) {
            $0["catalog"]?.items
        }
        return entries.compactMap { SiteEntry($0) }
    }

    /// The accounts that are connected: `GET identities`.
    public func identities() async throws(ClientError) -> [SiteIdentity] {
        let endpoint = try await currentEndpoint()
        let entries = try await read("\(endpoint.label)/identities", endpoint, within: nil) {
            $0["identities"]?.items
        }
        return entries.compactMap { SiteIdentity($0) }
    }

    /// The page for people on which an account is connected to a site.
    public func connectPage(of site: String) async throws(ClientError) -> String {
        try await currentEndpoint().site + "/products/holocron/\(site)/connect"
    }

    /// Asks something that costs nothing and needs the key, to see whether the server takes it.
    public func check() async throws(ClientError) -> ServerCheck {
        let endpoint = try await currentEndpoint()
        do throws(ClientError) {
            let start = ContinuousClock.now
            let list = try await transport.get("\(endpoint.label)/jobs?page=1&limit=1", endpoint, within: nil)
            var check = ServerCheck(list, after: start.duration(to: .now), wording: wording(endpoint))
            if case .unclear = check.verdict, list.head.status == 404 {
                // The oldest servers have no list. They know no such job, and say so to keys they know only.
                let none = "00000000-0000-0000-0000-000000000000"
                let job = try await transport.get("\(endpoint.label)/jobs/\(none)", endpoint, within: nil)
                check.verdict = ServerCheck.verdict(job, knowsNone: true, wording(endpoint))
            }
            return check
        } catch {
            throw wording(endpoint).error(error)
        }
    }

    /// Ends the thread after the submits that are on their way; reads are cut short. A later request starts it again.
    public func shutdown() async { await transport.shutdown() }

    /// Reads the answer to a `GET`; a body that `decode` makes nothing of is an error like any other.
    private func read<Value>(
        _ url: String, _ endpoint: Endpoint, within limit: Duration?, decode: (JSON) -> Value?
    ) async throws(ClientError) -> Value {
        do throws(ClientError) {
            let (head, body) = try await transport.get(url, endpoint, within: limit).read()
            guard let value = decode(body) else { throw .unexpected(head) }
            return value
        } catch {
            throw wording(endpoint).error(error)
        }
    }

    private func wording(_ endpoint: Endpoint) -> Wording {
        Wording(endpoint, hiding.redactor(for: endpoint))
    }

    private func currentEndpoint() async throws(ClientError) -> Endpoint {
        do {
            return try await endpoint()
        } catch let error as ClientError {
            throw error
        } catch let error as EndpointError {
            throw .badEndpoint(why: error.message, next: error.next)
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .badEndpoint(why: "\(error)", next: "status")
        }
    }
}

extension ClientError {
    fileprivate static func unexpected(_ head: AnswerHead) -> ClientError {
        .unreadable(
            status: head.status, what: .unexpected, requestID: head.requestID, retryAfter: head.retryAfter)
    }
}
