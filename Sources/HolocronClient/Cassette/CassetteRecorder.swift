import FoundationEssentials
import Glibc
package import HolocronAPI
import OrderedCollections
import Synchronization

/// Writes what is asked and answered into a cassette: each exchange when it has ended, without secrets.
///
/// The file is there from the start, and what was in it stays until the first request. ``finish()`` brings it into an order that does not depend on the time.
package final class CassetteRecorder: RequestWitness {
    private struct State {
        let file: Int32
        var began: [Int: (request: OutgoingRequest, at: ContinuousClock.Instant)] = [:]
        var count = 0
        var cassette: CassetteText?
        var spans: [Range<Duration>] = []
        var failure: CassetteError?
    }

    package let path: String
    private let anonymizer: Anonymizer
    private let server: @Sendable (Endpoint) -> String
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    /// - Parameter server: what the cassette calls the server that is recorded.
    package init(
        path: String, anonymizer: Anonymizer, server: @escaping @Sendable (Endpoint) -> String
    ) throws(CassetteError) {
        state = Mutex(State(file: try PrivateFile.alone(path)))
        self.path = path
        self.anonymizer = anonymizer
        self.server = server
    }

    /// What went wrong with the file so far.
    package var failure: CassetteError? { state.withLock { $0.failure } }

    package func began(_ request: OutgoingRequest, at endpoint: Endpoint) -> Int {
        anonymizer.add(secret: endpoint.key)
        let request = anonymizer.request(request)
        return state.withLock { state in
            if state.cassette == nil { begin(&state, server(endpoint)) }
            state.count += 1
            state.began[state.count] = (request, .now)
            return state.count
        }
    }

    package func ended(_ number: Int, _ end: RequestEnd) {
        let now = ContinuousClock.now
        let end = CassetteEntry.End(end).map(anonymizer.end)
        state.withLock { state in
            guard let (request, began) = state.began.removeValue(forKey: number), let end else { return }
            let entry = CassetteEntry(
                request: request, end: end, milliseconds: CassetteEntry.rounded(now - began))
            add(entry, began - start..<now - start, &state)
        }
    }

    /// Takes down a job that the journal had, in the place of a submit; not one that is on the cassette already.
    /// - Parameter server: what the cassette calls the server, where this is the first that is asked of it.
    package func keep(_ job: KeptJob, for request: TaskRequest, server: String) {
        let now = ContinuousClock.now - start
        let request = anonymizer.request(KeptJob.question(request))
        let answer = anonymizer.json(job.json)
        state.withLock { state in
            if state.cassette == nil { begin(&state, server) }
            guard state.cassette?.entries.contains(where: { $0.acceptedJob == job.id }) != true else {
                return
            }
            let end = CassetteEntry.End.answered(status: 200, fields: [:], .json(answer))
            add(CassetteEntry(request: request, end: end, milliseconds: 0), now..<now, &state)
        }
    }

    /// Nothing more is recorded: the file gets its last form. To be called once.
    package func finish() {
        state.withLock { state in
            defer { close(state.file) }
            guard let cassette = state.cassette else {
                PrivateFile.removeIfEmpty(path, state.file)
                return
            }
            guard state.failure == nil else { return }
            if !PrivateFile.replace(path, with: cassette.tidied(state.spans).text) {
                state.failure = .unwritable(path, why: reasonWords(errno))
            }
        }
    }

    private func add(_ entry: CassetteEntry, _ span: Range<Duration>, _ state: inout State) {
        state.cassette?.entries.append(entry)
        state.spans.append(span)
        write(entry.text, &state)
    }

    private func begin(_ state: inout State, _ server: String) {
        let recorded = Date()
        state.cassette = CassetteText(server: server, recorded: recorded)
        ftruncate(state.file, 0)
        write(CassetteText.head(server: server, recorded: recorded), &state)
    }

    private func write(_ text: String, _ state: inout State) {
        guard state.failure == nil else { return }
        let bytes = Array(text.utf8)
        if unsafe Glibc.write(state.file, bytes, bytes.count) != bytes.count {
            state.failure = .unwritable(path, why: reasonWords(errno))
        }
    }
}

extension CassetteText {
    fileprivate init(server: String, recorded: Date) {
        self.server = server
        self.recorded = recorded
    }
}

extension Anonymizer {
    fileprivate func end(_ end: CassetteEntry.End) -> CassetteEntry.End {
        switch end {
        case .answered(let status, let fields, let body):
            return .answered(status: status, fields: fields.mapValues(text), self.body(body))
        case .failed(let kind, let progress, let why): return .failed(kind, progress, why: text(why))
        }
    }

    private func body(_ body: CassetteEntry.Body) -> CassetteEntry.Body {
        switch body {
        case .none: .none
        case .json(let json): .json(self.json(json))
        case .text(let text): .text(self.text(text))
        }
    }

    /// A request as a cassette has it: keys in order, nothing personal.
    func request(_ request: OutgoingRequest) -> OutgoingRequest {
        let query = request.target.dropFirst(request.path.count + 1)
        let items = query.split(separator: "&", omittingEmptySubsequences: false).map(item)
        return OutgoingRequest(
            method: request.method,
            target: text(String(request.path)) + (query.isEmpty ? "" : "?" + items.joined(separator: "&")),
            body: request.body.map { json($0).canonical })
    }

    private func item(_ item: Substring) -> String {
        guard let equals = item.firstIndex(of: "=") else { return text(String(item)) }
        let name = String(item[..<equals])
        let value = String(item[item.index(after: equals)...])
        let plain = queryDecoded(value)
        let clean = json([name: .string(plain)])[name]?.text ?? ""
        return "\(name)=" + (clean == plain ? value : queryEncoded(clean))
    }
}
