/// A search of history, as far as it has come.
struct HistorySearch {
    let history: HistoryLines
    /// The text and the cursor that Esc brings back.
    let original: (text: [Unicode.Scalar], cursor: Int)
    private(set) var pattern: String
    private(set) var found: HistoryLines.Found?
    /// Nothing holds the pattern, or nothing further does.
    private(set) var isMissing = false

    init(_ history: HistoryLines, from text: [Unicode.Scalar], cursor: Int, step: Int) {
        self.history = history
        original = (text, cursor)
        let typed = string(text)
        pattern = typed.contains("\n") ? "" : typed
        if !pattern.isEmpty { look(from: history.count - 1, step: -1, otherThan: typed) }
    }

    /// Another character: the line that is found stays when it fits.
    mutating func add(_ scalar: Unicode.Scalar) {
        pattern.unicodeScalars.append(scalar)
        look(from: found?.index ?? history.count - 1, step: -1)
    }

    mutating func removeLast() {
        if !pattern.isEmpty { setPattern(String(pattern.dropLast())) }
    }

    mutating func removeWord() {
        let words = pattern.reversed().drop { $0 == " " }.drop { $0 != " " }
        setPattern(String(words.reversed()))
    }

    mutating func removeAll() { setPattern("") }

    /// The next line that is another one.
    mutating func go(_ step: Int) {
        guard let found else { return look(from: history.count - 1, step: -1) }
        look(from: found.index + step, step: step, otherThan: found.line)
    }

    private mutating func setPattern(_ text: String) {
        pattern = text
        found = nil
        look(from: history.count - 1, step: -1)
    }

    private mutating func look(from start: Int, step: Int, otherThan other: String? = nil) {
        let next = history.nearest(from: start, step: step, holding: pattern, otherThan: other)
        isMissing = next == nil && !pattern.isEmpty
        if next != nil || pattern.isEmpty { found = next }
    }

    /// What is in the editor when this is taken.
    var result: (text: [Unicode.Scalar], cursor: Int) {
        guard let found else { return original }
        let text = Array(found.line.unicodeScalars)
        return (text, text.count)
    }

    /// The line found with the place marked, and below it what is looked for.
    var shown: EditedText {
        let isLast = found?.line.lowercased().contains(pattern.lowercased()) == true
        let status = !isMissing ? "search: " : isLast ? "no other line has " : "no line has "
        let keys =
            pattern.isEmpty
            ? "type a part of the line" : "^R older · ^S newer · Enter takes it · Esc leaves"
        let line = StyledText(status, .dim) + StyledText(pattern, .bold) + StyledText("  " + keys, .dim)
        guard let found else {
            return EditedText(text: original.text, cursor: original.cursor, status: line)
        }
        let before = found.line.utf8.prefix(found.range.lowerBound)
        let cursor = String(before).map { $0.unicodeScalars.count } ?? 0
        return EditedText(
            text: Array(found.line.unicodeScalars), cursor: cursor, mark: found.range, status: line)
    }
}

/// ^R and ^S. libedit's own search draws by itself and runs the line at once.
extension LineEditor {
    func beginSearch(step: Int) -> UInt8 {
        let line = currentLine
        search = HistorySearch(history, from: line.scalars, cursor: line.cursor, step: step)
        return Self.done
    }

    /// False when the key ends the search and does in the line what it always does.
    func searchTakes(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{12}": search?.go(-1)
        case "\u{13}": search?.go(1)
        case "\u{8}", "\u{7F}": search?.removeLast()
        case "\u{17}": search?.removeWord()
        case "\u{15}": search?.removeAll()
        case "\u{7}": endSearch(taking: false)
        case "\u{1b}" where !decoder.hasMore: endSearch(taking: false)
        case "\r", "\n": endSearch(taking: true)
        case "\u{3}":
            endSearch(taking: false)
            return false
        case "\u{0}"..<" ":
            endSearch(taking: true)
            return false
        default: search?.add(scalar)
        }
        return true
    }

    func endSearch(taking: Bool) {
        guard let search else { return }
        self.search = nil
        guard taking else { return }
        let (text, cursor) = search.result
        replaceText(string(text), cursorFromEnd: text.count - cursor)
    }
}
