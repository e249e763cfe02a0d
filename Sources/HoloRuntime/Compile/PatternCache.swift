import OrderedCollections

/// Regular expressions that were used, ready to be used again.
struct PatternCache {
    private static let size = 64

    private var patterns: OrderedDictionary<String, Regex<AnyRegexOutput>> = [:]

    mutating func regex(_ pattern: String) throws(Stop) -> Regex<AnyRegexOutput> {
        if let regex = patterns[pattern] { return regex }
        do {
            let regex = try Regex(pattern)
            if patterns.count == PatternCache.size { patterns.removeFirst() }
            patterns[pattern] = regex
            return regex
        } catch {
            throw .failed(
                "REGEX", "'\(pattern)' is not a regular expression",
                next: "special characters are written with a backslash, in '…'")
        }
    }
}

extension Frame {
    /// `text =~ pattern`: whether a regular expression is found in the text. What it found is `$match`.
    func matches(_ text: Value, _ pattern: Value) throws(Stop) -> Bool {
        if text == .null { return false }
        guard case .string(let text) = text, case .string(let pattern) = pattern else {
            throw .failed("TYPE", "=~ matches text with text, not \(text.kind) with \(pattern.kind)")
        }
        let regex = try patterns.regex(pattern)
        guard let found = try firstMatch(of: regex, pattern, in: text) else { return false }
        match = .record(found)
        return true
    }

    private func firstMatch(of regex: Regex<AnyRegexOutput>, _ pattern: String, in text: String) throws(Stop)
        -> Record?
    {
        guard MatchEffort.mayTakeLong(pattern, in: text) else {
            return (try? regex.firstMatch(in: text))?.record
        }
        // A compiled one stays on its thread.
        return try context.interrupt.leaving { (try? Regex(pattern).firstMatch(in: text))?.record }
    }
}

extension Regex<AnyRegexOutput>.Match {
    /// `{text: …, NAME: …}`: all that was found, and the named groups; those without a name by their number.
    fileprivate var record: Record {
        var record: Record = ["text": .string(String(self[0].substring ?? ""))]
        for (number, group) in output.enumerated().dropFirst() {
            record[group.name ?? String(number)] = group.substring.map { .string(String($0)) } ?? .null
        }
        return record
    }
}
