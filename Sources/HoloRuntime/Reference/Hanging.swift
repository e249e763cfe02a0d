extension String {
    /// Its words in lines of at most `width` characters, the first behind `head` and the others below it.
    ///
    /// Where that leaves hardly any room beside the head, they stand below it.
    package func hanging(behind head: String, _ width: Int?) -> [String] {
        if let width, head.count > 6, width - head.count < 24 {
            return [head.trimmedEnd] + hanging(behind: "    ", width)
        }
        let room = max(16, (width ?? .max) - head.count)
        var lines = [""]
        for word in split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + 1 + word.count <= room {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        let indent = String(repeating: " ", count: head.count)
        return lines.enumerated().map { ($0 == 0 ? head : indent) + $1 }
    }

    private var trimmedEnd: String {
        String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
    }

    package func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
