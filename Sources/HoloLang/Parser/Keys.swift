/// What stands between a key and its value. The longest comes first.
enum Assignment: String, CaseIterable {
    case jsonFile = ":=@"
    case json = ":="
    case textFile = "=@"
    case text = "="
}

extension Parser {
    /// Reads `key=`, `opts.render:=`, `tags[]=` and so on, or nothing when the word is another one.
    mutating func key() -> (Key, Assignment)? {
        let start = position
        guard let parts = keyParts(), let assignment = Assignment.allCases.first(where: { at($0.rawValue) })
        else {
            position = start
            return nil
        }
        let key = Key(parts, range(from: start))
        position += assignment.rawValue.utf8.count
        mark(.key, from: start)
        checkSize(from: start)
        return (key, assignment)
    }

    private mutating func keyParts() -> [Key.Part]? {
        guard let first = keyName() else { return nil }
        var parts = [Key.Part.name(first)]
        while true {
            if at("[]") {
                position += 2
                parts.append(.append)
            } else if skipByte(".") {
                guard let name = keyName() else { return nil }
                parts.append(.name(name))
            } else {
                return parts
            }
        }
    }

    private mutating func keyName() -> String? {
        guard peek?.isNameStart == true else { return nil }
        let start = position
        skip(while: \.isKeyPart)
        return source.text(range(from: start))
    }

    mutating func keyed(_ key: Key, _ assignment: Assignment) throws(Failure) -> Argument.Kind {
        let name = shortened(key.range)
        let start = key.range.start
        switch assignment {
        case .text, .json: expectInWord(.keyValue(key))
        case .textFile, .jsonFile: expectInWord(.file)
        }
        switch assignment {
        case .text: return .text(key, try text(of: name, start))
        case .textFile: return .textFile(key, try value(after: start, hint: "\(name)=@notes.txt"))
        case .json: return .json(key, try json(of: name, start))
        case .jsonFile: return .jsonFile(key, try value(after: start, hint: "\(name):=@data.json"))
        }
    }

    /// Text may not begin like a list or record, of which only the part up to a blank would arrive.
    private mutating func text(of name: String, _ start: Int) throws(Failure) -> Word {
        if let opener = peek, "[" ~= opener || "{" ~= opener {
            let opener = Character(Unicode.Scalar(opener))
            throw failure(
                "a \(opener == "[" ? "list" : "record") is given with :=",
                at: SourceRange(start, position + 1), hint: quotingHint,
                replacement: "\(name):=\(opener)")
        }
        return try value(after: start, hint: "for an empty text write \(name)=''")
    }

    private mutating func json(of name: String, _ start: Int) throws(Failure) -> Expression {
        guard !atWordEnd else { throw missingValue(after: start, hint: "for nothing write \(name):=null") }
        let mistake = notJSON(name)
        guard atJSON else { throw mistake }
        let isBare = peek?.isDigit == true || peek?.isLetter == true || "-" ~= peek
        do throws(Failure) {
            let value = try operand()
            guard atWordEnd else { throw expected("a space") }
            return value
        } catch {
            throw isBare ? mistake : error
        }
    }

    private func notJSON(_ name: String) -> Failure {
        let word = shortened(SourceRange(position, wordEnd))
        return failure(
            "\(word) after \(name):= is not JSON", at: SourceRange(position, wordEnd),
            hint: "text is written \(name)=\(word)")
    }

    private var atJSON: Bool {
        switch peek {
        case "\"", "'", "$", "(", "[", "{": true
        case "-": peek(1)?.isDigit == true
        default: peek?.isDigit == true || ["true", "false", "null"].contains(where: atKeyword)
        }
    }
}
