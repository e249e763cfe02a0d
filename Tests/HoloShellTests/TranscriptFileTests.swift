import Testing

@testable import HoloShell

/// The text of a transcript, and what `--update` makes of it.
struct TranscriptFileTests {
    @Test func `a transcript is written as it was read`() {
        let text = "about\n\n› let a = {\n…   b: 1\n…\n… }\n› a\nout\n\nmore\n›\n"
        let transcript = Transcript(text)
        #expect(transcript.text == text)
        #expect(transcript.steps.map(\.input) == ["let a = {\n  b: 1\n\n}", "a", ""])
        #expect(transcript.steps.map(\.line) == [3, 7, 11])
        #expect(transcript.steps[1].output == "out\n\nmore\n")
    }

    @Test(arguments: [
        ("a\n", "a\n", true), ("a\n", "b\n", false), ("a\nb\n", "a\n", false),
        ("job 12\n", "job [..]\n", true),
        ("job 12 x\n", "[..]12[..]\n", true), ("x\n", "[..]\n", true), ("ab\n", "a[..]b[..]b\n", false),
        ("", "", true), ("\n", "", false), ("abab\n", "ab[..]ab\n", true), ("ab\n", "ab[..]ab\n", false),
    ]) func `an output fits what is written`(output: String, expected: String, fits: Bool) {
        #expect(Transcript.matches(output, expected) == fits)
    }

    @Test func `an update keeps what varies where it still fits`() {
        let step = Transcript.Step(
            input: "x", output: "job [..] began\nold\nin [..] s\n[..] gone\n", line: 1)
        let new = step.taking("new first\njob 7 began\nin 3 s\n› looks like input\n")
        #expect(new.output == "new first\njob [..] began\nin [..] s\n[..] looks like input\n")
        #expect(Transcript.matches("new first\njob 7 began\nin 3 s\n› looks like input\n", new.output))
    }

    @Test func `the difference shows what is around it`() {
        let lines = TranscriptDifference.lines(
            expected: "1\n2\n3\n4\nx [..]\n6\n7\n8\n9\n", got: "1\n2\n3\n4\ny\n6\n7\n8\n9\n")
        #expect(lines == ["  …", "  3", "  4", "- x [..]", "+ y", "  6", "  7", "  …"])
    }
}
