/// `text` as lines of at most `width` columns, broken at spaces where there are any.
package func wrapped(_ text: String, to width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrapLine($0, max(1, width)) }
}

private func wrapLine(_ line: Substring, _ width: Int) -> [String] {
    var lines: [String] = []
    var rest = line
    while let cut = overflow(rest, width) {
        let end = rest[cut] == " " ? cut : rest[..<cut].lastIndex(of: " ") ?? cut
        let line = trimmingEnd(rest[..<end])
        lines.append(line.isEmpty ? String(rest[..<cut]) : line)
        rest = rest[(line.isEmpty ? cut : end)...].drop { $0 == " " }
    }
    return lines + (rest.isEmpty && !lines.isEmpty ? [] : [trimmingEnd(rest)])
}

/// The first character that does not fit, never the very first of the line: each line takes at least one.
private func overflow(_ line: Substring, _ width: Int) -> Substring.Index? {
    var used = 0
    for index in line.indices {
        used += displayWidth(line[index])
        if used > width && index > line.startIndex { return index }
    }
    return nil
}

func trimmingEnd(_ line: some StringProtocol) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
}
