import HolocronService
import NIOCore
import NIOPosix

/// A connection to a service, byte by byte.
struct RawSocket: Sendable {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    init(_ service: Fixture) async throws {
        let port = Int(service.origin.split(separator: ":").last ?? "") ?? 0
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// As many connections that say nothing.
    static func open(_ count: Int, _ service: Fixture) async throws -> [RawSocket] {
        var sockets: [RawSocket] = []
        for _ in 0..<count { sockets.append(try await RawSocket(service)) }
        // The service counts a connection when it takes it, which is a little later.
        try await Task.sleep(for: .milliseconds(200))
        return sockets
    }

    /// What comes back first for these bytes.
    func exchange(_ bytes: [UInt8]) async throws -> String {
        try await channel.executeThenClose { inbound, outbound in
            try? await outbound.write(ByteBuffer(bytes: bytes))
            var iterator = inbound.makeAsyncIterator()
            return try await iterator.next().map { String(buffer: $0) } ?? ""
        }
    }

    /// Everything that comes until the other side ends the connection, while `piece` is sent every half second.
    func trickle(_ first: [UInt8], _ piece: String?) async throws -> String {
        try await channel.executeThenClose { inbound, outbound in
            if !first.isEmpty { try await outbound.write(ByteBuffer(bytes: first)) }
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while let piece {
                        try await Task.sleep(for: .milliseconds(500))
                        try? await outbound.write(ByteBuffer(string: piece))
                    }
                }
                var text = ""
                do {
                    for try await part in inbound { text += String(buffer: part) }
                } catch is IOError {
                    // The other side may have ended the connection while a piece was on its way.
                }
                group.cancelAll()
                return text
            }
        }
    }

    func close() async throws { try await channel.executeThenClose { _, _ in } }
}
