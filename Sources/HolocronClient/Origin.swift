/// Scheme, host and port, read strictly: what this parser and the HTTP library could read differently is refused.
struct Origin {
    let text: String
    let isLoopback: Bool

    init(_ address: String) throws(EndpointError) {
        guard let mark = address.firstRange(of: "://") else { throw .address }
        let scheme = address[..<mark.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { throw .address }
        let rest = address[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else { throw .userInfo }
        try Origin.check(path: rest[authority.endIndex...])
        let (host, port) = try Origin.split(authority.lowercased())
        isLoopback = Origin.isLoopback(host)
        guard scheme == "https" || isLoopback else { throw .insecure(host: host) }
        let shownPort = port.flatMap { $0 == (scheme == "https" ? 443 : 80) ? nil : ":\($0)" } ?? ""
        text = "\(scheme)://\(host)\(shownPort)"
    }

    private static func check(path: Substring) throws(EndpointError) {
        guard !path.contains("?"), !path.contains("#") else { throw .queryOrFragment }
        let parts = path.split(separator: "/")
        guard parts.isEmpty || parts == ["v1"] else { throw .path }
    }

    private static func split(_ authority: String) throws(EndpointError) -> (host: String, port: Int?) {
        let hostEnd: String.Index
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { throw .address }
            hostEnd = authority.index(after: close)
        } else {
            hostEnd = authority.firstIndex(of: ":") ?? authority.endIndex
        }
        let host = String(authority[..<hostEnd])
        guard isHost(host) else { throw .address }
        return (host, try port(authority[hostEnd...]))
    }

    private static func port(_ text: Substring) throws(EndpointError) -> Int? {
        if text.isEmpty { return nil }
        let digits = text.dropFirst()
        guard text.hasPrefix(":"), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(digits), (1...65535).contains(port)
        else { throw .address }
        return port
    }

    private static func isHost(_ host: String) -> Bool {
        if host.hasPrefix("[") {
            return host.dropFirst().dropLast().utf8.allSatisfy { byte in
                (0x30...0x3A).contains(byte) || (0x61...0x66).contains(byte) || byte == UInt8(ascii: ".")
            }
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            !label.isEmpty
                && label.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
                        || byte == UInt8(ascii: "_")
                }
        }
    }

    /// 127.0.0.0/8 with all four numbers written out, `[::1]` and `localhost`.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.allSatisfy { $0 != nil } && numbers[0] == 127
    }
}
