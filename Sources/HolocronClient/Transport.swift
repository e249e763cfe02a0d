import AsyncHTTPClient
import Dispatch
import HolocronAPI
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The event loop and the connections, none of which exist before the first request.
final class Transport: Carrier {
    private struct Running {
        let group: MultiThreadedEventLoopGroup
        let reads: HTTPClient
    }

    let timeouts: Timeouts
    private let witness: (any RequestWitness)?
    private let running = Mutex<Running?>(nil)
    private let hiding: KeyHiding
    /// Everything that the event loop has to outlive: submits, and clients on their way out.
    private let closing = DispatchGroup()

    init(_ timeouts: Timeouts, _ hiding: KeyHiding, witness: (any RequestWitness)? = nil) {
        self.timeouts = timeouts
        self.hiding = hiding
        self.witness = witness
    }

    deinit {
        guard let ending = running.withLock({ $0 }) else { return }
        closing.enter()
        ending.reads.shutdown { [closing] _ in closing.leave() }
        // A connection that was given up while its name was looked up still comes back to its loop.
        closing.notify(queue: .global()) {
            DispatchQueue.global().asyncAfter(deadline: .now() + 30) {
                ending.group.shutdownGracefully { _ in }
            }
        }
    }

    func shutdown() async {
        let ending = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let ending else { return }
        closing.enter()
        ending.reads.shutdown { [closing] _ in closing.leave() }
        await withCheckedContinuation { gone in closing.notify(queue: .global()) { gone.resume() } }
        // Fails only when it is shut down already.
        try? await ending.group.shutdownGracefully()
    }

    private func start() -> Running {
        running.withLock { running in
            if let running { return running }
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let reads = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
            let started = Running(group: group, reads: reads)
            running = started
            return started
        }
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(timeouts.connect)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}

extension Transport {
    /// Sends one `GET` on a pooled connection.
    ///
    /// A pooled connection that the server closed meanwhile shows only when it is used: a read may be repeated once.
    func get(
        _ url: String, _ endpoint: Endpoint, within limit: Duration?
    ) async throws(ClientError) -> Answer {
        do {
            return try await getOnce(url, endpoint, within: limit)
        } catch .cut {
            return try await getOnce(url, endpoint, within: limit)
        }
    }

    private func getOnce(
        _ url: String, _ endpoint: Endpoint, within limit: Duration?
    ) async throws(ClientError) -> Answer {
        let client = start().reads
        let exchange = Exchange(on: client.eventLoopGroup.any(), timeouts, hiding.redactor(for: endpoint))
        exchange.readBody()
        let number = witness?.began(OutgoingRequest(getting: url, from: endpoint), at: endpoint)
        let answer: Answer
        do throws(ClientError) {
            answer = try await sendGet(url, endpoint, within: limit, client, exchange)
        } catch {
            if let number { witness?.ended(number, .failed(error, exchange.progress)) }
            throw error
        }
        if let number { witness?.ended(number, .answered(answer.raw)) }
        return answer
    }

    private func sendGet(
        _ url: String, _ endpoint: Endpoint, within limit: Duration?, _ client: HTTPClient,
        _ exchange: Exchange
    ) async throws(ClientError) -> Answer {
        do {
            let request = try HTTPClient.Request(url: url, method: .GET, headers: headers(endpoint))
            let deadline = NIODeadline.now() + TimeAmount(min(limit ?? timeouts.poll, timeouts.poll))
            let task = client.execute(
                request: request, delegate: exchange, eventLoop: .delegate(on: exchange.eventLoop),
                deadline: deadline)
            return try await withTaskCancellationHandler {
                try await exchange.answer()
            } onCancel: {
                task.cancel()
            }
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(error, isConnected: exchange.status != nil, status: exchange.status)
        }
    }

    /// Sends one `POST task` on a connection of its own, which is closed after the answer.
    func submit(
        _ request: TaskRequest, to endpoint: Endpoint, observe: (SubmitPhase) async throws -> Void
    ) async -> SubmitOutcome {
        guard let post = try? post(request, to: endpoint) else {
            return .notSent(.cannotConnect(why: "the address cannot be used"))
        }
        // From here on: the event loop has to outlive this submit, whoever shuts the client down.
        closing.enter()
        let group = start().group
        let gate = SubmitGate(on: group.next())
        var configuration = configuration
        configuration.http1_1ConnectionDebugInitializer = { gate.arrive($0) }
        // A client of its own: no connection is left over from another request, or left behind for one.
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        // Not waited for: a connection that is still being made may take its whole time-out to go away.
        defer { client.shutdown { [closing] _ in closing.leave() } }
        let exchange = Exchange(on: gate.eventLoop, timeouts, hiding.redactor(for: endpoint))
        let task = client.execute(
            request: post, delegate: exchange, eventLoop: .delegateAndChannel(on: gate.eventLoop),
            deadline: nil)
        let number = witness?.began(OutgoingRequest(posting: request, to: endpoint), at: endpoint)
        let run = SubmitRun(
            exchange: exchange, gate: gate, task: task, timeouts: timeouts,
            ended: { [witness] end in if let number { witness?.ended(number, end) } })
        return await run.outcome(observe)
    }

    private func post(_ request: TaskRequest, to endpoint: Endpoint) throws -> HTTPClient.Request {
        var fields = headers(endpoint)
        fields.add(name: "Content-Type", value: "application/json")
        fields.add(name: "Connection", value: "close")
        let body = HTTPClient.Body.byteBuffer(ByteBuffer(string: request.json.encoded()))
        return try HTTPClient.Request(
            url: "\(endpoint.label)/task", method: .POST, headers: fields, body: body)
    }

    private func headers(_ endpoint: Endpoint) -> HTTPHeaders {
        ["X-API-Key": endpoint.key, "Accept": "application/json", "User-Agent": "holo"]
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
