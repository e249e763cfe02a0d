import HolocronAPI
import HolocronClient
import HolocronService

/// What a server really took, asked without anything in between.
struct Truth: Sendable {
    /// The ids of its jobs by what was asked for.
    private(set) var jobs: [String: [JobID]] = [:]

    /// - Parameter text: only jobs in which the server finds this.
    static func of(_ url: String, key: String, with text: String? = nil) async throws -> Truth {
        let client = HolocronClient(endpoint: { try Endpoint(url: url, key: key) })
        var truth = Truth()
        for number in 1... {
            let page = try await client.jobs(page: number, limit: 100, search: text)
            for job in page.jobs {
                truth.jobs[Truth.name(job.action, job.params), default: []].append(job.id)
            }
            if page.jobs.count < 100 { break }
        }
        await client.shutdown()
        return truth
    }

    var count: Int { jobs.values.reduce(0) { $0 + $1.count } }

    func ids(of request: TaskRequest) -> [JobID] { jobs[Truth.name(request.action, request.params)] ?? [] }

    static func name(_ action: String, _ params: JSON) -> String { action + " " + params.encoded() }
}

extension LocalHolocron {
    static func startRich() async throws -> LocalHolocron {
        try await start(ServiceOptions(credits: 1_000_000))
    }

    var port: Int { Int(baseURL.split(separator: ":").last?.prefix { $0.isNumber } ?? "") ?? 0 }
}
