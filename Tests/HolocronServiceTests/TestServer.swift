import NIOCore
import NIOHTTP1
import NIOPosix

/// What a server of a test is asked for.
struct ServerRequest: Sendable {
    let path: String
    let method: HTTPMethod
    let body: String
}

/// What it answers.
struct ServerReply: Sendable {
    var status = 200
    var type = "text/html"
    var headers: [String: String] = [:]
    var body: [UInt8] = []
}

/// A web server on this machine that answers as it is told, while `body` runs.
func withServer(
    _ answer: @escaping @Sendable (ServerRequest) -> ServerReply, _ body: (Int) async throws -> Void
) async throws {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                try channel.pipeline.syncOperations.addHandler(Answering(answer: answer))
            }
        }.bind(host: "127.0.0.1", port: 0).get()
    let result: Result<Void, any Error>
    do {
        result = .success(try await body(channel.localAddress?.port ?? 0))
    } catch {
        result = .failure(error)
    }
    try await channel.close()
    try result.get()
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answer: @Sendable (ServerRequest) -> ServerReply
    private var head: HTTPRequestHead?
    private var body = ""

    init(answer: @escaping @Sendable (ServerRequest) -> ServerReply) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = ""
        case .body(let bytes): body += String(buffer: bytes)
        case .end:
            guard let head else { return }
            write(answer(ServerRequest(path: head.uri, method: head.method, body: body)), context)
        }
    }

    private func write(_ reply: ServerReply, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(reply.headers.map { ($0.key, $0.value) })
        headers.add(name: "Content-Type", value: reply.type)
        headers.add(name: "Content-Length", value: String(reply.body.count))
        let status = HTTPResponseStatus(statusCode: reply.status)
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))),
            promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: reply.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
