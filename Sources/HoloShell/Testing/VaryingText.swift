import FoundationEssentials
import HoloRuntime
import HolocronAPI
import HolocronJobs

/// Finds in what a session showed the parts that the next run will show otherwise: ids, times, ages.
struct VaryingText {
    /// When the session began.
    let since: Date

    init(since: Date) { self.since = since }

    /// The line with `[..]` in the place of what varies.
    func masked(_ line: Substring, _ session: Session) -> String {
        var text = String(line)
        for id in VaryingText.ids(of: session) {
            text = text.replacing(id.whole, with: "[..]").replacing(id.short, with: "[..]")
        }
        text = text.replacing(VaryingText.time) { match -> String in
            isOfNow(String(match.output)) ? "[..]" : String(match.output)
        }
        for day in days { text = text.replacing(day, with: "[..]") }
        text = text.replacing(VaryingText.duration) { "\($0.output.1)[..]" }
        text = text.replacing(VaryingText.lastCell) { "\($0.output.1)[..]" }
        return text.replacing(VaryingText.age, with: "[..]")
    }

    /// The jobs of the session, as they are called.
    private static func ids(of session: Session) -> [(whole: String, short: String)] {
        let jobs = (try? session.context.connector.connected?.jobs.jobs(limit: 1000)) ?? []
        return jobs.compactMap { job in job.id.map { ($0.text, $0.short) } }
    }

    private static var time: Regex<Substring> {
        #/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z/#
    }
    /// `in 22 ms`, `after 1 min 20 s`, `· 3 s`
    private static var duration: Regex<(Substring, Substring)> {
        #/((?:in|after|for|·) )[0-9]+(?:\.[0-9]+)? (?:ms|s|min|h)(?: [0-9]+ (?:s|min))?(?![a-z])/#
    }
    /// An age as the last cell of a row, which is where `jobs` has it.
    private static var lastCell: Regex<(Substring, Substring)> { #/(  )[0-9]+ (?:s|min|h|d)$/# }
    private static var age: Regex<Substring> { #/just now|[0-9]+ (?:s|min|h|d) ago/# }

    /// A time between the beginning of the session and a minute from now.
    private func isOfNow(_ text: String) -> Bool {
        let whole = text.prefix { $0 != "." && $0 != "Z" } + "Z"
        guard let time = try? Date(String(whole), strategy: .iso8601) else { return false }
        return time > since.addingTimeInterval(-60) && time < Date.now.addingTimeInterval(60)
    }

    /// The days on which the session runs, in UTC.
    private var days: Set<String> {
        Set([since, Date.now].map { String($0.formatted(.iso8601).prefix(10)) })
    }
}
