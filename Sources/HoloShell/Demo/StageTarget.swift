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
        let text = hidden(text)
        terminal?.relay(text)
        cast?.output(text)
    }

    /// The text without secrets. One that stands beside an escape is looked for without it: the letters of an escape are no
    /// part of a text, and must stay whole.
    private func hidden(_ text: String) -> String {
        guard text.contains("\u{1b}") else { return hide(text) }
        var parts: [(escape: Substring, text: String)] = []
        var rest = text[...]
        while !rest.isEmpty {
            let escape = rest.prefixMatch(of: StageTarget.escape)?.output ?? rest.prefix(0)
            let run = rest[escape.endIndex...].prefix { $0 != "\u{1b}" }
            // An escape that is none is text.
            let plain = escape.isEmpty && run.isEmpty ? rest.prefix(1) : run
            parts.append((escape, hide(String(plain))))
            rest = rest[plain.endIndex...]
        }
        let plain = parts.map(\.text).joined()
        let isWhole = hide(plain) == plain
        // A secret that goes over a change of colour is worth more than the colours.
        return isWhole ? parts.map { $0.escape + $0.text }.joined() : hide(plain)
    }

    /// A change of colour, a move of the cursor, or a command to the terminal such as a link.
    private static var escape: Regex<Substring> {
        /\u{1b}(?:\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|\][^\u{7}\u{1b}]*(?:\u{7}|\u{1b}\\)|[\x20-\x2f]*[\x30-\x5a\x5c\x5e-\x7e])/
            .matchingSemantics(.unicodeScalar)
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
