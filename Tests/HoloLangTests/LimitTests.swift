import CDispatch
import Dispatch
import Glibc
import Testing

@testable import HoloLang

@Suite struct LimitTests {
    /// How a text is nested: what opens one level, the middle, what closes it, and the levels that fit.
    private static let nestings: [(String, String, String, Int)] = [
        ("(", "1", ")", 63), ("[", "1", "]", 63), ("{a: ", "1", "}", 63), ("$x[", "1", "]", 63),
        ("\"${", "1", "}\"", 63),
        ("not ", "a", "", 63), ("-", "a", "", 63), ("a (", "b", ")", 31), ("a {", "b", "}", 31),
        ("if a { ", "b", " }", 63), ("for a in b { ", "c", " }", 63), ("1 + (", "1", ")", 31),
        ("a k=\"${(", "b", ")}\"", 21), ("a --x=(", "b", ")", 31),
        ("1 or 1 and not 1 == 1 ?? 1 .. 1 + 1 * -(", "1", ")", 6),
    ]

    @Test(arguments: nestings)
    func `nesting is limited`(opener: String, middle: String, closer: String, levels: Int) {
        let (fits, tooDeep) = onSmallStack {
            (
                parse(nested(opener, middle, closer, levels)).diagnostics.map(\.message),
                parse(nested(opener, middle, closer, levels + 1)).diagnostics.map(\.message)
            )
        }
        #expect(fits == [])
        #expect(tooDeep == ["this is nested more than 64 deep"])
    }

    @Test(arguments: nestings)
    func `endless nesting is one mistake`(opener: String, middle: String, closer: String, levels: Int) {
        let messages = onSmallStack { parse(nested(opener, middle, closer, 5000)).diagnostics.map(\.message) }
        #expect(messages == ["this is nested more than 64 deep"])
    }

    @Test(arguments: [("1", " + 1"), ("$x", ".y"), ("$x", "[0]"), ("$x", " or $y")])
    func `what is put around something again and again is nesting`(first: String, next: String) throws {
        let fits = parse(Source(name: "test", text: first + String(repeating: next, count: 63)))
        #expect(fits.diagnostics.isEmpty)
        let long = parse(Source(name: "test", text: first + String(repeating: next, count: 5000)))
        #expect(long.diagnostics.map(\.message) == ["this is nested more than 64 deep"])
        #expect(long.diagnostics[0].range.start <= first.utf8.count + 66 * next.utf8.count)
        #expect(long.diagnostics.first?.hint == "give a part of it a name with let")
    }

    @Test func `the depth of a part counts for what is around it`() {
        let deep = String(repeating: "(", count: 62) + "1" + String(repeating: ")", count: 62)
        #expect(parse(Source(name: "test", text: deep + " + 1")).diagnostics.isEmpty)
        #expect(parse(Source(name: "test", text: deep + " + 1 + 1")).diagnostics.count == 1)
        #expect(parse(Source(name: "test", text: deep + "\n1 + 1 + 1")).diagnostics.isEmpty)
    }

    @Test(
        arguments: [
            ("print ", "b", ""), ("print ", "'", "'"), ("print ", "\"", "\""), ("", "1", ""), ("", "$b", ""),
            ("let ", "b", " = 1"),
            ("", "b", ""), ("{", "b", ": 1}"), ("$x.", "b", ""), ("a ", "b", "=1"),
        ])
    func `a token is limited`(before: String, start: String, after: String) throws {
        let middle = String(repeating: start == "1" ? "1" : "b", count: 64 << 10)
        let source = Source(name: "test", text: before + start + middle + after)
        let diagnostics = parse(source).diagnostics
        #expect(diagnostics.map(\.message) == ["this is longer than 64 KiB"])
        #expect(diagnostics.first?.hint == "put the text into a file: key=@file")
        #expect(source.text(diagnostics[0].range).utf8.count > 64 << 10)
    }

    /// Reading again what was read before would take far longer for these.
    @Test(
        arguments: [
            "1 + ", "(", "[", "{", "\"${", "a {", "\n", ";", ")", "k=\n", "\"", "'", "a (\n", "$x.", "\\\n",
            "| ", "a |\n",
            "{ \"a\" ", "if a {\n", "else\n", "[1 2)\n", "(\nlet x", "a [", "$x[ ", "(1 ", "( a)]\n",
            "(1 2);", "a {\"${(",
        ])
    func `no text is read in quadratic time`(line: String) {
        let source = Source(name: "test", text: String(repeating: line, count: (1 << 15) / line.utf8.count))
        let time = ContinuousClock().measure { onSmallStack { _ = parse(source) } }
        #expect(time < .seconds(5))
    }

    @Test func `a source of the largest size is read`() {
        let text = "submit a k=v x:={a: \"b ${c} d\"} # comment\nfor x in $list { print 'a' }\n"
        let count = Source.maximumSize / text.utf8.count
        let parsed = parse(Source(name: "test", text: String(repeating: text, count: count)))
        #expect(parsed.diagnostics.isEmpty)
        #expect(parsed.script.statements.count == 2 * count)
    }
}

private func nested(_ opener: String, _ middle: String, _ closer: String, _ levels: Int) -> Source {
    let text = String(repeating: opener, count: levels) + middle + String(repeating: closer, count: levels)
    return Source(name: "test", text: text)
}

/// Runs on a thread with the 512 KiB of stack that a task may get, in a build without optimisation too.
private func onSmallStack<Result>(_ body: () -> Result) -> Result {
    withoutActuallyEscaping(body) { body in
        var result: Result?
        let run = Box { result = body() }
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 512 << 10)
        var thread = pthread_t()
        pthread_create(
            &thread, &attributes,
            { pointer in
                Unmanaged<Box>.fromOpaque(pointer!).takeUnretainedValue().run()
                return nil
            }, Unmanaged.passUnretained(run).toOpaque())
        pthread_join(thread, nil)
        return result!
    }
}

private final class Box {
    let run: () -> Void

    init(_ run: @escaping () -> Void) { self.run = run }
}
