import Foundation

/// A message as the source of the parser or the compiler writes it; what it computes is `\()`.
struct MessageLiteral {
    let file: String
    let text: String

    /// Whether a shown message can be this one.
    func fits(_ message: String) -> Bool {
        let parts = text.components(separatedBy: "\\()")
        guard parts.count > 1 else { return message == text }
        guard message.hasPrefix(parts[0]) else { return false }
        var rest = message.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }

    static let all: [MessageLiteral] = {
        let root = URL(filePath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
        let folders = [
            "HoloLang/Parser", "HoloLang/Text", "HoloRuntime/Compile", "HoloRuntime/Values",
            "HoloRuntime/Functions",
        ]
        return folders.flatMap { folder -> [MessageLiteral] in
            let path = "\(root)/Sources/\(folder)"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.sorted().flatMap { name in
                literals(of: (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? "", name)
            }
        }
    }()

    /// The first text behind `failure(`, `report(` and `expected(`, and the second behind `failed(`.
    private static func literals(of source: String, _ file: String) -> [MessageLiteral] {
        let calls =
            #/(?<kind>failure|report|expected|notText|Diagnostic|failed)\(\s*"(?<code>[A-Z_0-9]+",\s*"?)?/#
        var found: [MessageLiteral] = []
        for match in source.matches(of: calls) {
            // A message that is computed as a whole has its text elsewhere.
            if let code = match.output.code, !code.hasSuffix("\"") || code.count(where: { $0 == "\"" }) < 2 {
                continue
            }
            let text = literal(in: source[match.range.upperBound...])
            let isExpected = match.output.kind == "expected"
            found.append(MessageLiteral(file: file, text: isExpected ? "expected \(text), found \\()" : text))
        }
        return found
    }

    /// The text up to its closing quote, every computed part as `\()`.
    static func literal(in source: Substring) -> String {
        var text = ""
        var rest = source
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\", let next = rest.popFirst() else {
                text.append(character)
                continue
            }
            if next == "(" {
                skipComputed(&rest)
                text += "\\()"
            } else {
                text.append(next == "n" ? "\n" : next)
            }
        }
        return text
    }

    private static func skipComputed(_ rest: inout Substring) {
        var depth = 1
        while depth > 0, let character = rest.popFirst() {
            switch character {
            case "(": depth += 1
            case ")": depth -= 1
            case "\"": skipText(&rest)
            default: break
            }
        }
    }

    private static func skipText(_ rest: inout Substring) {
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\", rest.popFirst() == "(" else { continue }
            skipComputed(&rest)
        }
    }

    /// What no prompt can bring about, and where it is tested.
    static let shownElsewhere: [String: String] = [
        "this is longer than 64 KiB": "LimitTests",
        "expected \", found \\()": "a text that does not end is reported as never closed",
        "\\() is larger than 1 MiB": "SourceTests",
        "\\() is not text: line \\(), byte offset \\() \\()": "SourceTests",
        "--safe lets no script run other programs": "ScriptTests",
        "a value may hold about \\() values, and this has more in it": "LimitTests",
        "a program may have \\() variables, and this has more": "one source has no room for so many",
        "include goes in a circle: \\()": "SameProgramTests",
        "includes are nested deeper than \\()": "SameProgramTests",
        "only a variable, its fields and its items can be set": "the parser reads nothing else there",
        "the function is not there yet": "functions are there before the first statement",
    ]
}
