import HolocronClient
import Testing

struct EndpointTests {
    @Test(arguments: [
        ("https://api.anakin.io", "https://api.anakin.io"),
        ("https://api.anakin.io/", "https://api.anakin.io"),
        ("https://api.anakin.io/v1", "https://api.anakin.io"),
        ("https://api.anakin.io//v1//", "https://api.anakin.io"),
        ("HTTPS://API.Anakin.IO:443/v1", "https://api.anakin.io"),
        ("https://api.openwire.sh:8443/v1/", "https://api.openwire.sh:8443"),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080"), ("http://127.9.8.7", "http://127.9.8.7"),
        ("http://localhost:80", "http://localhost"), ("http://[::1]:8080/v1", "http://[::1]:8080"),
    ])
    func `an address is taken with or without v1`(text: String, origin: String) throws {
        let endpoint = try Endpoint(url: text, key: canary)
        #expect(endpoint.origin == origin)
        #expect(endpoint.label == origin + "/v1/holocron")
    }

    @Test(arguments: [
        ("", EndpointError.address), ("api.anakin.io", .address), ("ftp://api.anakin.io", .address),
        ("https://", .address), ("https:///v1", .address), ("https://a b", .address),
        ("https://a..b", .address),
        ("https://[::1", .address), ("https://a:0", .address), ("https://a:65536", .address),
        ("https://a:", .address),
        ("https://a:+5", .address), ("https://bücher.example", .address), ("https://a\\b", .address),
        ("https://a%2eb", .address), ("https://api.anakin.io\r\nX: y", .address),
        ("http://api.anakin.io", .insecure(host: "api.anakin.io")),
        ("http://0.0.0.0", .insecure(host: "0.0.0.0")),
        ("http://127.0.0.1.evil.example", .insecure(host: "127.0.0.1.evil.example")),
        ("http://127.1", .insecure(host: "127.1")), ("http://128.0.0.1", .insecure(host: "128.0.0.1")),
        ("http://localhost.evil.example", .insecure(host: "localhost.evil.example")),
        ("http://[::2]", .insecure(host: "[::2]")),
        ("https://user:pass@api.anakin.io", .userInfo), ("http://localhost@evil.example", .userInfo),
        ("https://api.anakin.io?x=1", .queryOrFragment), ("https://api.anakin.io/v1#x", .queryOrFragment),
        ("https://api.anakin.io/v2", .path), ("https://api.anakin.io/v1/holocron", .path),
        ("https://api.anakin.io/v1/../x", .path),
    ])
    func `an address that is more or less than an origin is refused`(text: String, error: EndpointError) {
        #expect(throws: error) { try Endpoint(url: text, key: canary) }
    }

    @Test(arguments: [
        "ak-1\r\nX-Evil: 1", "ak-1\n", "ak 1", "ak-1\u{0}", "ak-é", "ak-1\u{7F}", "\tak",
    ])
    func `a key that could not be one header value is refused`(key: String) {
        #expect(throws: EndpointError.key) { try Endpoint(key: key) }
    }

    @Test func `a missing key and a prefix that is no word are refused`() {
        #expect(throws: EndpointError.noKey) { try Endpoint(key: "") }
        #expect(throws: EndpointError.prefix) { try Endpoint(prefix: "wire/../x", key: canary) }
        #expect(throws: EndpointError.prefix) { try Endpoint(prefix: "", key: canary) }
    }

    @Test func `no description of an endpoint shows the key`() throws {
        let endpoint = try Endpoint(key: canary)
        var dumped = ""
        dump(endpoint, to: &dumped)
        for text in [
            "\(endpoint)", String(reflecting: endpoint), dumped, "\([endpoint])", "\(endpoint as Any)",
        ] {
            #expect(!text.contains("canary"))
        }
    }

    @Test func `relative pages are those of anakin, or of the service on this machine`() throws {
        let page = "/products/holocron/linkedin/connect"
        #expect(try Endpoint(key: canary).absolute(page) == "https://anakin.io" + page)
        #expect(
            try Endpoint(url: "http://127.0.0.1:8080", key: canary).absolute(page) == "http://127.0.0.1:8080"
                + page)
        #expect(try Endpoint(key: canary).absolute("https://anakin.io/x") == "https://anakin.io/x")
    }

    @Test(arguments: [
        EndpointError.address, .insecure(host: "h"), .userInfo, .queryOrFragment, .path, .prefix, .noKey,
        .key,
    ])
    func `every refusal says what is wrong and what to type`(error: EndpointError) {
        #expect(!error.message.isEmpty)
        #expect(!error.next.isEmpty)
    }
}
