import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI

extension TestOutcome.Failure {
    /// So many requests and lines of output are shown.
    private static let most = 20

    /// What went wrong in a script, with the values and the requests.
    init(
        _ stop: Stop, file: String, requests: [RequestLog.Line] = [], shown: String = "",
        secrets: Anonymizer? = nil
    ) {
        let kind: Kind = if case .diagnostics = stop { .usage } else { .failed }
        let failure: Failure? = if case .failure(let failure) = stop { failure } else { nil }
        var details = stop.rendered().lines.map(\.string)
        details += failure?.differences.map { "    \(visible($0, .shown))" } ?? []
        details += failure?.values.map { "  \($0.name) is \(visible($0.value, .shown))" } ?? []
        details += TestOutcome.Failure.lines("requests", requests.map { $0.text(secrets) })
        details += TestOutcome.Failure.lines("it showed", shown.lines.map(String.init))
        self.init(message: stop.summary, line: stop.line(in: file), details: details, kind: kind)
    }

    /// What a transcript says and what came instead.
    init(_ step: Transcript.Step, _ shown: String, _ context: Context) {
        let difference = TranscriptDifference.lines(expected: step.output, got: shown)
        let secrets = context.anonymizer()
        let requests = TestOutcome.Failure.lines(
            "requests", context.requestsSinceMark.map { $0.text(secrets) })
        self.init(
            message: "the output is not as written", line: step.line,
            details: difference.map { "    \($0)" } + requests)
    }

    private static func lines(_ title: String, _ all: [String]) -> [String] {
        guard !all.isEmpty else { return [] }
        let kept = all.suffix(most).map { "    \(visible($0, .shown))" }
        let left = all.count - kept.count
        return ["  \(title):"] + (left > 0 ? ["    … \(left) before these"] : []) + kept
    }
}

extension Stop {
    /// What went wrong, in one line.
    fileprivate var summary: String {
        switch self {
        case .failure(let failure): failure.message
        case .diagnostics(let all): all.first?.message ?? ""
        case .exit(let code): "it ended with \(code)"
        case .interrupted: "stopped"
        }
    }

    fileprivate func line(in file: String) -> Int? {
        switch self {
        case .failure(let failure):
            guard let place = failure.place, place.source.name == file else {
                return failure.calls.last { $0.place.source.name == file }.map {
                    $0.place.source.position(of: $0.place.range.start).line
                }
            }
            return place.source.position(of: place.range.start).line
        case .diagnostics(let all): return all.first.map { $0.source.position(of: $0.range.start).line }
        case .exit, .interrupted: return nil
        }
    }
}
