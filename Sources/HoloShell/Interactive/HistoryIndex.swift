/// The lines typed so far, for finding the newest that begins with a text.
///
/// The first eight bytes of each line stand in one array, which is looked through before any line is.
struct HistoryIndex {
    private var lines: [String] = []
    private var heads: [UInt64] = []
    /// What was looked for last, and where it was found or would have been: a longer text can only be further back.
    private var last: (text: String, place: Int)?

    init(_ lines: [String] = []) {
        self.lines = lines
        heads = lines.map { HistoryIndex.head($0).value }
    }

    mutating func append(_ line: String) {
        lines.append(line)
        heads.append(HistoryIndex.head(line).value)
        last = nil
    }

    /// - Returns: the newest line that begins with the text and has more, and that the caller takes.
    mutating func newest(beginningWith text: String, where takes: (String) -> Bool) -> String? {
        guard !text.isEmpty else { return nil }
        var place = lines.count - 1
        if let last, text.hasPrefix(last.text) { place = last.place }
        let found = search(text, from: place, where: takes)
        last = (text, found)
        return found >= 0 ? lines[found] : nil
    }

    private func search(_ text: String, from start: Int, where takes: (String) -> Bool) -> Int {
        let (value, mask) = HistoryIndex.head(text)
        let length = text.utf8.count
        var place = start
        while place >= 0 {
            if heads[place] & mask == value, lines[place].utf8.count > length,
                lines[place].utf8.starts(with: text.utf8), takes(lines[place])
            {
                return place
            }
            place -= 1
        }
        return -1
    }

    /// The first eight bytes as a number, and which of its bits they are.
    private static func head(_ text: String) -> (value: UInt64, mask: UInt64) {
        var value: UInt64 = 0
        var mask: UInt64 = 0
        var shift: UInt64 = 56
        for byte in text.utf8.prefix(8) {
            value |= UInt64(byte) << shift
            mask |= 0xFF << shift
            shift &-= 8
        }
        return (value, mask)
    }
}
