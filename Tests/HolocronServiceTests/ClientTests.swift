import HolocronAPI
import HolocronService
import NIOHTTP1
import Testing

/// Every client of the API through success, failure with refund, 401 and then connect, 402.
struct ClientTests {
    /// A program that runs `li_profile_scrape` for each of its arguments after the base URL and the key, and writes a line
    /// for each: the end of the job, or the error.
    struct Client: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isThere: Bool
        let command: [String]
    }

    static let clients = [
        Client(
            testDescription: "curl", isThere: Programs.hasCurl,
            command: ["bash", "-c", curl, "client"]),
        Client(
            testDescription: "Python requests", isThere: Programs.hasRequests,
            command: [Programs.python, "-c", requests]),
        Client(
            testDescription: "Node fetch", isThere: Programs.hasNode, command: ["node", "-e", node, "--"]),
        Client(
            testDescription: "anakin-sdk 0.1.0", isThere: Programs.hasClient,
            command: [Programs.python, "-c", sdk]),
        Client(
            testDescription: "anakin-sdk 0.2.0", isThere: Programs.hasNewerClient,
            command: [Programs.newerPython, "-c", sdk]),
    ]

    @Test(arguments: clients.filter(\.isThere))
    func `a client goes through success, refund, connection and the end of its credits`(client: Client)
        async throws
    {
        try await withService(ServiceOptions(credits: 5, identities: false)) { (service) async throws in
            func run(_ slugs: String...) async throws -> [String] {
                try await Programs.run(
                    client.command + [service.service.baseURL, service.service.key] + slugs
                )
                .split(separator: "\n").map(String.init)
            }
            #expect(try await run("example") == ["401 AUTH_REQUIRED"])
            try await Self.connect(service)
            #expect(
                try await run("example", "missing", "example", "example") == [
                    "completed Jane Doe 2", "failed The target page could not be loaded.",
                    "completed Jane Doe 2",
                    "402 INSUFFICIENT_CREDITS",
                ])
            #expect(try await service.service.balance() == 1)
        }
    }

    private static func connect(_ service: Fixture) async throws {
        let path = "/products/holocron/linkedin/connect"
        let page = try await service.send(.GET, path).body
        let token = try #require(page.firstMatch(of: /name="token" value="([^"]+)"/)).1
        let done = try await service.send(
            .POST, path, "token=\(token)&account=Jane",
            headers: ["Content-Type": "application/x-www-form-urlencoded"])
        #expect(done.status == 303)
    }

    @Test(.enabled(if: Programs.hasNewerClient, "anakin-sdk 0.2.0 is not installed"))
    func `the newer client discovers, lists and reads`() async throws {
        try await withService { (service) async throws in
            let script = """
                import sys
                from anakin import Anakin
                wire = Anakin(api_key=sys.argv[2], base_url=sys.argv[1]).wire
                print(wire.discover("top stories", limit=1)[0].action_id)
                print(len(wire.catalogs()))
                print([a.action_id for a in wire.catalog("jobicy").actions])
                mine = wire.identities()
                print(len(mine), wire.identity(mine[0].id).credentials[0].status)
                result = wire.run("hn_stories", {"limit": 1})
                print(wire.get_job(result.job_id).data["count"])
                print(wire.run("hn_item", {"id": "42000037"}).data["id"])
                """
            let output = try await Programs.run(
                [Programs.newerPython, "-c", script, service.service.baseURL, service.service.key])
            #expect(output == "hn_stories\n15\n['jb_jobs']\n15 active\n1\n42000037\n")
        }
    }
}

extension ClientTests {
    private static let curl = #"""
        base=$1 key=$2; shift 2
        field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }
        for slug; do
            sent=$(curl -s -w ' %{http_code}' -H "X-API-Key: $key" -H 'Content-Type: application/json' -d \
                "{\"action_id\":\"li_profile_scrape\",\"params\":{\"profile_url\":\"https://www.linkedin.com/in/$slug\"}}" \
                "$base/holocron/task")
            case $sent in *" 202") ;; *) echo "${sent##* } $(field code <<<"$sent")"; continue ;; esac
            while job=$(curl -s -H "X-API-Key: $key" "${base%/v1}$(field poll_url <<<"$sent")"); do
                case $job in *processing*) sleep 0.05 ;; *) break ;; esac
            done
            case $job in
            *completed*) echo "completed $(field name <<<"$job") $(field credits_used <<<"$job")" ;;
            *) echo "failed $(field message <<<"$job")" ;;
            esac
        done
        """#

    private static let requests = """
        import sys, time, requests
        base, headers = sys.argv[1], {"X-API-Key": sys.argv[2]}
        for slug in sys.argv[3:]:
            sent = requests.post(base + "/holocron/task", headers=headers, json={
                "action_id": "li_profile_scrape", "params": {"profile_url": "https://www.linkedin.com/in/" + slug}})
            if sent.status_code != 202:
                print(sent.status_code, sent.json()["error"]["code"])
                continue
            while True:
                job = requests.get(base[:-3] + sent.json()["poll_url"], headers=headers).json()
                if job["status"] != "processing":
                    break
                time.sleep(0.05)
            if job["status"] == "completed":
                print("completed", job["data"]["name"], job["credits_used"])
            else:
                print("failed", job["error"]["message"])
        """

    private static let node = """
        (async () => {
        const [base, key, ...slugs] = process.argv.slice(1);
        const headers = {"X-API-Key": key, "Content-Type": "application/json"};
        for (const slug of slugs) {
            const params = {profile_url: "https://www.linkedin.com/in/" + slug};
            const sent = await fetch(base + "/holocron/task", {method: "POST", headers,
                body: JSON.stringify({action_id: "li_profile_scrape", params})});
            const body = await sent.json();
            if (sent.status !== 202) { console.log(sent.status, body.error.code); continue; }
            let job;
            do {
                await new Promise(done => setTimeout(done, 50));
                job = await (await fetch(base.slice(0, -3) + body.poll_url, {headers})).json();
            } while (job.status === "processing");
            if (job.status === "completed") console.log("completed", job.data.name, job.credits_used);
            else console.log("failed", job.error.message);
        }
        })();
        """

    private static let sdk = """
        import sys, anakin
        wire = anakin.Anakin(api_key=sys.argv[2], base_url=sys.argv[1]).wire
        run = getattr(wire, "run", wire)
        for slug in sys.argv[3:]:
            try:
                job = run("li_profile_scrape", {"profile_url": "https://www.linkedin.com/in/" + slug})
                print("completed", job.data["name"], job.credits_used)
            except anakin.JobFailedError as error:
                print("failed", str(error).split(" | ")[0])
            except anakin.AnakinError as error:
                print(error.status_code, error.code)
        """
}
