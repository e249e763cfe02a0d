import HolocronAPI

extension CassetteEntry {
    /// The entry as a cassette has it, with the empty line that ends it.
    ///
    /// A line of a request begins with `> `, that of an answer with `< `, one of a body that is not JSON with `| `.
    var text: String {
        var lines = ["> \(request.method) \(request.target)"]
        if let body = request.body { lines.append(body.encoded(.indented)) }
        let count = times > 1 ? " x\(times)" : ""
        switch end {
        case .answered(let status, let fields, let body):
            lines.append("< \(status) in \(milliseconds) ms\(count)")
            lines += fields.map { "\($0): \($1)" }
            lines += body.lines
        case .failed(let kind, let progress, let why):
            lines.append("< \(kind.rawValue) while \(progress.word) in \(milliseconds) ms\(count)")
            if !why.isEmpty { lines.append("why: \(why)") }
        }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// Times are rounded to tenths of a second, longer ones more, so that they seldom differ where nothing else does.
    static func rounded(_ time: Duration) -> Int {
        let milliseconds = Int(time / .milliseconds(1))
        var step = 100
        while milliseconds / step >= 100 { step *= 10 }
        return (milliseconds + step / 2) / step * step
    }
}

extension CassetteEntry.Body {
    fileprivate var lines: [String] {
        switch self {
        case .none: []
        case .json(let json): [json.encoded(.indented)]
        case .text(let text):
            text.split(separator: "\n", omittingEmptySubsequences: false).map { "| \($0)" }
        }
    }
}

extension SubmitProgress {
    /// `sending`, `answering 202`.
    fileprivate var word: String {
        switch self {
        case .connecting: "connecting"
        case .sending: "sending"
        case .sent: "waiting"
        case .answering(let status): "answering \(status)"
        }
    }

    init?(_ words: ArraySlice<Substring>) {
        switch (words.first, words.dropFirst().first.flatMap { Int($0) }) {
        case ("connecting", _): self = .connecting
        case ("sending", _): self = .sending
        case ("waiting", _): self = .sent
        case ("answering", let status?): self = .answering(status: status)
        default: return nil
        }
    }
}
