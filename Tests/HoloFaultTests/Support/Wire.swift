import Glibc

/// One end of a TCP connection on loopback, for threads that may block.
struct Wire: Sendable {
    let descriptor: Int32

    /// Connects; nil where nobody listens.
    init?(to port: Int) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = Wire.address(port)
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) == 0 }
        }
        guard isConnected else {
            Glibc.close(descriptor)
            return nil
        }
        limitReads()
    }

    init(accepted descriptor: Int32) {
        self.descriptor = descriptor
        limitReads()
    }

    static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }

    /// Bytes that came, at most so many; empty at the end, and when none came for a long time.
    func read(_ most: Int = 65_536) -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: most)
        let count = recv(descriptor, &chunk, most, 0)
        return count > 0 ? Array(chunk.prefix(count)) : []
    }

    /// Bytes that are there, left where they are.
    func peek() -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &chunk, chunk.count, Int32(MSG_PEEK))
        return count > 0 ? Array(chunk.prefix(count)) : []
    }

    @discardableResult
    func write(_ bytes: some Collection<UInt8>) -> Bool {
        var left = Array(bytes)[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            left = left.dropFirst(count)
        }
        return true
    }

    /// Reads until the other side is gone; false when it stays.
    @discardableResult
    func drain() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count > 0 { continue }
            return count == 0 || errno == ECONNRESET
        }
    }

    /// Ends the connection in order, whatever still comes in.
    func end() {
        Glibc.shutdown(descriptor, Int32(SHUT_WR))
        drain()
        Glibc.close(descriptor)
    }

    /// Ends it with a reset.
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        Glibc.close(descriptor)
    }

    /// No test hangs on a peer that forgot to close.
    private func limitReads() {
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var isOn: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }
}

/// A listening socket on loopback.
struct Listener: Sendable {
    let descriptor: Int32
    let port: Int

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = Wire.address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw FaultError("no socket: errno \(errno)") }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// The next connection; nil once the listener is stopped.
    func accept() -> Wire? {
        let connection = Glibc.accept(descriptor, nil, nil)
        guard connection >= 0 else { return nil }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        return Wire(accepted: connection)
    }

    /// Lets `accept` end, now and later. The descriptor stays until the thread that accepts has let go of it: its number
    /// would be somebody else's.
    func stop() { Glibc.shutdown(descriptor, Int32(SHUT_RDWR)) }

    func close() { Glibc.close(descriptor) }
}

struct FaultError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
