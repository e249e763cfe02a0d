import HolocronJobs

extension CommandRow {
    static let spent = CommandRow(
        "spent", .jobs, "Says what the jobs of this session have cost; in a test, since the test began.",
        examples: ["spent", "assert spent() <= 10cr"]
    ) { _ in
        .immediate { (call) throws(Stop) in .credits(call.context.spentSinceMark) }
    }

    static let requests = CommandRow(
        "requests", .jobs, "Counts the requests that were sent; in a test, since the test began.",
        examples: ["requests", "assert requests('POST') == 0", "requests GET /search"]
    ) { parameters in
        let method = parameters.optional("METHOD", .text, "only GET, or only POST")
        let part = parameters.optional("PATH", .text, "only those with this in their path")
        return .immediate { (call) throws(Stop) in
            let lines = call.context.requestsSinceMark
            return .integer(
                lines.count { line in
                    call[method].map { line.method == $0.uppercased() } ?? true
                        && call[part].map { line.target.contains($0) } ?? true
                })
        }
    }
}

extension Context {
    /// Counts from now on: a test begins.
    package func beginCounting() { mark = Mark(spent: meter.spent, requests: connector.requests.count) }

    package var spentSinceMark: Int { meter.spent - mark.spent }

    package var requestsSinceMark: [RequestLog.Line] { connector.requests.lines(after: mark.requests) }
}
