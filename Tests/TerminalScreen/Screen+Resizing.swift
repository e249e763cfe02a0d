extension Screen {
    /// A new width, as a window gets it that is pulled wider or narrower.
    package mutating func resize(columns: Int) {
        guard reflows else { return cut(to: columns) }
        let (lines, cursor) = logicalLines
        var laidOut = LaidOut(columns: columns)
        for (index, line) in lines.enumerated() {
            laidOut.add(line, cursor: index == cursor.line ? cursor.offset : nil)
        }
        show(laidOut)
    }

    private mutating func cut(to columns: Int) {
        self.columns = columns
        cells = cells.map { Array(($0 + Self.blankRow(columns)).prefix(columns)) }
        looks = looks.map { Array(($0 + Array(repeating: [], count: columns)).prefix(columns)) }
        column = min(column, columns - 1)
        wrapIsPending = false
    }

    struct Printed {
        var character: Character
        var look: Set<Int>
        var width: Int
    }

    /// The texts that rows were wrapped from, and the cursor in them; empty ones below the cursor are left out.
    private var logicalLines: (lines: [[Printed]], cursor: (line: Int, offset: Int)) {
        var lines: [[Printed]] = []
        var cursor = (line: 0, offset: 0)
        var line: [Printed] = []
        for index in 0..<rows {
            var printed = printed(index)
            let before = line.reduce(0) { $0 + $1.width }
            if index == row { cursor = (lines.count, before + column + (wrapIsPending ? 1 : 0)) }
            let goesOn = wraps[index] && index + 1 < rows
            if goesOn, cells[index].last == " ", cells[index + 1].count > 1, cells[index + 1][1] == nil {
                // A wide character had no room there.
                printed.removeLast()
            }
            line += printed
            if goesOn { continue }
            let least = index == row ? column : 0
            while let last = line.last, last.character == " ", line.count > before + least {
                line.removeLast()
            }
            lines.append(line)
            line = []
        }
        while lines.count > cursor.line + 1, lines.last?.isEmpty == true { lines.removeLast() }
        return (lines, cursor)
    }

    private func printed(_ row: Int) -> [Printed] {
        cells[row].indices.compactMap { index in
            guard let character = cells[row][index] else { return nil }
            let isWide = index + 1 < cells[row].count && cells[row][index + 1] == nil
            return Printed(character: character, look: looks[row][index], width: isWide ? 2 : 1)
        }
    }

    /// The rows that fit, which are the last ones.
    private mutating func show(_ laidOut: LaidOut) {
        var laidOut = laidOut
        let surplus = max(0, min(laidOut.cells.count - rows, laidOut.cursor.row))
        scrolledOff += laidOut.cells.prefix(surplus).map(Self.text)
        laidOut.removeFirst(surplus)
        laidOut.fill(to: rows)
        columns = laidOut.columns
        (cells, looks, wraps) = (laidOut.cells, laidOut.looks, laidOut.wraps)
        row = min(rows - 1, laidOut.cursor.row - surplus)
        column = min(columns - 1, laidOut.cursor.column)
        wrapIsPending = laidOut.cursor.column == columns
    }
}

/// Rows of another width.
private struct LaidOut {
    let columns: Int
    var cells: [[Character?]] = []
    var looks: [[Set<Int>]] = []
    var wraps: [Bool] = []
    var cursor = (row: 0, column: 0)

    init(columns: Int) { self.columns = columns }

    mutating func add(_ line: [Screen.Printed], cursor wanted: Int?) {
        begin()
        var offset = 0
        var isPlaced = false
        for printed in line {
            if width + printed.width > columns {
                wraps[wraps.count - 1] = true
                begin()
            }
            if let wanted, !isPlaced, offset + printed.width > wanted {
                (cursor, isPlaced) = ((cells.count - 1, width), true)
            }
            cells[cells.count - 1] += printed.width == 2 ? [printed.character, nil] : [printed.character]
            looks[looks.count - 1] += Array(repeating: printed.look, count: printed.width)
            offset += printed.width
        }
        if let wanted, !isPlaced { cursor = (cells.count - 1, width + wanted - offset) }
    }

    private var width: Int { cells[cells.count - 1].count }

    private mutating func begin() {
        cells.append([])
        looks.append([])
        wraps.append(false)
    }

    mutating func removeFirst(_ count: Int) {
        cells.removeFirst(count)
        looks.removeFirst(count)
        wraps.removeFirst(count)
    }

    mutating func fill(to rows: Int) {
        while cells.count < rows { begin() }
        (cells, looks, wraps) = (
            Array(cells.prefix(rows)), Array(looks.prefix(rows)), Array(wraps.prefix(rows))
        )
        for index in cells.indices {
            let missing = columns - cells[index].count
            cells[index] += Array(repeating: " ", count: missing)
            looks[index] += Array(repeating: [], count: missing)
        }
    }
}
