import HolocronService
import Testing

/// The commands that only this program has besides `serve`: `action`, its help, and the options of `serve`.
@Suite struct ServiceCommandTests {
    private static let manifest = """
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

    @Test func `a manifest is checked and tried`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(Self.manifest, to: "blog.yaml")
        let checked = try await holo("action", "check", file)
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(checked.output.contains("bl_title") && checked.output.contains("post*"))
        for words in [["bl_title", "post=7"], ["post=7"]] {
            let tried = try await holo.run(["action", "try", file] + words + ["--json"])
            #expect(tried.status == 0, "\(tried.errors)")
            #expect(tried.output.contains(#""title": ""#))
        }
    }

    @Test(arguments: [
        (["check"], "credits: 3", "credits: x", ":10: credits should be a whole number that is not negative"),
        (["try", "other"], "", "", " has no action other; it has bl_title"),
        (["try"], "", "", "bl_title needs post."),
        (["try", "bl_title", "post=x"], "", "", "post must be an integer, not a string."),
        (["try", "bl_title", "post=99"], "", "", "The target page could not be loaded."),
    ])
    func `what is wrong is said, with what to do`(
        words: [String], from: String, to: String, message: String
    ) async throws {
        let holo = try HoloProgram()
        let text = from.isEmpty ? Self.manifest : Self.manifest.replacing(from, with: to)
        let file = try holo.write(text, to: "blog.yaml")
        let ended = try await holo.run(["action", words[0], file] + words.dropFirst())
        #expect(ended.status == 2)
        #expect(ended.errors.contains(message), "\(ended.errors)")
        #expect(ended.errors.contains("help actions-format"))
    }

    @Test(arguments: [
        ("sandbox", Guide.sandbox), ("faults", Guide.faults), ("actions-format", Guide.actionsFormat),
    ])
    func `help has pages about the service`(topic: String, text: String) async throws {
        let holo = try HoloProgram()
        let ended = try await holo("help", topic)
        #expect(ended.output.hasPrefix(text.prefix(200)))
        #expect(ended.status == 0)
        #expect(try await holo("help").output.contains("help \(topic)"))
    }

    @Test(arguments: [
        (["--fault", "nix=1"], "there is no fault nix"),
        (["--fault", "slow=x,429=1"], "slow=x is not a duration"),
        (["--host", "0.0.0.0"], "so it needs a key of yours"),
        (["--host", "0.0.0.0", "--key", "short"], "so it needs a key of yours"),
        (["--actions", "/nowhere"], "/nowhere is not a folder that can be read"),
    ])
    func `serve says what it cannot do`(words: [String], message: String) async throws {
        let holo = try HoloProgram()
        let ended = try await holo.run(["serve", "--port", "0", "--data", holo.home + "/s.sqlite"] + words)
        #expect(ended.errors.contains(message), "\(ended.errors)")
        #expect(ended.status != 0)
    }

    @Test func `faults and limits of serve reach its clients`() async throws {
        let holo = try HoloProgram()
        let service = try ServeTests.Service(["--fault", "500=1,seed=2"], holo)
        let ended = try await holo(
            "--api-url", service.url, "-c", "submit hn_stories", with: ["ANAKIN_API_KEY": service.key])
        #expect(ended.status != 0)
    }
}
