package import FoundationEssentials
import Glibc
package import HolocronAPI
import Synchronization

/// Answers from a cassette: each recorded answer once and in the order in which it was recorded; the last one to a
/// `GET` again and again. Nothing else is answered.
package final class CassettePlayer: AnswerSource {
    package let path: String
    /// What the journal called the server.
    package let server: String
    package let recorded: Date
    private let cassette: CassetteText
    private let again: String
    private let anonymizer: Anonymizer

    private struct State {
        /// How often each entry was taken.
        var taken: [Int]
        var byKey: [String: [Int]] = [:]
        var byBlurredKey: [String: [Int]] = [:]
    }
    private let state: Mutex<State>
    private let waiting = Mutex<@Sendable (Duration) async -> Void>({ _ in })

    /// Waits as long as an answer took.
    package var wait: @Sendable (Duration) async -> Void {
        get { waiting.withLock { $0 } }
        set { waiting.withLock { $0 = newValue } }
    }

    /// - Parameters:
    ///   - again: what to type to record it again.
    package init(path: String, again: String, anonymizer: Anonymizer = Anonymizer()) throws(CassetteError) {
        self.path = path
        self.again = again
        self.anonymizer = anonymizer
        cassette = try CassetteText(CassettePlayer.text(of: path), name: path)
        server = cassette.server
        recorded = cassette.recorded
        var state = State(taken: cassette.entries.map { _ in 0 })
        for (index, entry) in cassette.entries.enumerated() {
            state.byKey[entry.key, default: []].append(index)
            state.byBlurredKey[entry.key.blurred, default: []].append(index)
        }
        self.state = Mutex(state)
    }

    package func end(of request: OutgoingRequest) async -> RequestEnd {
        guard let entry = take(request) else {
            return request.isSweep ? .answered(.noList) : .failed(missing(request), .connecting)
        }
        await wait(.milliseconds(entry.milliseconds))
        return entry.end.requestEnd
    }

    /// The job that was taken instead of paying again when this was recorded; nil where there was none.
    package func kept(for request: TaskRequest) -> KeptJob? {
        guard let entry = take(KeptJob.question(request)),
            case .answered(_, _, .json(let json)) = entry.end
        else { return nil }
        return KeptJob(json)
    }

    private func take(_ request: OutgoingRequest) -> CassetteEntry? {
        var exact = request
        exact.body = request.body?.canonical
        let blurred = anonymizer.request(request).key.blurred
        return state.withLock { state in
            for candidates in [state.byKey[exact.key], state.byBlurredKey[blurred]].compactMap(\.self) {
                let fresh = candidates.first { state.taken[$0] < cassette.entries[$0].times }
                guard let index = fresh ?? (request.method == "GET" ? candidates.last : nil) else { continue }
                state.taken[index] += 1
                return cassette.entries[index]
            }
            return nil
        }
    }

    private func missing(_ request: OutgoingRequest) -> ClientError {
        let request = anonymizer.request(request)
        let isKnown = state.withLock { $0.byBlurredKey[request.key.blurred] != nil }
        let file = path
        guard !isKnown else {
            return .notRecorded(
                why: "\(request.summary) is asked for more often than it was recorded in \(file)",
                next: "record it again: \(again)")
        }
        let nearest = nearest(to: request).map { "the nearest there is \($0.request.summary); " } ?? ""
        return .notRecorded(
            why: "\(request.summary) was not recorded in \(file)", next: "\(nearest)record it again: \(again)"
        )
    }

    /// The entry that has most in common with a request.
    private func nearest(to request: OutgoingRequest) -> CassetteEntry? {
        let words = request.words
        let scores = cassette.entries.map { entry in
            entry.request.words.intersection(words).count * 2 - entry.request.words.count
        }
        return scores.indices.max { scores[$0] < scores[$1] }.map { cassette.entries[$0] }
    }

    private static func text(of path: String) throws(CassetteError) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { throw .missing(path) }
            throw .unreadable(path, why: reasonWords(errno))
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(file, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path, why: reasonWords(errno)) }
            if count == 0 { break }
            bytes += piece.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension OutgoingRequest {
    /// `POST /v1/holocron/task {"action_id":"x",…}`
    package var summary: String {
        let body = body.map { " \($0.encoded())" } ?? ""
        return "\(method) \(target)" + (body.count > 200 ? body.prefix(199) + "…" : body)
    }

    fileprivate var words: Set<Substring> {
        Set(key.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" })
    }

    /// The scheduler's own look at all jobs that run, for which it takes single looks where there is no list.
    fileprivate var isSweep: Bool {
        method == "GET" && path.hasSuffix("/jobs") && target.contains("status=processing")
    }
}

extension RawAnswer {
    fileprivate static let noList = RawAnswer(
        status: 404,
        body: Array(#"{"status":"error","error":{"code":"NOT_FOUND","message":"not recorded"}}"#.utf8))
}

extension String {
    /// The same for texts that differ only in which person a stand-in stands for.
    fileprivate var blurred: String {
        var text = ""
        var rest = self[...]
        while let mark = ["redacted-", "1000000"].compactMap({ rest.firstRange(of: $0) }).min(by: {
            $0.lowerBound < $1.lowerBound
        }) {
            text += rest[..<mark.upperBound]
            rest = rest[mark.upperBound...].drop { $0.isASCII && $0.isNumber }
        }
        return text + rest
    }
}
