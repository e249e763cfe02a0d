import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// A server that speaks bytes, so that a test may cut an answer anywhere. Its handler serves one connection and
/// closes it when it returns.
final class RawServer: Sendable {
    let port: Int
    private let seen = Mutex<[RawRequest]>([])

    private init(port: Int) { self.port = port }

    var origin: String { "http://127.0.0.1:\(port)" }

    /// Every request whose head has come in, in order.
    var requests: [RawRequest] { seen.withLock { $0 } }

    /// How many submits have begun to arrive.
    var posts: Int { requests.count { $0.method == "POST" } }

    /// Runs a server for as long as `body` takes.
    static func run<Value>(
        _ handler: @escaping @Sendable (RawConnection) async throws -> Void,
        body: (RawServer) async throws -> Value
    ) async throws -> Value {
        typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Connection(wrappingChannelSynchronously: channel)
                }
            }
        let server = RawServer(port: listener.channel.localAddress?.port ?? 0)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await listener.executeThenClose { connections in
                    try await withThrowingDiscardingTaskGroup { handlers in
                        for try await connection in connections {
                            handlers.addTask { await server.serve(connection, handler) }
                        }
                    }
                }
            }
            defer { group.cancelAll() }
            let value = try await body(server)
            // A connection that was just made has to be taken by a handler: one that is dropped before traps in NIO.
            try? await Task.sleep(for: .milliseconds(30))
            return value
        }
    }

    private func serve(
        _ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>,
        _ handler: @Sendable (RawConnection) async throws -> Void
    ) async {
        // What a handler or a client breaks off is the point of these tests.
        try? await connection.executeThenClose { inbound, outbound in
            try await handler(
                RawConnection(
                    channel: connection.channel, inbound: inbound.makeAsyncIterator(), outbound: outbound,
                    note: { request in self.seen.withLock { $0.append(request) } }))
        }
    }
}

struct RawRequest: Sendable {
    let method: String
    let path: String
    /// The lines of the head, without the first.
    let fields: [String]
    var body: String = ""

    /// The value of a header field, by its name in lower case.
    func field(_ name: String) -> String? {
        fields.first { $0.lowercased().hasPrefix(name + ":") }
            .map { $0.dropFirst(name.count + 1).drop { $0 == " " }.description }
    }
}

/// One connection, seen from the server.
final class RawConnection {
    private let channel: any Channel
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let note: (RawRequest) -> Void
    private var received = ""

    struct Ended: Error {}

    init(
        channel: any Channel, inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, note: @escaping (RawRequest) -> Void
    ) {
        self.channel = channel
        self.inbound = inbound
        self.outbound = outbound
        self.note = note
    }

    /// The head of the next request, which counts as seen from here on.
    func head() async throws -> RawRequest {
        while !received.utf8.contains("\r\n\r\n".utf8) { try await more() }
        let end = received.firstRange(of: "\r\n\r\n")!
        var lines = received[..<end.lowerBound].split(separator: "\r\n").map(String.init)
        received = String(received[end.upperBound...])
        let words = lines.removeFirst().split(separator: " ").map(String.init)
        let request = RawRequest(method: words[0], path: words[1], fields: lines)
        note(request)
        return request
    }

    /// The next request, whole.
    @discardableResult
    func request() async throws -> RawRequest {
        var request = try await head()
        let length = request.field("content-length").flatMap { Int($0) } ?? 0
        while received.utf8.count < length { try await more() }
        request.body = String(received.prefix(length))
        received = ""
        return request
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// Waits until the client goes away.
    func stall() async throws { while true { try await more() } }

    /// Makes the close that follows a reset.
    func reset() async throws {
        try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }

    private func more() async throws {
        guard let buffer = try await inbound.next(isolation: #isolation) else { throw Ended() }
        received += String(buffer: buffer)
    }
}

/// An answer with the right length.
func answer(_ status: String, _ body: String, fields: [String] = []) -> String {
    (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + fields).joined(separator: "\r\n")
        + "\r\n\r\n" + body
}

extension RawServer {
    /// A server that answers each request as this says, on connections that stay open.
    static func answering<Value>(
        _ answer: @escaping @Sendable (RawRequest) async throws -> String,
        body: (RawServer) async throws -> Value
    ) async throws -> Value {
        try await run(
            { connection in
                while true { try await connection.send(try await answer(try await connection.request())) }
            }, body: body)
    }
}
