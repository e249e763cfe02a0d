import Testing

@testable import HoloRuntime

/// What grows without end is refused before there is no room for it, on a thread and in a task alike.
@Suite struct LimitTests {
    private static let programs = [
        ("fn f(n) { f($n + 1) }; f(1)", "TOO_DEEP"),
        ("fn f(n) { g($n) }; fn g(n) { [f($n + 1)] }; f(1)", "TOO_DEEP"),
        ("let a = [1]; for i in 1..500 { set a = [$a] }; $a", "TOO_DEEP"),
        ("let a = {a: 1}; for i in 1..500 { set a = {a: $a} }; $a", "TOO_DEEP"),
        ("let a = [1]; for i in 1..500 { let b = $a; set a[0] = $b }; $a", "TOO_DEEP"),
        ("let a = [1]; for i in 1..100 { set a = [$a, $a] }; $a", "TOO_LARGE"),
        ("let a = [repeat('a', 100000)]; for i in 1..12 { set a = [$a, $a] }; \"a ${$a}\"", "TOO_LARGE"),
        ("1..1000001", "TOO_LONG"),
        ("-9223372036854775807..9223372036854775807", "TOO_LONG"),
        ("let a = 1..1000000; $a + [1]", "TOO_LONG"),
        ("let a = 1..1000000; [...$a, ...$a]", "TOO_LONG"),
        ("let a = 1..1000000; set a = $a + [1]", "TOO_LONG"),
        ("let a = for i in 1..1000001 { $i }", "TOO_LONG"),
        ("repeat 'ab' 40000000", "TOO_LARGE"),
        ("let a = repeat('a', 60000000); let all = for i in 1..1000000 { $a }; $all | join ','", "TOO_LARGE"),
        ("let a = repeat('a', 10000); replace($a, 'a', $a)", "TOO_LARGE"),
        ("let a = repeat('a', 60000000); regex_replace('aaa', 'a', $a)", "TOO_LARGE"),
        ("let a = \"a${repeat(\"\\u{301}\", 50)}\"; pad_left '' 1000000 $a", "TOO_LARGE"),
        ("let a = repeat('a', 60000000); \"$a$a\"", "TOO_LARGE"),
        ("let a = repeat('a', 60000000); $a + $a", "TOO_LARGE"),
        ("let a = repeat('a', 60000000); set a = $a + $a", "TOO_LARGE"),
    ]

    @Test(arguments: programs)
    func `a limit is an error with a code`(text: String, code: String) {
        #expect(LimitTests.code(of: text) == code)
    }

    @Test func `limits hold in tasks, where a stack is small`() async {
        for (text, code) in Self.programs.prefix(6) {
            let found = await Task.detached { LimitTests.code(of: text) }.value
            #expect(found == code, "\(text)")
        }
    }

    @Test @MainActor func `limits hold on the main thread`() {
        for (text, code) in Self.programs.prefix(6) { #expect(LimitTests.code(of: text) == code, "\(text)") }
    }

    @Test func `what fits is not refused`() throws {
        let deep = "let a = [1]; for i in 1..254 { set a = [$a] }; $a"
        #expect(LimitTests.code(of: deep) == nil)
        #expect(LimitTests.code(of: "fn f(n) { if $n < 1000 { f($n + 1) } else { $n } }; f(1)") == nil)
        #expect(LimitTests.code(of: "1..1000000 | count") == nil)
    }

    private static func code(of text: String) -> String? {
        do {
            _ = try Evaluation.value(of: text)
            return nil
        } catch {
            guard case .failure(let failure)? = error as? Stop else { return "\(error)" }
            return failure.code
        }
    }
}
