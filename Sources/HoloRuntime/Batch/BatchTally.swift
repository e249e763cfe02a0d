import HolocronJobs

/// How far a batch is.
struct BatchTally: Sendable {
    var total: Int
    var done: Int
    var failed: Int
    var running: Int
    var spent: Int

    /// `12/40 done · 1 failed · 4 running · 24 cr · 20/m · 2 min left`
    func line(rate: Rate?, left: Duration?) -> Progress.Line {
        Progress.Line([
            Progress.Part("\(done)/\(total) done"),
            failed > 0 ? Progress.Part("\(failed) failed", rank: 1) : nil,
            running > 0 ? Progress.Part("\(running) running", rank: 4) : nil,
            Progress.Part("\(spent) cr", rank: 3),
            rate.map { Progress.Part($0.text, rank: 5) },
            left.map { Progress.Part("\($0.inSeconds) left", rank: 2) },
        ])
    }

    /// Nil while too little is done to say.
    func timeLeft(since started: ContinuousClock.Instant) -> Duration? {
        let ended = done + failed
        guard ended >= 3, ended < total else { return nil }
        return started.duration(to: .now) / ended * (total - ended)
    }

    /// `40 rows: 38 done, 2 failed · 76 cr · 1 min 20 s`
    /// - Parameter time: nil where it would be another one each time.
    func summary(time: Duration?) -> String {
        var parts = ["\(done) done"]
        if failed > 0 { parts.append("\(failed) failed") }
        let left = total - done - failed
        if left > 0 { parts.append("\(left) not begun") }
        return
            "\(total) rows: \(parts.joined(separator: ", ")) · \(spent) cr\(time.map { " · \($0.inSeconds)" } ?? "")"
    }
}

extension Rate {
    /// `20/m`
    var text: String { Value.rate(count: count, seconds: Int(period.components.seconds)).text }
}
