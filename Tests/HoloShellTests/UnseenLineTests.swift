import Foundation
import TerminalScreen
import Testing

@testable import HoloShell

/// An Enter that nobody pressed by itself, at a prompt that could be seen, pays for nothing.
@Suite(.serialized) struct UnseenLineTests {
    struct Place: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var words: [String] = []
        var environment: [String: String] = [:]
        var mark = "›"
    }

    static let places = [
        Place(testDescription: "the editor"),
        Place(testDescription: "--plain", words: ["--plain"], mark: ">"),
        Place(testDescription: "TERM=dumb", environment: ["TERM": "dumb"]),
    ]
    private static let five = (1...5).map { "submit hn_stories limit=\($0)" }
    private static let loop = "for n in [1, 2] {\n  submit hn_stories limit=$n\n}"

    private func shell(_ place: Place) async throws -> PtyShell {
        var holo = try HoloProgram()
        holo.environment.merge(place.environment) { $1 }
        let shell = try PtyShell(["--local"] + place.words, holo: holo, rows: 60)
        await shell.expect("local 500cr \(place.mark)")
        return shell
    }

    private func expectHeld(_ shell: PtyShell) async {
        await shell.expect("not run yet: a paste, or typed too early. Enter runs it, Ctrl-C drops it")
        await shell.pass(.milliseconds(500))
        #expect(!shell.screen.text.contains("job "), "\(shell.screen.text)")
    }

    @Test(arguments: places, [five, five.map { $0 + " " } + [""], [loop], ["print 'a'"] + five])
    func `lines that a terminal does not mark as pasted wait for Enter, which runs them once`(
        place: Place, lines: [String]
    ) async throws {
        let shell = try await shell(place)
        shell.type(lines.joined(separator: "\n") + "\n")
        await expectHeld(shell)
        shell.type(Key.enter)
        let count = lines == [Self.loop] ? 2 : 5
        await shell.pass(.seconds(1))
        shell.type("print ((jobs) | count)\r")
        await shell.expect("\n\(count)\n")
    }

    @Test(arguments: places) func `what waits is thrown away by Ctrl-C`(place: Place) async throws {
        let shell = try await shell(place)
        shell.type(Self.five.joined(separator: "\n"))
        await expectHeld(shell)
        shell.type(Key.controlC)
        await shell.pass(.milliseconds(300))
        shell.type("print ((jobs) | count)\r")
        await shell.expect("\n0\n")
    }

    @Test(arguments: places) func `a line typed ahead runs where it only looks, and waits where it pays`(
        place: Place
    ) async throws {
        let shell = try await shell(place)
        shell.type("wait 1s\r")
        await shell.pass(.milliseconds(300))
        shell.type("print (upper('ab'))\r")
        await shell.expect("\nAB\n")
        await shell.pass(.milliseconds(200))
        shell.type("wait 1s\r")
        await shell.pass(.milliseconds(300))
        shell.type(Self.five[0] + "\r\r\r")
        await expectHeld(shell)
        shell.type(Key.enter)
        await shell.expect("one job") { $0.lines.count { $0.hasPrefix("job ") } == 1 }
    }

    @Test(arguments: [
        ("jobs | take 2", true), ("print 'submit' # run x", true), ("upper('a')", true), ("pring 1", true),
        ("exit", true), ("await $last", true), ("submit hn_stories", false),
        ("let x = run hn_stories", false),
        ("if true { submit hn_stories }", false), ("print (run hn_stories)", false),
        ("jobs | save x.json", false),
        ("!ls", false), ("include 'a.holo'", false), ("logout", false), ("resume", false),
        ("fn f() { 1 }; f()", true),
        ("mine()", false), ("demo x.holo", false),
    ])
    func `what may run unseen`(line: String, expected: Bool) async throws {
        let shell = try TestShell()
        _ = await shell.type("fn mine() { submit hn_stories }")
        let unseen = UnseenLines(vocabulary: Vocabulary(session: shell.session))
        #expect(unseen.mayRun(line) == expected)
    }
}
