import EvaluatorFuzz
import OrderedCollections
import Testing

@testable import HoloRuntime

/// Random programs that read well never crash, never go on when they are told to end, and never go past a limit.
@Suite(.serialized) struct RandomProgramTests {
    @Test func `random programs end`() {
        let seed = UInt64.random(in: 0 ... .max)
        var programs = RunnablePrograms(seed: seed)
        let end = ContinuousClock.now + .seconds(2)
        while ContinuousClock.now < end {
            let text = programs.next()
            let fault = EvaluatorCheck.fault(Array(text.utf8))
            #expect(fault == nil, "seed \(seed): \(text)")
        }
    }

    @Test func `literals print and parse as what they were`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var values = RandomValues(seed: seed)
        for _ in 0..<300 {
            let value = values.next(depth: 3)
            guard let literal = value.literal else { continue }
            let again = try Evaluation.value(of: "[\(literal)]")
            #expect(again == .list([value]), "seed \(seed): \(literal)")
        }
    }
}

/// Programs whose names are all known, with loops that may have no end and texts and lists that grow.
private struct RunnablePrograms {
    private var random: SeededRandom
    private var depth = 0

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func next() -> String {
        depth = 0
        return "let x = 1\nlet y = [1, 'a']\nlet z = {a: 1, b: [2]}\nfn f(a, b = 2) {\n\(block())\n}\n"
            + block(lines: 6)
    }

    private mutating func one(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }

    private mutating func block(lines: Int = 2) -> String {
        depth += 1
        defer { depth -= 1 }
        return (0..<Int.random(in: 1...lines, using: &random)).map { _ in statement() }
            .joined(separator: "\n")
    }

    private mutating func statement() -> String {
        let name = one(["x", "y", "z"])
        switch Int.random(in: 0..<(depth > 3 ? 5 : 12), using: &random) {
        case 0, 1: return "set \(name) = \(expression())"
        case 2: return "set \(name) = $\(name) + \(expression())"
        case 3: return "print \(one(["$x", "$y", "$z", "\"${\(expression())}\""]))"
        case 4: return "\(expression()) | \(stage())"
        case 5: return "while \(condition()) { \(block()) }"
        case 6: return "if \(condition()) { \(block()) } else { \(block()) }"
        case 7: return "try { \(block()) } catch e { print $e.code }"
        case 8: return "for i in 1..\(one(["3", "1000", "9223372036854775807"])) { \(block()) }"
        case 9: return "for i, v in \(expression()) onerror collect { \(block()) }"
        case 10: return "let w = for v in \(expression()) { \(expression()) }"
        default: return "assert \(condition()), 'no'"
        }
    }

    private mutating func stage() -> String {
        one([
            "where a > 1", "sort a", "map { $it }", "count", "uniq", "flatten", "join '-'", "repeat 1000",
            "reverse",
            "take 3", "group a", "select a", "as json", "pad_left 100000", "split ''", "keys", "as yaml",
        ])
    }

    private mutating func condition() -> String {
        one([
            "true", "false", "$x == 1", "$y == $z", "$x < 100",
        ])
    }

    private mutating func expression() -> String {
        switch Int.random(in: 0..<(depth > 3 ? 4 : 9), using: &random) {
        case 0:
            return one(["0", "7", "-1", "2.5", "1e300", "9223372036854775807", "30s", "5cr", "null", "true"])
        case 1: return one(["$x", "$y", "$z", "$z.a", "$y[0]", "$z?.c"])
        case 2: return one(["'text'", "\"a $x\"", "'🏳️‍🌈é'", "[]", "{}"])
        case 3: return "[$\(one(["x", "y", "z"])), $\(one(["x", "y", "z"]))]"
        case 4: return "(\(expression()) \(one(["+", "-", "*", "/", "%", "??", "==", "in"])) \(expression()))"
        case 5: return "{a: \(expression()), b: $z}"
        case 6: return "f(\(expression()))"
        case 7: return "(\(expression()) | \(stage()))"
        default:
            return "\(one(["len", "abs", "type", "json", "upper", "sum", "max", "first"]))(\(expression()))"
        }
    }
}

extension Value {
    /// The value as the language writes it; nil for a sign before a number that has no room without it.
    fileprivate var literal: String? {
        switch self {
        case .string(let text): return Value.literal(text)
        case .decimal(let text): return text.hasPrefix("-") ? nil : text
        case .integer(.min): return nil
        case .list(let items):
            let literals = items.compactMap(\.literal)
            return literals.count == items.count ? "[" + literals.joined(separator: ", ") + "]" : nil
        case .record(let fields):
            let literals = fields.compactMap { name, value in
                value.literal.map { "\(Value.literal(name)): \($0)" }
            }
            return literals.count == fields.count ? "{" + literals.joined(separator: ", ") + "}" : nil
        default: return encoded()
        }
    }

    private static func literal(_ text: String) -> String {
        "\"" + text.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined() + "\""
    }
}
