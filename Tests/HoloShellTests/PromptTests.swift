import Foundation
import TerminalScreen
import Testing

/// What stands before the line.
@Suite(.serialized) struct PromptTests {
    @Test func `real credits are told in a word`() async throws {
        let shell = try PtyShell(["--profile", "default"], holo: try HoloProgram())
        await shell.expect(last: "live default ›")
        #expect(shell.screen.text(with: 7) == "live")
        let plain = try PtyShell(
            ["--profile", "default", "--no-color"], holo: try HoloProgram(), columns: 30)
        await plain.expect(last: "live default ›")
        #expect(plain.screen.text(with: 7) == "")
        let loopback = try PtyShell(
            ["--profile", "default", "--api-url", "http://127.0.0.1:1"], holo: try HoloProgram())
        await loopback.expect(last: "default ›")
    }

    @Test func `it is what config.yaml says, and short on a narrow terminal`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            "prompt: '[{place} has {credits}] '\nright_prompt: '{server} {jobs}'\nprofiles:\n  a-very-long-name-for-a-profile:\n    api_url: https://example.org\n",
            to: "config.yaml")
        let shell = try PtyShell(["--local"], holo: holo)
        await shell.expect(last: "[local has 500cr]")
        shell.type("use a-very-long-name-for-a-profile\r")
        await shell.expect("[live a-very-long-name-fo… has ] ")
        await shell.expect("  example.org")
        shell.resize(columns: 30)
        await shell.expect(last: "[live a-very-lo… has ]")
    }

    @Test(arguments: [
        ("prompt: '{plac} › '\n", "line 1: a prompt has no field {plac}"),
        ("notify_after: soon\n", "line 1: notify_after is a time such as 30s, or never, not soon"),
        ("promt: x\n", "line 1: there is no setting promt"),
        (
            "profiles:\n  \"a\\e[31mb\":\n    api_url: https://example.org\n",
            "a profile cannot be called a␛[31mb"
        ),
    ]) func `a mistake in config.yaml is told by its line`(text: String, message: String) async throws {
        let holo = try HoloProgram()
        _ = try holo.write(text, to: "config.yaml")
        let ended = try await holo("-c", "print 1")
        #expect(ended.status == 2 && ended.errors.contains(message))
        #expect(!ended.errors.contains("\u{1b}"))
    }
}
