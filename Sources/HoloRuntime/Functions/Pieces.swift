extension FunctionRow {
    static let pieces: [FunctionRow] = [.split, .joinTexts, .words, .linesOfText, .replace]

    static let split = FunctionRow(
        "split", .text, "Cuts the text wherever the separator is; an empty one cuts between all characters.",
        examples: ["split 'a,b,,c' ',' # [\"a\",\"b\",\"\",\"c\"]", "split 'né' '' # [\"n\",\"é\"]"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let separator = parameters.required("SEPARATOR", .text)
        return { (given) throws(Stop) in
            let (text, separator) = (try given[text], try given[separator])
            if separator.isEmpty { return try .within(text.map { .string(String($0)) }) }
            return try .within(text.split(separator: separator, omittingEmptySubsequences: false).texts)
        }
    }

    static let joinTexts = FunctionRow(
        "join", .text, "Makes one text of a list's items, with the separator between them.",
        examples: ["['a', 'b', 3] | join ', ' # a, b, 3", "['x', 'y'] | join '' # xy"]
    ) { parameters in
        let list = parameters.required("LIST", .list)
        let separator = parameters.optional("SEPARATOR", .text)
        return { (given) throws(Stop) in
            try joined(try given[list], try given[separator] ?? "")
        }
    }

    static let words = FunctionRow(
        "words", .text, "Gives what white space parts in the text.",
        examples: ["words ' to be  or ' # [\"to\",\"be\",\"or\"]", "words '' # []"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in
            try .within(try given[text].split(whereSeparator: \.isWhitespace).texts)
        }
    }

    static let linesOfText = FunctionRow(
        "lines", .text, "Gives the lines of the text.",
        examples: ["\"a\\n\\nb\\n\" | lines # [\"a\",\"\",\"b\"]", "\"a\\r\\nb\" | lines # [\"a\",\"b\"]"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in try .within(try given[text].linesWithoutBreaks.map { .string($0) }) }
    }

    static let replace = FunctionRow(
        "replace", .text, "Puts a text in the place of another, wherever that is.",
        examples: ["replace 'a-b-c' '-' '+' # a+b+c", "replace 'banana' 'an' '' # ba"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let old = parameters.required("OLD", .text)
        let new = parameters.required("NEW", .text)
        return { (given) throws(Stop) in
            let (text, old, new) = (try given[text], try given[old], try given[new])
            guard !old.isEmpty else { return .string(text) }
            let grows = new.utf8.count > old.utf8.count
            let count = grows ? text.ranges(of: old).count : 0
            guard text.utf8.count + count * (new.utf8.count - old.utf8.count) <= Value.maximumText else {
                throw .tooLarge
            }
            return .string(text.replacing(old, with: new))
        }
    }
}

/// One text of many, given up as soon as it is too long.
private func joined(_ items: [Value], _ separator: String) throws(Stop) -> Value {
    var text = ""
    for (index, item) in items.enumerated() {
        if index > 0 { text += separator }
        text += item.text
        guard text.utf8.count <= Value.maximumText else { throw .tooLarge }
    }
    return .string(text)
}

extension [Substring] {
    fileprivate var texts: [Value] { map { .string(String($0)) } }
}

extension String {
    /// The lines, without what ends them; a break at the end begins no further line.
    var linesWithoutBreaks: [String] {
        var lines = utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map {
            String(decoding: $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, as: UTF8.self)
        }
    }
}

extension Value {
    /// A list, if it is not too long.
    static func within(_ items: [Value]) throws(Stop) -> Value {
        guard items.count <= maximumCount else { throw .tooLong }
        return .list(items)
    }

    /// A text, if it is not too long.
    static func within(_ text: String) throws(Stop) -> Value {
        guard text.utf8.count <= maximumText else { throw .tooLarge }
        return .string(text)
    }
}
