import HoloTerm
import HolocronAPI
import OrderedCollections
import Synchronization

/// Takes down what a terminal shows, and when, as an asciicast: one JSON value a line.
final class Cast: Sendable {
    enum Version: Int, Sendable {
        case two = 2
        case three = 3
    }

    private struct State {
        var lines: [String] = []
        /// Time that is told but did not pass, and time that passed and is not told.
        var skipped = Duration.zero
        /// When the last event was, in milliseconds from the beginning.
        var last = 0
    }

    private let version: Version
    private let started = ContinuousClock.now
    private let state: Mutex<State>

    init(_ version: Version, title: String, size: TerminalInfo.Size) {
        self.version = version
        state = Mutex(State(lines: [Cast.header(version, title: title, size).encoded()]))
    }

    /// The terminal was sent `text`, with line feeds as a terminal's driver sends them.
    func output(_ text: String) {
        if !text.isEmpty { add("o", text.terminalLines) }
    }

    /// A place to jump to.
    func mark(_ label: String) { add("m", label) }

    /// Lets time pass in the cast that does not pass here, or less of it than did.
    func skip(_ time: Duration) { state.withLock { $0.skipped += time } }

    /// The whole file, once everything is shown.
    func text(exit: Int32) -> String {
        if version == .three { add("x", String(exit)) }
        return state.withLock { $0.lines.joined(separator: "\n") + "\n" }
    }

    private func add(_ code: String, _ data: String) {
        state.withLock { state in
            let now = max(
                state.last, Int((started.duration(to: .now) + state.skipped) / .milliseconds(1)))
            let time = version == .three ? now - state.last : now
            state.last = now
            let event: JSON = [.decimal(Cast.seconds(time)), .string(code), .string(data)]
            state.lines.append(event.encoded())
        }
    }

    /// `1.204`
    private static func seconds(_ milliseconds: Int) -> String {
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    private static func header(_ version: Version, title: String, _ size: TerminalInfo.Size) -> JSON {
        let (columns, rows) = (JSON.integer(Int64(size.columns)), JSON.integer(Int64(size.rows)))
        let type = JSON.string("xterm-256color")
        return switch version {
        case .three:
            ["version": 3, "term": ["cols": columns, "rows": rows, "type": type], "title": .string(title)]
        case .two:
            [
                "version": 2, "width": columns, "height": rows, "title": .string(title),
                "env": ["TERM": type],
            ]
        }
    }
}

extension String {
    /// Every line feed behind a carriage return.
    fileprivate var terminalLines: String {
        contains("\n") ? replacing("\r\n", with: "\n").replacing("\n", with: "\r\n") : self
    }
}
