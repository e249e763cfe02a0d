import Foundation
import Glibc
import Synchronization

/// A server on loopback that gives every request the same bytes and counts what it was asked.
final class CannedServer: Sendable {
    let url: String
    private let listener: Int32
    private let seen = Mutex<[String]>([])

    /// `answer` gets the request's first line and gives a whole response.
    init(_ answer: @escaping @Sendable (String) -> String) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        guard isBound else { throw TestError("no socket: \(errno)") }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                let line = readRequest(connection)
                self?.seen.withLock { $0.append(line) }
                let bytes = Array(answer(line).utf8)
                _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                close(connection)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The first lines of what was asked.
    var requests: [String] { seen.withLock { $0 } }

    var submits: Int { requests.count { $0.hasPrefix("POST") } }
}

/// Reads one request whole and gives its first line.
private func readRequest(_ connection: Int32) -> String {
    var text = ""
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
        let count = recv(connection, &chunk, chunk.count, 0)
        guard count > 0 else { break }
        text += String(decoding: chunk.prefix(count), as: UTF8.self)
        guard let head = text.firstRange(of: "\r\n\r\n") else { continue }
        let length = text[..<head.lowerBound].split(separator: "\r\n").compactMap { line -> Int? in
            let parts = line.split(separator: ": ", maxSplits: 1)
            return parts.count == 2 && parts[0].lowercased() == "content-length" ? Int(parts[1]) : nil
        }
        if text[head.upperBound...].utf8.count >= length.first ?? 0 { break }
    }
    return String(text.prefix { $0 != "\r" && $0 != "\r\n" })
}

/// A response with a body of JSON or anything else.
func response(_ status: String, _ body: String, type: String = "application/json", headers: String = "")
    -> String
{
    "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)Connection: close\r\n\r\n\(body)"
}
