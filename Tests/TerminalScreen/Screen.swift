import HoloTerm

/// A small terminal: what a user sees after the bytes written to it so far.
package struct Screen {
    package internal(set) var columns: Int
    package let rows: Int
    package internal(set) var row = 0
    package internal(set) var column = 0
    /// Rows that scrolled off the top.
    package internal(set) var scrolledOff: [String] = []
    package private(set) var beeps = 0
    package private(set) var privateModes: Set<Int> = [25]

    /// The texts of OSC 9, which a terminal shows as notices of the desktop.
    package private(set) var notices: [String] = []
    /// What OSC 9;4 said last: `1;40`, and `0` when it was cleared.
    package private(set) var progress: String?
    /// The addresses of OSC 8.
    package private(set) var links: [String] = []
    /// How often it was asked where its cursor is.
    package private(set) var cursorQueries = 0
    private var wrapsLines = true

    var cells: [[Character?]]
    /// How each cell looks, as SGR numbers.
    var looks: [[Set<Int>]]
    /// Whether a row was full and its text goes on in the next one.
    var wraps: [Bool]
    /// Lays rows out again when its width changes, as most terminals do; xterm and the console of Linux cut them.
    let reflows: Bool
    private var look: Set<Int> = []
    var wrapIsPending = false
    private var pending: [UInt8] = []

    package init(columns: Int = 80, rows: Int = 24, reflows: Bool = false) {
        self.columns = columns
        self.rows = rows
        self.reflows = reflows
        wraps = Array(repeating: false, count: rows)
        cells = Array(repeating: Self.blankRow(columns), count: rows)
        looks = Array(repeating: Array(repeating: [], count: columns), count: rows)
    }

    /// What is shown with this SGR number.
    package func text(with style: Int) -> String {
        var text = ""
        for (row, looks) in zip(cells, looks) {
            for (cell, look) in zip(row, looks) where look.contains(style) {
                text += cell.map { String($0) } ?? ""
            }
        }
        return text
    }

    /// The rows down to the cursor's at least, without what is shown in this style from the cursor on.
    package func lines(withoutBehindCursor style: Int) -> [String] {
        var shown = self
        for index in column..<columns where looks[row][index].contains(style) {
            shown.cells[row][index] = " "
        }
        var lines = shown.lines
        while lines.count <= row { lines.append("") }
        return lines
    }

    /// The rows without the blanks at their end and without empty rows at the bottom.
    package var lines: [String] {
        var lines = cells.map(Self.text)
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    package var text: String { lines.joined(separator: "\n") }

    static func blankRow(_ columns: Int) -> [Character?] { Array(repeating: " ", count: columns) }

    /// The right half of a wide character is nil.
    static func text(_ row: [Character?]) -> String {
        var line = String(row.compactMap { $0 })
        while line.last == " " { line.removeLast() }
        return line
    }

    package mutating func write(_ bytes: [UInt8]) {
        pending += bytes
        while let (scalar, length) = nextScalar() {
            if scalar == "\u{1b}" {
                guard let used = escape(pending[length...]) else { return }
                pending.removeFirst(length + used)
            } else {
                pending.removeFirst(length)
                put(scalar)
            }
        }
    }

    private func nextScalar() -> (Unicode.Scalar, Int)? {
        guard let first = pending.first else { return nil }
        let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard pending.count >= length else { return nil }
        let scalar = String(decoding: pending[..<length], as: UTF8.self).unicodeScalars.first
        return (scalar ?? "\u{FFFD}", length)
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\r": move(row, 0)
        case "\n": newRow()
        case "\u{8}": move(row, column - 1)
        case "\t": move(row, (column / 8 + 1) * 8)
        case "\u{7}": beeps += 1
        case "\0"..<" ", "\u{7F}": break
        default: print(scalar)
        }
    }

    private mutating func print(_ scalar: Unicode.Scalar) {
        let width = displayWidth(String(scalar))
        guard width > 0, !joinsLast(scalar) else { return combine(scalar) }
        if !wrapsLines, wrapIsPending || column + width > columns { return }
        if wrapIsPending || column + width > columns {
            wraps[row] = true
            newRow()
            move(row, 0)
        }
        blankHalves()
        cells[row][column] = Character(scalar)
        looks[row][column] = look
        if width == 2 { cells[row][column + 1] = nil }
        wrapIsPending = column + width >= columns
        column = min(column + width, columns - 1)
    }

    /// Overwriting one half of a wide character takes the other with it.
    private mutating func blankHalves() {
        if cells[row][column] == nil { cells[row][column - 1] = " " }
        if column + 1 < columns, cells[row][column + 1] == nil { cells[row][column + 1] = " " }
    }

    /// The cell that was printed last, where the cursor still stands behind it.
    private var lastCell: Int? {
        var index = wrapIsPending ? column : column - 1
        if index > 0, cells[row][index] == nil { index -= 1 }
        return index >= 0 ? index : nil
    }

    /// As in terminals that show a family of emoji, or a flag, as one character.
    private func joinsLast(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value > 0x7F, let index = lastCell, let base = cells[row][index], !base.isASCII else {
            return false
        }
        return (String(base) + String(scalar)).count == 1
    }

    private mutating func combine(_ scalar: Unicode.Scalar) {
        guard let index = lastCell, let base = cells[row][index] else { return }
        let whole = String(base) + String(scalar)
        cells[row][index] = Character(whole)
        guard displayWidth(whole) == 2, displayWidth(String(base)) == 1, index + 1 < columns else { return }
        cells[row][index + 1] = nil
        wrapIsPending = index + 2 >= columns
        column = min(index + 2, columns - 1)
    }

    private mutating func newRow() {
        wrapIsPending = false
        if row + 1 < rows {
            row += 1
        } else {
            scrolledOff.append(Self.text(cells.removeFirst()))
            cells.append(Self.blankRow(columns))
            wraps.removeFirst()
            wraps.append(false)
            looks.removeFirst()
            looks.append(Array(repeating: [], count: columns))
        }
    }

    private mutating func move(_ toRow: Int, _ toColumn: Int) {
        row = max(0, min(rows - 1, toRow))
        column = max(0, min(columns - 1, toColumn))
        wrapIsPending = false
    }

    /// How many bytes the sequence after ESC takes, or nil when its end has not come yet.
    private mutating func escape(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first else { return nil }
        switch UInt8(ascii: "[") {
        case first:
            guard let end = bytes.dropFirst().firstIndex(where: { 0x40...0x7E ~= $0 }) else { return nil }
            let parameters = String(decoding: bytes[(bytes.startIndex + 1)..<end], as: UTF8.self)
            control(Character(Unicode.Scalar(bytes[end])), parameters)
            return end + 1 - bytes.startIndex
        case _ where first == UInt8(ascii: "]"):
            guard let end = bytes.dropFirst().firstIndex(where: { $0 == 7 || $0 == 0x1B }) else { return nil }
            let isLong = bytes[end] == 0x1B
            guard !isLong || end + 1 < bytes.endIndex else { return nil }
            command(String(decoding: bytes[(bytes.startIndex + 1)..<end], as: UTF8.self))
            return end + (isLong ? 2 : 1) - bytes.startIndex
        default:
            return "()".utf8.contains(first) ? (bytes.count > 1 ? 2 : nil) : 1
        }
    }

    private mutating func command(_ text: String) {
        if text.hasPrefix("9;4;") {
            progress = String(text.dropFirst(4))
        } else if text.hasPrefix("9;") {
            notices.append(String(text.dropFirst(2)))
        } else if text.hasPrefix("8;"),
            let address = text.dropFirst(2).split(separator: ";", maxSplits: 1).last
        {
            if !text.hasSuffix(";") { links.append(String(address)) }
        }
    }

    private mutating func control(_ final: Character, _ parameters: String) {
        let isPrivate = parameters.hasPrefix("?")
        let numbers = parameters.drop { $0 == "?" }.split(separator: ";", omittingEmptySubsequences: false)
            .map { Int($0) ?? 0 }
        let first = numbers.first ?? 0
        let count = max(1, first)
        switch final {
        case "A": move(row - count, column)
        case "B": move(row + count, column)
        case "C": move(row, column + count)
        case "D": move(row, column - count)
        case "G": move(row, count - 1)
        case "d": move(count - 1, column)
        case "H", "f": move(count - 1, max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
        case "J": eraseDisplay(first)
        case "K": eraseLine(first)
        case "P": deleteCells(count)
        case "@": insertCells(count)
        case "X": blank(row, column..<min(columns, column + count))
        case "m": setLook(numbers)
        case "n" where numbers == [6]: cursorQueries += 1
        case "h" where isPrivate && numbers == [7]: wrapsLines = true
        case "l" where isPrivate && numbers == [7]: wrapsLines = false
        case "h" where isPrivate: privateModes.formUnion(numbers)
        case "l" where isPrivate: privateModes.subtract(numbers)
        default: break
        }
    }

    private mutating func setLook(_ numbers: [Int]) {
        for number in numbers {
            if number == 0 { look = [] } else { look.insert(number) }
        }
    }

    private mutating func eraseDisplay(_ which: Int) {
        switch which {
        case 0:
            eraseLine(0)
            for below in (row + 1)..<max(row + 1, rows) { blank(below, 0..<columns) }
        case 1:
            for above in 0..<row { blank(above, 0..<columns) }
            eraseLine(1)
        default: for each in 0..<rows { blank(each, 0..<columns) }
        }
    }

    private mutating func eraseLine(_ which: Int) {
        switch which {
        case 0: blank(row, column..<columns)
        case 1: blank(row, 0..<(column + 1))
        default: blank(row, 0..<columns)
        }
    }

    private mutating func blank(_ row: Int, _ range: Range<Int>) {
        if range.upperBound == columns { wraps[row] = false }
        if let first = range.first, first > 0, cells[row][first] == nil { cells[row][first - 1] = " " }
        for index in range { (cells[row][index], looks[row][index]) = (" ", []) }
    }

    private mutating func deleteCells(_ count: Int) {
        let end = min(columns, column + count)
        cells[row] = Array(
            (cells[row][..<column] + cells[row][end...] + Self.blankRow(columns)).prefix(columns))
    }

    private mutating func insertCells(_ count: Int) {
        let blanks = Self.blankRow(min(count, columns - column))
        cells[row] = Array((cells[row][..<column] + blanks + cells[row][column...]).prefix(columns))
    }
}
