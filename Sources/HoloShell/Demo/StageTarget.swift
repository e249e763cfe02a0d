import HoloTerm
import Synchronization

/// Takes what a demo writes to all that shows it, without secrets.
final class StageTarget: Sendable {
    let terminal: Output?
    let cast: Cast?
    private let hide: @Sendable (String) -> String
    private let state = Mutex((isHidden: false, lines: 0))

    init(terminal: Output?, cast: Cast?, hide: @escaping @Sendable (String) -> String) {
        self.terminal = terminal
        self.cast = cast
        self.hide = hide
    }

    /// Nothing is shown while it is set.
    var isHidden: Bool {
        get { state.withLock { $0.isHidden } }
        set { state.withLock { $0.isHidden = newValue } }
    }

    /// Secrets are looked for in the whole of `text`, so that one must not be cut in two.
    @Sendable func write(_ text: String) {
        let isHidden = state.withLock { state in
            if !state.isHidden { state.lines += text.utf8.count { $0 == UInt8(ascii: "\n") } }
            return state.isHidden
        }
        guard !isHidden else { return }
        let text = hide(text)
        terminal?.relay(text)
        cast?.output(text)
    }

    /// The text as it may be shown.
    func clean(_ text: String) -> String { hide(text) }

    /// How many lines were written since this was asked last.
    func takeLines() -> Int {
        state.withLock { state in
            defer { state.lines = 0 }
            return state.lines
        }
    }
}
