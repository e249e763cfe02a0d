import Foundation
import HolocronAPI
import HolocronService
import NIOHTTP1
import Testing

/// What help says of the service is so.
struct GuideTests {
    @Test func `every address of the sandbox is there`() async throws {
        try await withService { service in
            let lines = Guide.sandbox.split(separator: "\n").map { $0.split(separator: " ") }
            let addresses = lines.compactMap { $0.first.map(String.init) }.filter { $0.hasPrefix("https://") }
            #expect(addresses.count >= 30)
            for address in addresses where !address.contains("ASIN") && !address.contains("_ID") {
                let parts = address.dropFirst("https://".count).split(separator: "/", maxSplits: 1)
                let path = parts[1].hasSuffix(",") ? String(parts[1].dropLast()) : String(parts[1])
                // `private/1` is closed, and there is nothing behind it.
                guard !path.hasPrefix("private/") else { continue }
                let answer = try await service.send(.GET, "/web/\(parts[0])/\(path)")
                #expect(answer.status == 200 || answer.status == 302, "\(address): \(answer.status)")
            }
        }
    }

    @Test func `the manifest that the format shows is right`() async throws {
        try await withFolder { folder in
            let example = Guide.actionsFormat.split(separator: "\n", omittingEmptySubsequences: false)
                .drop { !$0.hasPrefix("  site:") }.prefix { $0.isEmpty || $0.hasPrefix("  ") }
                .map { $0.dropFirst(2) }.joined(separator: "\n")
            let file = try write(example, to: folder, "shop.yaml")
            let actions = try ActionTrial.check(file)
            #expect(actions.items?.first?["action"] == "sh_item")
            #expect(actions.items?.first?["parameters"] == "item* page")
        }
    }

    @Test func `every kind of rule that the format lists can be read`() async throws {
        try await withFolder { folder in
            let rules = Guide.actionsFormat.split(separator: "\n").drop { !$0.hasPrefix("Result:") }
                .filter { $0.hasPrefix("  ") && $0.contains(": ") && !$0.contains("path: rating") }
                .map { "      " + $0.trimmed }
            #expect(rules.count == 10)
            let manifest = """
                site: shop
                name: Shop
                domain: shop.example
                category: c
                description: d
                actions:
                  - id: a
                    name: A
                    description: d
                    credits: 1
                    parameters: {properties: {item: {type: string}}}
                    request: {url: "https://shop.example/{item}"}
                    result:
                \(rules.joined(separator: "\n"))
                """
            _ = try ActionTrial.check(try write(manifest, to: folder, "rules.yaml"))
        }
    }

    @Test func `an action of one's own is checked, tried and served`() async throws {
        let manifest = """
            site: blog
            name: Blog
            domain: blog.example
            category: c
            description: d
            actions:
              - id: bl_title
                name: Title
                description: d
                credits: 3
                parameters: {type: object, properties: {post: {type: integer}}, required: [post]}
                request: {url: "https://blog.example/posts/{post}"}
                result: {title: "//h1", by: {xpath: "//p[@class='by']", optional: true}}
            """
        try await withFolder { folder in
            let file = try write(manifest, to: folder, "blog.yaml")
            let tried = try await ActionTrial.run(
                file, action: nil, params: ["post": "7"], allowsPrivate: false)
            #expect(tried["title"]?.text?.isEmpty == false)
            var options = ServiceOptions()
            options.actions = folder
            try await withService(options) { service in
                let end = try await service.end(
                    of: try await service.submit(#"{"action_id":"bl_title","params":{"post":7}}"#))
                #expect(try end.json["data"] == tried)
                #expect(try await service.service.balance() == 497)
            }
        }
    }

    @Test(arguments: [
        ("credits: 3", "credits: three", ":10: credits should be a whole number"),
        ("id: bl_title", "id: hn_stories", ": the action hn_stories is there already"),
        ("site: blog", "site: amazon", ": the site amazon is there already"),
        ("\"//h1\"", "\"//h1[\"", ":13: //h1[ is not an XPath expression"),
        ("type: integer", "type: number2", ":11: the type of post should be one of string, integer"),
        ("https://blog", "blog", ":12: url should begin with http:// or https://"),
        (
            "type: integer", "type: integer, default: a",
            ":11: the default of post does not fit: post must be an integer"
        ),
        ("type: integer", "type: integer, minimun: 1", ":11: minimun means nothing here"),
    ])
    func `a mistake in a manifest of one's own is named with its line`(
        from: String, to: String, message: String
    ) async throws {
        let manifest = """
            site: blog
            name: Blog
            domain: blog.example
            category: c
            description: d
            actions:
              - id: bl_title
                name: Title
                description: d
                credits: 3
                parameters: {type: object, properties: {post: {type: integer}}, required: [post]}
                request: {url: "https://blog.example/posts/{post}"}
                result: {title: "//h1"}
            """
        try await withFolder { folder in
            let file = try write(manifest.replacing(from, with: to), to: folder, "blog.yaml")
            let error = #expect(throws: ServiceError.self) { try ActionTrial.check(file) }
            #expect(error?.message.hasPrefix(file + message) == true, "\(error?.message ?? "")")
            var options = ServiceOptions()
            options.actions = folder
            let start = await #expect(throws: ServiceError.self) { try await LocalHolocron.start(options) }
            #expect(start?.message == error?.message)
        }
    }

    @Test func `what cannot be tried is said`() async throws {
        try await withFolder { folder in
            let file = try write("site: s\n", to: folder, "s.yaml")
            let missing = #expect(throws: ServiceError.self) { try ActionTrial.check(folder + "/none.yaml") }
            #expect(missing?.message == "\(folder)/none.yaml cannot be read as text")
            let short = #expect(throws: ServiceError.self) { try ActionTrial.check(file) }
            #expect(short?.message == "\(file):1: actions is missing here")
            #expect(short?.next == "correct it; help actions-format says what a manifest holds")
        }
    }
}

private func write(_ text: String, to folder: String, _ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let file = folder + "/" + name
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
}

extension Substring {
    fileprivate var trimmed: Substring { drop { $0 == " " } }
}
