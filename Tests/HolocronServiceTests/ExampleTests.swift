import Foundation
import Glibc
import HolocronService
import Testing

/// The examples of the API's documentation and its official client, with only the host changed.
struct ExampleTests {
    private static let python = ProcessInfo.processInfo.environment["HOLO_TEST_PYTHON"] ?? "python3"

    // A machine without curl, python3 with requests, node or the client still runs the other tests.
    private static let hasCurl = works("curl", "--version")
    private static let hasRequests = works(python, "-c", "import requests")
    private static let hasNode = works("node", "-e", "fetch")
    private static let hasClient = works(python, "-c", "import anakin")

    @Test(.enabled(if: hasCurl, "curl is not installed"))
    func `the curl example`() async throws {
        try await withService { service in
            let accepted = try await Self.run(
                "curl", "-s", "-X", "POST", "\(service.service.baseURL)/holocron/task",
                "-H", "X-API-Key: \(service.service.key)", "-H", "Content-Type: application/json",
                "-d", Fixture.profile("example"))
            let path = try #require(accepted.firstMatch(of: /"poll_url":"([^"]+)"/)).1
            _ = try await service.end(at: String(path))
            let done = try await Self.run(
                "curl", "-s", "\(service.origin)\(path)", "-H", "X-API-Key: \(service.service.key)")
            #expect(done.hasPrefix(#"{"status":"completed","data":{"name":"Jane Doe","#))
        }
    }

    @Test(.enabled(if: hasRequests, "python3 or its module requests is not installed"))
    func `the Python example`() async throws {
        try await check(Self.python, "-c") { service in
            """
            import time, requests
            host, headers = "\(service.origin)", {"X-API-Key": "\(service.service.key)"}
            r = requests.post(host + "/v1/holocron/task", headers=headers, json={
                "action_id": "li_profile_scrape",
                "params": {"profile_url": "https://www.linkedin.com/in/example"}})
            r.raise_for_status()
            while True:
                job = requests.get(host + r.json()["poll_url"], headers=headers).json()
                if job["status"] != "processing":
                    break
                time.sleep(0.05)
            print(job["status"], job["data"]["name"], job["credits_used"])
            """
        }
    }

    @Test(.enabled(if: hasNode, "node with fetch is not installed"))
    func `the Node example`() async throws {
        try await check("node", "-e") { service in
            """
            (async () => {
            const headers = {"X-API-Key": "\(service.service.key)", "Content-Type": "application/json"};
            const sent = await fetch("\(service.origin)/v1/holocron/task", {method: "POST", headers,
                body: JSON.stringify({action_id: "li_profile_scrape",
                    params: {profile_url: "https://www.linkedin.com/in/example"}})});
            const {poll_url} = await sent.json();
            let job;
            do {
                await new Promise(done => setTimeout(done, 50));
                job = await (await fetch("\(service.origin)" + poll_url, {headers})).json();
            } while (job.status === "processing");
            console.log(job.status, job.data.name, job.credits_used);
            })();
            """
        }
    }

    @Test(.enabled(if: hasClient, "the Python module anakin is not installed"))
    func `the official Python client`() async throws {
        try await check(Self.python, "-c") { service in
            """
            from anakin import Anakin
            client = Anakin(api_key="\(service.service.key)", base_url="\(service.service.baseURL)")
            job = client.wire("li_profile_scrape", {"profile_url": "https://www.linkedin.com/in/example"})
            print(job.status, job.data["name"], job.credits_used)
            """
        }
    }

    private func check(
        _ program: String, _ option: String, script: (Fixture) -> String
    ) async throws {
        try await withService { service in
            let output = try await Self.run(program, option, script(service))
            #expect(output == "completed Jane Doe 2\n")
        }
    }
}

extension ExampleTests {
    private static func works(_ words: String...) -> Bool {
        let quiet = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(quiet) }
        guard let child = try? start(words, output: quiet) else { return false }
        var status: Int32 = 0
        return waitpid(child.id, &status, 0) == child.id && status == 0
    }

    /// What a program writes; what it complains about goes to the test's own standard error.
    private static func run(_ words: String...) async throws -> String {
        let file = "/tmp/holo-example-\(UUID().uuidString)"
        let output = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer {
            close(output)
            unlink(file)
        }
        _ = try await start(words, output: output).ended()
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    private static func start(_ words: [String], output: Int32) throws -> Child {
        try Child(
            ["/usr/bin/env"] + words, environment: ProcessInfo.processInfo.environment,
            files: [STDIN_FILENO, output, STDERR_FILENO])
    }
}
