import AsyncHTTPClient
import HolocronAPI
import OrderedCollections
import Testing

@testable import HolocronService

/// The actions that read any page: over the demo blog, and over servers of this machine.
struct WebTests {
    private static func end(_ service: Fixture, _ action: String, _ url: String) async throws -> JSON {
        let submit = TaskRequest(action: action, params: ["url": .string(url)]).json.encoded()
        return try await service.end(of: try await service.submit(submit)).json
    }

    @Test func `a page gives title, description, Open Graph, JSON-LD, text and links`() async throws {
        try await withService { service in
            let data = try #require(
                try await Self.end(service, "web_page", "https://blog.example/posts/2")["data"])
            let title = data["title"]?.text ?? ""
            #expect(!title.isEmpty && data["open_graph"]?["title"]?.text == title)
            #expect(data["json_ld"]?.items?.first?["headline"]?.text == title)
            #expect(data["canonical_url"] == "https://blog.example/posts/2")
            #expect(data["language"] == "en")
            #expect(data["description"]?.text?.isEmpty == false)
            #expect(data["text"]?.text?.hasPrefix(title) == true)
            #expect(data["text"]?.text?.contains("document.title") == false)
            #expect(data["links"]?.items?.first?["url"] == "https://blog.example/posts/10")
        }
    }

    @Test func `feeds and site maps are read in every kind`() async throws {
        try await withService { service in
            for (file, format) in [("feed.rss", "rss"), ("feed.atom", "atom")] {
                let feed = try #require(
                    try await Self.end(service, "web_feed", "https://blog.example/\(file)")["data"])
                #expect(feed["format"]?.text == format && feed["entry_count"] == 25)
                let entry = try #require(feed["entries"]?.items?.first)
                #expect(entry["url"] == "https://blog.example/posts/1")
                #expect(
                    entry.fields?.values.allSatisfy { $0.text?.isEmpty == false } == true,
                    "\(entry.encoded())")
            }
            let map = try #require(
                try await Self.end(service, "web_sitemap", "https://blog.example/sitemap.xml")["data"])
            #expect(map["count"] == 60 && map["kind"] == "urlset")
            let index = try #require(
                try await Self.end(service, "web_sitemap", "https://blog.example/sitemap-index.xml")["data"])
            #expect(index["kind"] == "index" && index["sitemaps"]?.items?.count == 2)
            let wrong = try await Self.end(service, "web_feed", "https://blog.example/posts/1")
            #expect(wrong["error"]?["message"] == "[scraper_error] the page is not an RSS or Atom feed")
        }
    }

    @Test func `redirects are followed, robots.txt counts`() async throws {
        try await withService { service in
            let moved = try await Self.end(service, "web_page", "https://blog.example/moved")
            #expect(moved["data"]?["url"] == "https://blog.example/posts/1")
            let loop = try await Self.end(service, "web_page", "https://blog.example/loop")
            #expect(loop["error"]?["message"] == "[scraper_error] the page sends on to another one too often")
            let closed = try await Self.end(service, "web_page", "https://blog.example/private/1")
            #expect(
                closed["error"]?["message"]
                    == "[bad_params] robots.txt closes https://blog.example/private/1.")
            #expect(try await service.service.balance() == 499)
        }
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a00:1]/", "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://user@127.0.0.1/", "http://127.0.0.1.:80/",
    ])
    func `an address of this machine or its network is refused, however it is written`(address: String)
        async throws
    {
        try await withService { service in
            let end = try await Self.end(service, "web_page", address)
            let message = end["error"]?["message"]?.text ?? end.encoded()
            // A name that the system's resolver does not know cannot be loaded either.
            #expect(
                message.contains("is an address of this machine or its network")
                    || address.contains(".:")
                        && message == "The target page could not be loaded.",
                "\(message)")
            #expect(try await service.service.balance() == 500)
        }
    }

    @Test func `a redirect to this machine is refused like an address of it`() async throws {
        try await withServer { request in
            request.path == "/robots.txt"
                ? ServerReply(status: 404)
                : ServerReply(status: 302, headers: ["Location": "http://127.0.0.1:1/"])
        } _: { port in
            // The first address is a name for this machine that the check is told to take for a public one.
            let outside = OutsideWeb(allowsPrivate: false, isTrusted: { $0 == "localhost" })
            let fetcher = PageFetcher(
                client: PageFetcher.client(), sites: [], host: "127.0.0.1", port: BoundPort(),
                outside: outside, pass: "")
            let failure = await #expect(throws: JobFailure.self) {
                try await fetcher.page(PageOrder(address: "http://localhost:\(port)/", job: ""))
            }
            #expect(failure?.message.contains("127.0.0.1 is an address of this machine") == true)
            try await fetcher.client.shutdown()
        }
    }

    @Test func `pages of this machine are read when that is allowed, in the charset they are in`()
        async throws
    {
        var options = ServiceOptions()
        options.allowsPrivate = true
        try await withServer { request in
            switch request.path {
            case "/robots.txt":
                ServerReply(
                    body: Array(
                        "User-agent: holo-local\nDisallow: /closed\n\nUser-agent: *\nDisallow: /".utf8))
            case "/latin":
                ServerReply(
                    type: "text/html; charset=iso-8859-1", body: Array("<title>caf".utf8) + [0xE9, 0x93])
            case "/meta":
                ServerReply(
                    type: "text/html", body: Array("<meta charset=windows-1252><title>".utf8) + [0x80])
            case "/wide":
                ServerReply(
                    type: "text/html",
                    body: [0xFF, 0xFE]
                        + Array("<title>é".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
            case "/pdf": ServerReply(type: "application/pdf", body: [0x25])
            default: ServerReply(status: 500)
            }
        } _: { port in
            try await withService(options) { service in
                func title(_ path: String) async throws -> JSON {
                    let end = try await Self.end(service, "web_page", "http://127.0.0.1:\(port)\(path)")
                    return end["data"]?["title"] ?? end["error"]?["message"] ?? .null
                }
                let latin = try await title("/latin")
                #expect(latin == "café“")
                #expect(try await title("/meta") == "€")
                #expect(try await title("/wide") == "é")
                #expect(try await title("/pdf") == "[scraper_error] the page is application/pdf, not HTML")
                #expect(try await title("/gone") == "The target page could not be loaded.")
                #expect(
                    try await title("/closed/x")
                        == .string("[bad_params] robots.txt closes http://127.0.0.1:\(port)/closed/x."))
            }
        }
    }

    @Test(arguments: [
        ("", "/a", true), ("User-agent: *\nDisallow: /a", "/a/b", false),
        ("User-agent: *\nDisallow: /a", "/b", true),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true),
        ("User-agent: *\nDisallow:", "/a", true),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?a", true),
        ("User-agent: other\nDisallow: /", "/a", true),
        ("User-agent: *\nDisallow: /\n\nuser-agent: HOLO-LOCAL\nAllow: /", "/a", true),
        ("User-agent: a\nUser-agent: *\nDisallow: / # all", "/a", false), ("Disallow: /", "/a", true),
        ("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", false),
        ("User-agent: *\nDisallow: /a*b*c", "/a1c2b3", true),
    ])
    func `robots.txt is read as its standard says`(text: String, path: String, isOpen: Bool) {
        #expect(Robots(text).allows(path) == isOpen)
    }

    @Test(arguments: [
        ("8.8.8.8", true), ("100.63.255.255", true), ("100.64.0.0", false), ("100.127.255.255", false),
        ("100.128.0.0", true),
        ("172.15.0.1", true), ("172.16.0.1", false), ("172.31.255.255", false), ("172.32.0.1", true),
        ("224.0.0.1", false),
        ("255.255.255.255", false), ("198.18.0.1", false), ("198.20.0.1", true), ("2606:4700::1111", true),
        ("::", false),
        ("::1", false), ("fc00::1", false), ("fe80::1", false), ("ff02::1", false), ("2001:db8::1", false),
        ("::ffff:10.0.0.1", false), ("::ffff:8.8.8.8", true), ("64:ff9b::7f00:1", false),
        ("64:ff9b::808:808", true),
        ("2002:7f00:1::", false), ("2002:808:808::", true), ("2001:0:1::", false), ("2001:4860::8888", true),
    ])
    func `public addresses are told from the others`(text: String, isPublic: Bool) throws {
        #expect(try #require(NetworkAddress(text)).isPublic == isPublic)
    }
}
