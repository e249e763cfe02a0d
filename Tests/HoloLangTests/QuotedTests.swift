import Testing

@testable import HoloLang

@Suite struct QuotedTests {
    @Test(
        arguments: [
            ("plain", "plain"), ("https://x.com/?a&b", "https://x.com/?a&b"), ("漢字", "漢字"), ("-x", "-x"),
            ("42", "42"),
            ("", "''"), ("a b", "'a b'"), ("a=b", "'a=b'"), ("#a", "'#a'"), ("a#b", "a#b"), ("--x", "'--x'"),
            ("...x", "'...x'"),
            ("[a]", "'[a]'"), ("a[b]", "a[b]"), ("{a}", "'{a}'"), ("$x", "'$x'"), ("a\\b", "'a\\b'"),
            ("say \"hi\"", "'say \"hi\"'"),
            ("it's", "\"it's\""), ("it's $5 \"\\\"", "\"it's \\$5 \\\"\\\\\\\"\""), ("a\nb", "\"a\\nb\""),
            ("\t\r", "\"\\t\\r\""),
            ("\u{1B}", "\"\\u{1B}\""), ("\u{202E}a", "\"\\u{202E}a\""), ("a\u{A0}b", "'a\u{A0}b'"),
            ("👨‍👩‍👧", "👨‍👩‍👧"), ("a;b", "'a;b'"),
            ("=", "'='"), ("“a”", "'“a”'"), ("O’Neil", "O’Neil"), ("a)", "'a)'"), ("x\u{301}", "x\u{301}"),
        ] as [(String, String)])
    func `the shortest form is chosen`(text: String, form: String) {
        #expect(quoted(text) == form)
    }

    @Test func `any text comes back as it was`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed)
        let alphabet: [Unicode.Scalar] = Array(
            "ab1 _-=:.@#$'\"\\(){}[]|;,\n\r\t\0\u{1B}\u{301}\u{200D}\u{FEFF}é漢😀🇩".unicodeScalars)
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                text.unicodeScalars.append(alphabet.randomElement(using: &random)!)
            }
            let form = quoted(text)
            #expect(
                argument(form).map { Array($0.utf8) } == Array(text.utf8),
                "seed \(seed): \(form.debugDescription)")
        }
    }

    /// The text of the only argument of a command.
    private func argument(_ form: String) -> String? {
        let parsed = parse(Source(name: "test", text: "x \(form)"))
        guard parsed.diagnostics.isEmpty, parsed.script.statements.count == 1,
            case .value(.pipeline(let pipeline)) = parsed.script.statements[0].kind,
            case .command(let command) = pipeline.stages[0], command.arguments.count == 1,
            case .word(let word) = command.arguments[0].kind
        else { return nil }
        return word.literal
    }
}
