import HoloLang
import OrderedCollections

/// Where two values differ, in lines for a person.
enum Difference {
    static let mostLines = 8
    /// Characters of a value.
    static let mostShown = 120

    /// Empty where one look at both tells as much.
    static func lines(_ left: Value, _ right: Value) -> [String] {
        var lines: [String] = []
        collect(left, right, "", &lines)
        guard lines.count > mostLines else { return lines }
        return lines.prefix(mostLines) + ["and \(lines.count - mostLines) more places"]
    }

    private static func collect(_ left: Value, _ right: Value, _ path: String, _ lines: inout [String]) {
        switch (left, right) {
        case (.record(let one), .record(let other)): fields(one, other, path, &lines)
        case (.list(let one), .list(let other)): items(one, other, path, &lines)
        case (.string(let one), .string(let other)) where one.count > 40 || other.count > 40:
            if let line = letters(one, other) { lines.append(place(path) + line) }
        default:
            guard !path.isEmpty, !left.equals(right) else { return }
            lines.append("\(place(path))left \(shown(left)), right \(shown(right))")
        }
    }

    private static func fields(_ one: Record, _ other: Record, _ path: String, _ lines: inout [String]) {
        for (name, value) in one {
            let inner = "\(path).\(name)"
            if let there = other[name] {
                collect(value, there, inner, &lines)
            } else {
                lines.append("\(place(inner))only left has it, \(shown(value))")
            }
        }
        for (name, value) in other where one[name] == nil {
            lines.append("\(place("\(path).\(name)"))only right has it, \(shown(value))")
        }
    }

    private static func items(_ one: [Value], _ other: [Value], _ path: String, _ lines: inout [String]) {
        for index in 0..<max(one.count, other.count) {
            let inner = "\(path)[\(index)]"
            if index >= one.count {
                lines.append("\(place(inner))only right has it, \(shown(other[index]))")
            } else if index >= other.count {
                lines.append("\(place(inner))only left has it, \(shown(one[index]))")
            } else if !one[index].equals(other[index]) {
                collect(one[index], other[index], inner, &lines)
            }
        }
    }

    /// Where two long texts part, with a little of what is around it.
    private static func letters(_ one: String, _ other: String) -> String? {
        let same = zip(one, other).prefix { $0 == $1 }.count
        guard same < max(one.count, other.count) else { return nil }
        let from = max(0, same - 15)
        func part(_ text: String) -> String {
            let rest = text.dropFirst(from)
            return (from > 0 ? "…" : "") + rest.prefix(45) + (rest.count > 45 ? "…" : "")
        }
        return "from character \(same + 1) on: left \(part(one)), right \(part(other))"
    }

    private static func place(_ path: String) -> String { path.isEmpty ? "" : "\(path): " }

    private static func shown(_ value: Value) -> String { value.text(upTo: 60) }
}

extension Value {
    /// So many characters of it, for a message.
    func text(upTo most: Int) -> String {
        let text = if case .string(let text) = self { quoted(text) } else { self.text }
        return text.count > most ? text.prefix(most - 1) + "…" : text
    }
}
