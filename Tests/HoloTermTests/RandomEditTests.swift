import TerminalScreen
import Testing

@testable import HoloTerm

extension LineEditorTests {
    @Test(arguments: [(80, 1), (40, 2), (17, 3)] as [(Int, UInt64)])
    func `after any edit the screen shows the text and the cursor`(columns: Int, seed: UInt64) throws {
        let terminal = try Terminal(columns: columns)
        var random = Random(state: seed)
        var edited = EditedLine()
        for _ in 0..<250 {
            terminal.type(edited.step(&random))
            let (lines, row, column) = edited.layout(columns, ghost: false)
            terminal.expect("\(edited)") {
                $0.screen.lines == lines && $0.screen.row == row && $0.screen.column == column
            }
        }
        terminal.type(Keys.enter)
        terminal.expect([.line(String(edited.text))])
        terminal.finish()
    }
}

extension LineEditorTests {
    @Test(arguments: [(80, 4), (30, 5), (17, 6)] as [(Int, UInt64)])
    func `suggestions, colours and lines posted in between leave the screen right`(columns: Int, seed: UInt64)
        throws
    {
        let terminal = try Terminal(columns: columns) { editor in
            editor.suggest = EditedLine.suggestion
            editor.highlight = { text in
                var byte = 0
                return text.compactMap { character in
                    defer { byte += character.utf8.count }
                    return character.isASCII ? nil : StyledSpan(byte..<byte + character.utf8.count, .green)
                }
            }
        }
        var random = Random(state: seed)
        var edited = EditedLine()
        var posted: [String] = []
        for number in 0..<200 {
            if Int.random(in: 0..<12, using: &random) == 0 {
                posted.append("✓ job \(number) 漢")
                terminal.expect("it listens") { $0.notifier != nil }
                terminal.notifier?.post(VisibleText(posted[posted.count - 1]))
            } else {
                let ghost = edited.visibleGhost(columns)
                let atEnd = edited.cursor == edited.text.count
                let key = edited.step(&random)
                if atEnd, !ghost.isEmpty, key == Keys.right || key == Keys.end { edited.take() }
                terminal.type(key)
            }
            let (lines, row, column) = edited.layout(columns)
            let ghost = edited.visibleGhost(columns)
            terminal.expect("\(number) \(edited) \(posted)") {
                let screen = $0.screen
                return screen.scrolledOff + screen.lines == posted + lines && screen.column == column
                    && screen.scrolledOff.count + screen.row == posted.count + row
                    && screen.text(with: 2) == ghost
                    && screen.text(with: 32) == String(edited.text.filter { !$0.isASCII })
            }
        }
        terminal.type(Keys.enter)
        terminal.expect([.line(String(edited.text))])
        terminal.finish()
    }

    @Test func `all changes can be taken back and made again`() throws {
        let terminal = try Terminal(columns: 30)
        var random = Random(state: 7)
        var edited = EditedLine()
        for _ in 0..<80 { terminal.type(edited.step(&random)) }
        let (lines, _, _) = edited.layout(30, ghost: false)
        terminal.expect { $0.screen.lines == lines }
        // More than there were changes.
        terminal.type(String(repeating: Keys.control("_"), count: 100))
        terminal.expect([">"])
        terminal.type(String(repeating: "\u{1b}/", count: 100))
        terminal.expect { $0.screen.lines == lines }
        terminal.finish()
    }
}

/// What the editor should hold after each key.
private struct EditedLine {
    var text: [Character] = []
    var cursor = 0

    mutating func step(_ random: inout Random) -> String {
        switch Int.random(in: 0..<16, using: &random) {
        case 0..<8:
            let character = "ab é漢字😀ß".randomElement(using: &random) ?? "a"
            text.insert(character, at: cursor)
            cursor += 1
            return String(character)
        case 8..<11:
            cursor = max(0, cursor - 1)
            return Keys.left
        case 11:
            cursor = min(text.count, cursor + 1)
            return Keys.right
        case 12:
            cursor = 0
            return Keys.home
        case 13:
            cursor = text.count
            return Keys.end
        case 14 where cursor < text.count:
            text.remove(at: cursor)
            return Keys.control("d")
        default:
            guard cursor > 0 else { return Keys.left }
            cursor -= 1
            text.remove(at: cursor)
            return Keys.backspace
        }
    }

    @Sendable static func suggestion(_ text: String) -> String { text.hasSuffix("a") ? "漢bc ghost 字b" : "" }

    mutating func take() {
        text += Array(Self.suggestion(String(text)))
        cursor = text.count
    }

    /// As much of the suggestion as the last row has room for.
    func visibleGhost(_ columns: Int) -> String {
        guard cursor == text.count else { return "" }
        let used = unmarked(columns).column
        return truncated(Self.suggestion(String(text)), to: columns - 1 - used)
    }

    func layout(_ columns: Int, ghost: Bool = true) -> (lines: [String], row: Int, column: Int) {
        var (rows, row, column) = unmarked(columns)
        if ghost { rows[rows.count - 1] += visibleGhost(columns) }
        rows = rows.map { String($0.reversed().drop { $0 == " " }.reversed()) }
        while rows.last == "" { rows.removeLast() }
        return (rows, row, column)
    }

    private func unmarked(_ columns: Int) -> (lines: [String], row: Int, column: Int) {
        var rows = [">"]
        var used = 2
        var place = (row: 0, column: 2)
        rows[0] += " "
        for (index, character) in text.enumerated() {
            let width = displayWidth(String(character))
            if used + width > columns { newRow() }
            if index == cursor { place = (rows.count - 1, used) }
            rows[rows.count - 1].append(character)
            used += width
            if used == columns { newRow() }
        }
        if cursor == text.count { place = (rows.count - 1, used) }
        return (rows, place.row, place.column)

        func newRow() {
            rows.append("")
            used = 0
        }
    }
}

/// The same numbers for the same seed, so that a failure comes back.
private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
