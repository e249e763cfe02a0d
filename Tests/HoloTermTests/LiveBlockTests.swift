import Synchronization
import TerminalScreen
import Testing

@testable import HoloTerm

@Suite(.serialized) struct LiveBlockTests {
    private final class Written: Sendable {
        let text = Mutex("")
        let columns = Mutex(80)

        func output(isTerminal: Bool, columns: Int = 80, progress: Bool = false) -> Output {
            self.columns.withLock { $0 = columns }
            var output = Output(
                isTerminal: isTerminal, columns: { self.columns.withLock { $0 } },
                write: { more in self.text.withLock { $0 += more } })
            output.features.progress = progress
            return output
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
        var block = LiveBlock(output: written.output(isTerminal: true))
        block.update([["waiting"]], elapsed: .zero)
        #expect(written.take() == "\u{1b}[?25l\r\u{1b}[?7l⠋ waiting\u{1b}[K\u{1b}[?7h")
        block.update([["waiting"]], elapsed: .milliseconds(50))
        #expect(written.take() == "")
        block.update([["waiting"]], elapsed: .milliseconds(100))
        #expect(written.take() == "\r\u{1b}[?7l⠙ waiting\u{1b}[K\u{1b}[?7h")
        block.clear()
        block.clear()
        #expect(written.take() == "\r\u{1b}[K\u{1b}[C\u{1b}[J\r\u{1b}[?25h")
    }

    @Test func `a block that shows nothing leaves that of another alone`() {
        var shown = LiveBlock(output: written.output(isTerminal: true))
        var other = LiveBlock(output: Output(isTerminal: true, write: { _ in }))
        shown.update([["waiting"]], elapsed: .zero)
        _ = written.take()
        other.clear()
        shown.clear()
        #expect(written.take().contains("\u{1b}[J"))
    }

    @Test func `lines come and go and leave nothing behind`() {
        var screen = Screen(columns: 30, rows: 8)
        var block = LiveBlock(output: written.output(isTerminal: true, columns: 30))
        screen.write(Array("above\r\n".utf8))
        for lines in [["one"], ["one", "two 漢字", "three"], ["one", "👩‍👩‍👧 four"]] {
            block.update([lines].flatMap { $0.map { [VisibleText($0)] } }, elapsed: .zero)
            screen.write(Array(written.take().utf8))
            #expect(screen.lines == ["above"] + lines.enumerated().map { ($0 == 0 ? "⠋ " : "  ") + $1 })
            #expect(!screen.privateModes.contains(25))
        }
        block.clear()
        screen.write(Array(written.take().utf8))
        #expect(screen.lines == ["above"])
        #expect(screen.row == 1 && screen.column == 0)
        #expect(screen.privateModes.contains(25))
    }

    @Test(arguments: 1...40) func `no line wraps, and wide characters are not cut in half`(columns: Int) {
        var screen = Screen(columns: columns, rows: 24)
        var block = LiveBlock(output: written.output(isTerminal: true, columns: columns))
        block.update([["漢字漢字漢字 e\u{301} 👩‍👩‍👧 and more"], ["second"]], elapsed: .zero)
        screen.write(Array(written.take().utf8))
        #expect(screen.lines.count <= 2)
        block.clear()
        screen.write(Array(written.take().utf8))
        #expect(screen.lines == [])
        #expect(screen.row == 0)
    }

    @Test func `the longest text that fits is shown`() {
        var block = LiveBlock(output: written.output(isTerminal: true, columns: 12))
        block.update([["7c3f · li_profile · 3 s", "7c3f · 3 s", "7c3f"]], elapsed: .zero)
        #expect(written.take() == "\u{1b}[?25l\r\u{1b}[?7l⠋ 7c3f\u{1b}[K\u{1b}[?7h")
    }

    @Test func `a narrower window finds the rows that the lines were laid out on again`() {
        var block = LiveBlock(output: written.output(isTerminal: true, columns: 40))
        block.update([["a line of thirty-eight columns or so"], ["short"]], elapsed: .zero)
        _ = written.take()
        written.columns.withLock { $0 = 20 }
        block.clear()
        // 38 columns take two rows of 20, and the second line one.
        #expect(written.take().hasPrefix("\u{1b}[2A\r\u{1b}[K"))
    }

    @Test func `the window's progress is set when it changes and cleared at the end`() {
        var block = LiveBlock(output: written.output(isTerminal: true, progress: true))
        block.update([["a"]], .busy, elapsed: .zero)
        #expect(written.take().hasSuffix("\u{1b}]9;4;3\u{7}"))
        block.update([["a"]], .percent(40), elapsed: .zero)
        #expect(written.take().hasSuffix("\u{1b}]9;4;1;40\u{7}"))
        block.update([["a"]], .percent(40), elapsed: .zero)
        #expect(written.take() == "")
        block.clear(ends: false)
        #expect(!written.take().contains("9;4"))
        block.update([["a"]], .percent(140), elapsed: .zero)
        #expect(written.take().hasSuffix("\u{1b}]9;4;1;100\u{7}"))
        block.clear()
        #expect(written.take().hasSuffix("\u{1b}[?25h\u{1b}]9;4;0\u{7}"))
    }

    @Test func `elsewhere it is silent unless asked for a line now and then`() {
        var silent = LiveBlock(output: written.output(isTerminal: false, progress: true))
        silent.update([["waiting"]], .busy, elapsed: .seconds(100))
        silent.clear()
        #expect(written.take() == "")

        var plain = LiveBlock(output: written.output(isTerminal: false), plainEvery: .seconds(30))
        for second in [0, 29, 30, 31, 59, 61, 90, 91] {
            plain.update([["at \(second)", "short"], ["second"]], elapsed: .seconds(second))
        }
        plain.clear()
        #expect(written.take() == "at 30\nat 61\nat 91\n")
    }
}
