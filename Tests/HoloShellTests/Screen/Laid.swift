import HoloTerm

/// A prompt and what is typed behind it, as rows of a screen; written apart from the editor's own layout.
struct Laid {
    private(set) var rows: [String]
    private(set) var cursor = (row: 0, column: 0)
    private var width = 0
    private let columns: Int

    init(_ prompt: String, _ line: String, columns: Int) {
        self.columns = columns
        rows = [""]
        for character in prompt { add(character) }
        for character in line {
            switch character {
            case Typing.mark: cursor = (rows.count - 1, width)
            case "\n": begin("… ")
            default: add(character)
            }
        }
        if width == columns { begin("") }
        // The mark stood where the next character did not fit.
        if let end = line.last, end == Typing.mark { cursor = (rows.count - 1, width) }
        rows = rows.map(Laid.withoutBlankEnd)
    }

    private mutating func add(_ character: Character) {
        let needed = displayWidth(String(character))
        if width + needed > columns {
            if cursor == (rows.count - 1, width) { cursor = (rows.count, 0) }
            begin("")
        }
        rows[rows.count - 1].append(character)
        width += needed
    }

    private mutating func begin(_ start: String) {
        rows.append("")
        width = 0
        for character in start { add(character) }
    }

    static func withoutBlankEnd(_ row: String) -> String {
        String(row.reversed().drop { $0 == " " }.reversed())
    }
}
