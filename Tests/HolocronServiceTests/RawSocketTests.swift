import HolocronService
import NIOCore
import NIOPosix
import Testing

/// Bytes that no HTTP library would send.
struct RawSocketTests {
    /// What comes back for these bytes; the service closes, or answers once.
    private static func answer(_ service: Fixture, _ bytes: [UInt8]) async throws -> String {
        let port = Int(service.origin.split(separator: ":").last ?? "") ?? 0
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: bytes))
            var iterator = inbound.makeAsyncIterator()
            return try await iterator.next().map { String(buffer: $0) } ?? ""
        }
    }

    private static func submit(_ service: Fixture, _ rest: String) -> [UInt8] {
        let head = [
            "POST /v1/holocron/task HTTP/1.1", "Host: \(service.origin.dropFirst("http://".count))",
            "X-API-Key: \(service.service.key)", "Content-Type: application/json",
        ]
        return Array((head.joined(separator: "\r\n") + "\r\n" + rest).utf8)
    }

    @Test func `a body that is not UTF-8 is refused`() async throws {
        try await withService { service in
            let body: [UInt8] = [0x22, 0xFF, 0xFE, 0x22]
            let answer = try await Self.answer(
                service, Self.submit(service, "Content-Length: 4\r\n\r\n") + body)
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func `a torn chunk, no HTTP at all and endless headers are refused`() async throws {
        try await withService { service in
            let torn = Self.submit(service, "Transfer-Encoding: chunked\r\n\r\nzz\r\n")
            let endless = Self.submit(
                service, "X-Long: " + String(repeating: "a", count: 20_000) + "\r\n\r\n")
            for bytes in [torn, endless, Array("hello\r\n\r\n".utf8)] {
                let answer = try await Self.answer(service, bytes)
                #expect(answer.hasPrefix("HTTP/1.1 400 "))
            }
            #expect(try await service.get("/v1/holocron/catalog").status == 200)
        }
    }

    @Test func `a request without a host is refused`() async throws {
        try await withService { service in
            let answer = try await Self.answer(service, Array("GET /products/holocron HTTP/1.0\r\n\r\n".utf8))
            #expect(answer.hasPrefix("HTTP/1.1 421 "))
        }
    }
}
