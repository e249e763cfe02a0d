extension FunctionRow {
    static let letters: [FunctionRow] = [.upper, .lower, .title, .trim, .padLeft, .padRight, .repeat]

    static let upper = FunctionRow(
        "upper", .text, "Makes all letters capital.",
        examples: ["upper 'abc' # ABC", "upper 'straße' # STRASSE"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in .string(try given[text].uppercased()) }
    }

    static let lower = FunctionRow(
        "lower", .text, "Makes all letters small.",
        examples: ["lower 'ABC' # abc", "lower 'ÉCOLE' # école"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in .string(try given[text].lowercased()) }
    }

    static let title = FunctionRow(
        "title", .text, "Makes the first letter of each word capital and the others small.",
        examples: ["title 'ada LOVELACE' # Ada Lovelace", "title 'new york-based' # New York-Based"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in
            var title = ""
            var isInWord = false
            for character in try given[text] {
                title += isInWord ? character.lowercased() : character.uppercased()
                isInWord = character.isLetter || character.isNumber || character == "'" || character == "’"
            }
            return .string(title)
        }
    }

    static let trim = FunctionRow(
        "trim", .text, "Takes white space off both ends.",
        examples: ["trim '  abc ' # abc", "trim \"\\ta b\\n\" # a b"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in .string(try given[text].trimmed) }
    }

    static let padLeft = FunctionRow(
        "pad_left", .text, "Fills the text on its left until it has so many characters.",
        examples: ["pad_left '7' 3 # \"  7\"", "pad_left '7' 3 '0' # 007"]
    ) { parameters in
        let pad = Padding(&parameters)
        return { (given) throws(Stop) in
            let (text, filling) = try pad.parts(given)
            return .string(filling + text)
        }
    }

    static let padRight = FunctionRow(
        "pad_right", .text, "Fills the text on its right until it has so many characters.",
        examples: ["pad_right 'ab' 4 '.' # ab..", "pad_right 'abcd' 2 # abcd"]
    ) { parameters in
        let pad = Padding(&parameters)
        return { (given) throws(Stop) in
            let (text, filling) = try pad.parts(given)
            return .string(text + filling)
        }
    }

    static let `repeat` = FunctionRow(
        "repeat", .text, "Gives the text so many times in a row.",
        examples: ["repeat 'ab' 3 # ababab", "repeat '-' 0 # \"\""]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        let count = parameters.required("N", .integer(0...Value.maximumText))
        return { (given) throws(Stop) in
            let (text, count) = (try given[text], try given[count])
            guard text.utf8.count * count <= Value.maximumText else { throw .tooLarge }
            return .string(String(repeating: text, count: count))
        }
    }
}

private struct Padding: Sendable {
    let text: FunctionHandle<String>
    let count: FunctionHandle<Int>
    let filler: OptionalHandle<String>

    init(_ parameters: inout FunctionParameters) {
        text = parameters.required("TEXT", .text)
        count = parameters.required("N", .integer(0...1_000_000))
        filler = parameters.optional("FILLER", .text)
    }

    func parts(_ given: FunctionArguments) throws(Stop) -> (text: String, filling: String) {
        let (text, filler) = (try given[text], try given[filler] ?? " ")
        let missing = try given[count] - text.count
        guard missing > 0, !filler.isEmpty else { return (text, "") }
        let count = missing / filler.count + 1
        // One character may be as long as a text.
        guard filler.utf8.count * count <= Value.maximumText else { throw .tooLarge }
        let filling = String(repeating: filler, count: count)
        return (text, String(filling.prefix(missing)))
    }
}
