extension Source {
    /// Where an offset is for a person: lines and columns count from 1, columns in characters.
    package func position(of offset: Int) -> (line: Int, column: Int) {
        let line = lineIndex(of: offset)
        return (line + 1, text(SourceRange(lineStarts[line], offset)).count + 1)
    }

    /// The text of the line that an offset is in, without its end.
    package func line(at offset: Int) -> String {
        text(lineRange(at: offset))
    }

    package func lineRange(at offset: Int) -> SourceRange {
        let line = lineIndex(of: offset)
        let start = lineStarts[line]
        guard line + 1 < lineStarts.count else { return SourceRange(start, bytes.count) }
        var end = lineStarts[line + 1] - 1
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return SourceRange(start, end)
    }

    /// The last line that starts at or before the offset.
    func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
