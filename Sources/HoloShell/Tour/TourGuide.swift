import HoloRuntime
import HoloTerm
import HolocronJobs

/// What a shell does otherwise while its tour goes on.
struct TourGuide {
    let tour: Tour
    let session: Session
    let host: ConsoleHost

    private var context: Context { session.context }

    /// Shows a new step before the prompt, and runs with `evaluate` what it builds on where that is not there.
    func show(_ evaluate: (String) -> Void) {
        guard tour.takeNew(), let number = tour.step else { return }
        let steps = Tour.steps(context.paths)
        let step = steps[number - 1]
        prepare(for: step, evaluate)
        host.note("")
        let lines = step.lines(number: number, of: steps.count, width: host.columns)
        host.say(PageText(lines.joined(separator: "\n")))
        if number <= 2 { host.note("Enter runs it; exit leaves the tour.") }
    }

    private func prepare(for step: TourStep, _ evaluate: (String) -> Void) {
        let lines =
            switch step.need {
            case .nothing: 0
            case .search: context.lastKnownJob?.action == "am_search_products" ? 0 : 1
            case .products: session.variableNames.contains("found") ? 0 : 2
            }
        guard lines > 0 else { return }
        host.note("first what the steps before it did:")
        for line in TourStep.preparation.prefix(lines) {
            host.note("  \(line)")
            evaluate(line)
        }
    }

    /// What to run for a typed line: the step's own for an empty one. Nil when there is nothing to run.
    func line(for typed: String) -> String? {
        guard tour.step != nil else { return typed }
        tour.stay()
        let text = typed.trimmingSpaces
        if text == "exit" {
            tour.leave(context)
            return nil
        }
        guard text.isEmpty, let line = tour.line(context.paths) else { return typed }
        guard context.connector.profile.isLocal else {
            tour.leave(context)
            return nil
        }
        host.note("  \(line)")
        return line
    }

    func interrupted() { tour.interrupted(context) }

    /// A line was run; the next step follows when it did what the step is about.
    func ran(_ line: String, _ stop: Stop?) {
        guard let number = tour.step else { return }
        guard context.connector.profile.isLocal else { return tour.leave(context) }
        let step = Tour.steps(context.paths)[number - 1]
        if step.isForCtrlC, line.contains("slow-") { return tour.advance(context) }
        if stop == nil, line.verb == step.line.verb { tour.advance(context) }
    }

    /// The step's line where what is typed is its beginning; on another server than the local one it would cost.
    func suggestion(for text: String) -> String? {
        guard context.connector.profile.isLocal, let line = tour.line(context.paths), line.hasPrefix(text),
            line != text
        else { return nil }
        return String(line.dropFirst(text.count))
    }
}

extension String {
    fileprivate var trimmingSpaces: Substring {
        let start = drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return start.prefix(0) }
        return start[...end]
    }

    /// What a line begins with: a command, a word of the language, or the variable that a pipeline starts from.
    fileprivate var verb: Substring { trimmingSpaces.prefix { !$0.isWhitespace && $0 != "." } }
}
