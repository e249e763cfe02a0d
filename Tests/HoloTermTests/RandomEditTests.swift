import HoloTerm
import TerminalScreen
import Testing

extension LineEditorTests {
    @Test(arguments: [(80, 1), (40, 2), (17, 3)] as [(Int, UInt64)])
    func `after any edit the screen shows the text and the cursor`(columns: Int, seed: UInt64) throws {
        let terminal = try Terminal(columns: columns)
        var random = Random(state: seed)
        var edited = EditedLine()
        for _ in 0..<250 {
            terminal.type(edited.step(&random))
            let (lines, row, column) = edited.layout(columns)
            terminal.expect("\(edited)") {
                $0.screen.lines == lines && $0.screen.row == row && $0.screen.column == column
            }
        }
        terminal.type(Keys.enter)
        terminal.expect([.line(String(edited.text))])
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

    func layout(_ columns: Int) -> (lines: [String], row: Int, column: Int) {
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
        rows = rows.map { String($0.reversed().drop { $0 == " " }.reversed()) }
        while rows.last == "" { rows.removeLast() }
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
