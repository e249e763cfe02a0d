import HoloLang

extension ScriptParameter.Kind {
    /// In usage lines: `INTEGER`.
    var placeholder: String { rawValue.uppercased() }

    /// In messages: `an integer`.
    var expected: String {
        switch self {
        case .text: "text"
        case .integer: "an integer"
        case .decimal: "a number"
        case .bool: "true or false"
        case .duration: "a duration such as 30s or 5m"
        case .credits: "credits such as 100cr"
        case .file: "the name of a file that is there"
        case .path: "the name of a file"
        case .list: "a list"
        }
    }

    var example: String {
        switch self {
        case .text: "text = 'a'"
        case .integer: "integer = 10"
        case .decimal: "decimal = 1.5"
        case .bool: "bool = false"
        case .duration: "duration = 30s"
        case .credits: "credits = 100cr"
        case .file: "file = 'input.csv'"
        case .path: "path = 'output.csv'"
        case .list: "list = ['a', 'b']"
        }
    }

    func accepts(_ value: Value) -> Bool {
        switch (self, value) {
        case (.text, .string), (.file, .string), (.path, .string), (.integer, .integer), (.decimal, .integer),
            (.decimal, .decimal), (.bool, .bool), (.duration, .duration), (.credits, .credits),
            (.list, .list):
            true
        default: false
        }
    }

    /// What a word of the process line means as this type; nil when it means nothing.
    func value(of word: String) -> Value? {
        switch self {
        case .text, .path: .string(word)
        case .file: Files.exists(word) ? .string(word) : nil
        case .integer: Int(word).map { .integer($0) }
        case .decimal: Value(number: word)
        case .bool: ["true": .bool(true), "false": .bool(false)][word]
        case .duration: ArgumentType<Duration>.milliseconds(word).map { .duration(milliseconds: $0) }
        case .credits: Int(word.hasSuffix("cr") ? word.dropLast(2) : word[...]).map { .credits($0) }
        case .list: .list([.string(word)])
        }
    }
}
