import Glibc

/// An address of the Internet, four or sixteen bytes.
struct NetworkAddress: Sendable, Equatable {
    let bytes: [UInt8]

    /// As it is written in an address: `203.0.113.7`, `2001:db8::1`.
    let text: String

    /// Every address of a name; waits for the network.
    static func all(of name: String) -> [NetworkAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(name, nil, &hints, &first) == 0 else { return [] }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [NetworkAddress] = []
        var next = unsafe first
        while let entry = unsafe next {
            if let address = unsafe NetworkAddress(entry.pointee) { addresses.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }

    private init?(_ entry: addrinfo) {
        var text = [CChar](repeating: 0, count: 64)
        let got = unsafe getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        guard got == 0 else { return nil }
        let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.init(name)
    }

    /// Nil for what is not an address in the usual writing.
    init?(_ text: String) {
        let plain = String(text.prefix { $0 != "%" })
        var bytes = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, plain, &bytes) == 1 {
            self.bytes = Array(bytes.prefix(4))
        } else if unsafe inet_pton(AF_INET6, plain, &bytes) == 1 {
            self.bytes = bytes
        } else {
            return nil
        }
        self.text = plain
    }
}

extension NetworkAddress {
    /// False for this machine, its network, and everything else that is not one machine of the public Internet.
    var isPublic: Bool { bytes.count == 4 ? NetworkAddress.isPublic(bytes) : isPublicV6 }

    /// The ranges that are set aside, as the first bytes and how many of their bits count.
    private static let reserved: [(bytes: [UInt8], bits: Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
        ([192, 0, 0], 24),
        ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24),
        ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]
    /// Of the public sixteen-byte addresses, 2000::/3: documentation, Teredo and other protocols, ORCHID.
    private static let reservedV6: [(bytes: [UInt8], bits: Int)] = [
        ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x20, 0x01, 0x00], 23), ([0x3F, 0xFF], 20),
    ]

    private static func isPublic(_ bytes: [UInt8]) -> Bool {
        !reserved.contains { bytes.begins(with: $0.bytes, bits: $0.bits) }
    }

    private var isPublicV6: Bool {
        if bytes.begins(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF], bits: 96) {
            return NetworkAddress.isPublic(Array(bytes.suffix(4)))
        }
        // An address of four bytes behind a translator, and one that is tunnelled.
        if bytes.begins(with: [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8), bits: 96) {
            return NetworkAddress.isPublic(Array(bytes.suffix(4)))
        }
        if bytes.begins(with: [0x20, 0x02], bits: 16) { return NetworkAddress.isPublic(Array(bytes[2..<6])) }
        return bytes.begins(with: [0x20], bits: 3)
            && !NetworkAddress.reservedV6.contains { bytes.begins(with: $0.bytes, bits: $0.bits) }
    }
}

extension [UInt8] {
    fileprivate func begins(with prefix: [UInt8], bits: Int) -> Bool {
        prefix.indices.allSatisfy { index in
            let kept = Swift.min(8, bits - index * 8)
            let mask: UInt8 = kept >= 8 ? 0xFF : kept <= 0 ? 0 : ~(0xFF >> UInt8(kept))
            return self[index] & mask == prefix[index] & mask
        }
    }
}
