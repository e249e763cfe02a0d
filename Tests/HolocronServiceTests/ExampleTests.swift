import Foundation
import HolocronService
import Testing

/// The examples of the API's documentation and its official client, with only the host changed.
struct ExampleTests {
    @Test(.enabled(if: Programs.hasCurl, "curl is not installed"))
    func `the curl example`() async throws {
        try await withService { service in
            let accepted = try await Programs.run([
                "curl", "-s", "-X", "POST", "\(service.service.baseURL)/holocron/task",
                "-H", "X-API-Key: \(service.service.key)", "-H", "Content-Type: application/json",
                "-d", Fixture.profile("example"),
            ])
            let path = try #require(accepted.firstMatch(of: /"poll_url":"([^"]+)"/)).1
            _ = try await service.end(at: String(path))
            let done = try await Programs.run([
                "curl", "-s", "\(service.origin)\(path)", "-H", "X-API-Key: \(service.service.key)",
            ])
            #expect(done.hasPrefix(#"{"status":"completed","data":{"name":"Jane Doe","#))
        }
    }

    @Test(.enabled(if: Programs.hasRequests, "python3 or its module requests is not installed"))
    func `the Python example`() async throws {
        try await check(Programs.python, "-c") { service in
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

    @Test(.enabled(if: Programs.hasNode, "node with fetch is not installed"))
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

    @Test(.enabled(if: Programs.hasClient, "the Python module anakin is not installed"))
    func `the official Python client`() async throws {
        try await check(Programs.python, "-c") { service in
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
            let output = try await Programs.run([program, option, script(service)])
            #expect(output == "completed Jane Doe 2\n")
        }
    }
}
