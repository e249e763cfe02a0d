import FoundationEssentials
import HolocronAPI
import OrderedCollections

extension CassetteText {
    /// The same with the times of an earlier recording wherever nothing else is different: recording what has not changed
    /// changes nothing.
    func keepingTimes(of earlier: CassetteText) -> CassetteText {
        var known = Dictionary(grouping: earlier.exchanges, by: \.sense)
        var kept = self
        kept.entries = exchanges.flatMap { exchange in
            guard let same = known[exchange.sense]?.first else { return exchange.entries }
            known[exchange.sense]?.removeFirst()
            return same.entries(ofJob: exchange.job) ?? exchange.entries
        }
        if kept.entries == earlier.entries, server == earlier.server { kept.recorded = earlier.recorded }
        return kept
    }

    /// A submit with the looks at its job, or any other request, as they stand together.
    private var exchanges: [Exchange] {
        var all: [Exchange] = []
        for entry in entries {
            if let path = entry.request.jobPath, path == all.last?.job {
                all[all.count - 1].entries.append(entry)
            } else {
                all.append(Exchange(entries: [entry], job: entry.acceptedJob))
            }
        }
        return all
    }

    private struct Exchange {
        var entries: [CassetteEntry]
        var job: String?

        /// The same for exchanges that tell the same: without times, looks that found a job running, and its id.
        var sense: String {
            let text = entries.filter { !$0.isRunning }.map(\.timeless.text).joined()
            return job.map { text.replacing($0, with: "JOB") } ?? text
        }

        /// The same about a job with another id.
        func entries(ofJob other: String?) -> [CassetteEntry]? {
            guard let job, let other, job != other else { return entries }
            let head = CassetteText.head(server: "", recorded: .distantPast)
            let text = head + entries.map(\.text).joined().replacing(job, with: other)
            return try? CassetteText(text, name: "").entries
        }
    }
}

extension CassetteEntry {
    /// A look at a job that runs.
    fileprivate var isRunning: Bool {
        guard request.jobPath != nil, case .answered(_, _, .json(let json)) = end else { return false }
        return ["queued", "pending", "processing"].contains(json["status"]?.text)
    }

    /// Without what is another time each time it is asked for.
    fileprivate var timeless: CassetteEntry {
        var entry = self
        (entry.milliseconds, entry.times) = (0, 1)
        guard case .answered(let status, let fields, .json(let json)) = end else { return entry }
        let isJob = request.method != "GET" || request.jobPath != nil
        entry.end = .answered(status: status, fields: fields, .json(json.timeless(isJob: isJob)))
        return entry
    }
}

extension JSON {
    /// - Parameter isJob: what is further inside is a result, which counts as it is.
    fileprivate func timeless(isJob: Bool) -> JSON {
        switch self {
        case .object(let fields):
            var rest: OrderedDictionary<String, JSON> = [:]
            for (name, value) in fields where !["execution_ms", "last_used_at", "request_id"].contains(name) {
                rest[name] = isJob ? value : value.timeless(isJob: false)
            }
            return .object(rest)
        case .array(let items): return .array(items.map { isJob ? $0 : $0.timeless(isJob: false) })
        default: return self
        }
    }
}
