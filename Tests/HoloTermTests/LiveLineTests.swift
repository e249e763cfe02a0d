import Synchronization
import Testing

@testable import HoloTerm

struct LiveLineTests {
    private final class Written: Sendable {
        let text = Mutex("")

        func output(isTerminal: Bool, columns: Int = 80) -> Output {
            Output(
                isTerminal: isTerminal, columns: { columns },
                write: { more in self.text.withLock { $0 += more } })
        }

        func take() -> String {
            text.withLock { text in
                defer { text = "" }
                return text
            }
        }
    }

    private let written = Written()

    @Test func `a terminal sees one line repainted when it changes`() {
        var line = LiveLine(output: written.output(isTerminal: true))
        line.update("waiting", elapsed: .zero)
        #expect(written.take() == "\r⠋ waiting\u{1b}[K")
        line.update("waiting", elapsed: .milliseconds(50))
        #expect(written.take() == "")
        line.update("waiting", elapsed: .milliseconds(100))
        #expect(written.take() == "\r⠙ waiting\u{1b}[K")
        line.clear()
        line.clear()
        #expect(written.take() == "\r\u{1b}[K")
    }

    @Test func `it never wraps and shows hostile text`() {
        var line = LiveLine(output: written.output(isTerminal: true, columns: 10))
        line.update("漢字漢字漢字\n\u{1b}", elapsed: .zero)
        #expect(written.take() == "\r⠋ 漢字漢…\u{1b}[K")
    }

    @Test func `elsewhere it is silent unless asked for a line now and then`() {
        var silent = LiveLine(output: written.output(isTerminal: false))
        silent.update("waiting", elapsed: .seconds(100))
        silent.clear()
        #expect(written.take() == "")

        var plain = LiveLine(output: written.output(isTerminal: false), plainEvery: .seconds(30))
        for second in [0, 29, 30, 31, 59, 61, 90, 91] {
            plain.update("at \(second)", elapsed: .seconds(second))
        }
        plain.clear()
        #expect(written.take() == "at 30\nat 61\nat 91\n")
    }
}
