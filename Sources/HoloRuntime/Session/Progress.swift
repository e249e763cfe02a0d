/// What is waited for, and since when.
package struct Progress: Sendable {
    /// What is to be seen at a time.
    package struct View: Sendable {
        /// One line about all of it.
        package var summary: Line
        /// One line for each of some jobs that run.
        package var jobs: [Line] = []
        /// How many jobs run that have no line.
        package var more = 0
        /// How much of it is done, from 0 to 1; nil where that is not known.
        package var fraction: Double?

        package init(_ summary: Line, jobs: [Line] = [], more: Int = 0, fraction: Double? = nil) {
            self.summary = summary
            self.jobs = jobs
            self.more = more
            self.fraction = fraction
        }
    }

    /// Parts of a line with ` · ` between them.
    package struct Line: Sendable, Hashable {
        package var parts: [Part]

        package init(_ parts: [Part?]) { self.parts = parts.compactMap { $0 } }
    }

    package struct Part: Sendable, Hashable {
        package var text: String
        /// Where a line is too long, the part of the highest rank goes first; one of rank 0 stays.
        package var rank: Int

        package init(_ text: String, rank: Int = 0) {
            self.text = text
            self.rank = rank
        }
    }

    package var since: ContinuousClock.Instant
    /// Made anew each time it is painted, of the time since then.
    package var view: @Sendable (Duration) -> View

    package init(since: ContinuousClock.Instant, view: @escaping @Sendable (Duration) -> View) {
        self.since = since
        self.view = view
    }

    /// One line of text, with the time behind it.
    package init(since: ContinuousClock.Instant, label: @escaping @Sendable () -> String) {
        self.init(since: since) { elapsed in
            View(Line([Part(label()), Part(elapsed.inWholeSeconds)]))
        }
    }
}

extension Progress.Line {
    /// The line whole, then with less and less of it.
    package var variants: [String] {
        var parts = parts
        var texts = [parts.map(\.text).joined(separator: " · ")]
        while let least = parts.indices.max(by: { parts[$0].rank < parts[$1].rank }), parts[least].rank > 0 {
            parts.remove(at: least)
            texts.append(parts.map(\.text).joined(separator: " · "))
        }
        return texts
    }
}

extension Duration {
    /// As ``inSeconds`` has it, without the milliseconds that change too fast to be read.
    package var inWholeSeconds: String { self < .seconds(1) ? "0 s" : inSeconds }
}
