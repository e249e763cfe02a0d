import Foundation
import Glibc
import TerminalScreen
import Testing

/// A way out of the program, from the person's own shell and back to it.
struct WayOut: Sendable, CustomTestStringConvertible {
    enum Step: Sendable {
        /// Waits until this is on the screen.
        case see(String)
        /// Waits until this is the last row.
        case seeLast(String)
        case type(String)
        /// To whoever has the terminal.
        case send(Int32)
        /// `stty -a` is as before in the shell while the program is stopped.
        case isAsBefore
        /// Until what is typed next is not taken for typed ahead.
        case rest
    }

    let name: String
    /// The program's words.
    var words = "--local"
    var environment: [String: String] = [:]
    let steps: [Step]

    init(_ name: String, _ words: String = "--local", _ environment: [String: String] = [:], _ steps: Step...)
    {
        (self.name, self.words, self.environment, self.steps) = (name, words, environment, steps)
    }

    var testDescription: String { name }
}

extension WayOut {
    static let slow = "run li_profile_scrape profile_url=https://www.linkedin.com/in/slow-20\r"
    private static let long = "1..1000 | map {n: it}\r"
    private static let half = Step.type("print 'half")
    private static let prompt = Step.see("local 500cr ›")

    static let ofPrompt = [
        WayOut("exit", "--local", [:], prompt, .type("exit\r")),
        WayOut("exit 12", "--local", [:], prompt, .type("exit 12\r")),
        WayOut("Ctrl-D", "--local", [:], prompt, .type(Key.controlD)),
        WayOut(
            "Ctrl-C and exit", "--local", [:], prompt, half, .type(Key.controlC), .see("half^C"),
            .type("exit\r")),
        WayOut(
            "SIGTERM while half a line is typed", "--local", [:], prompt, half, .see("half"), .send(SIGTERM)),
        WayOut(
            "SIGHUP while half a line is typed", "--local", [:], prompt, half, .see("half"), .send(SIGHUP)),
        WayOut(
            "SIGSEGV while half a line is typed", "--local", [:], prompt, half, .see("half"), .send(SIGSEGV)),
        WayOut(
            "SIGABRT while half a line is typed", "--local", [:], prompt, half, .see("half"), .send(SIGABRT)),
        WayOut(
            "SIGQUIT while half a line is typed", "--local", [:], prompt, half, .see("half"), .send(SIGQUIT)),
        WayOut(
            "SIGTERM in a search", "--local", [:], prompt, .type("print 1\r"), .see("\n1\n"),
            .type(Key.controlR + "pri"), .see("print 1"), .send(SIGTERM)),
        WayOut(
            "Ctrl-Z, fg and exit", "--local", [:], prompt, half, .see("half"), .type(Key.controlZ),
            .see("Stopped"),
            .isAsBefore, .type("fg\r"), .see("half"), .type(Key.controlC), .type("exit\r")),
        WayOut(
            "Ctrl-Z, fg and SIGTERM", "--local", [:], prompt, half, .see("half"), .type(Key.controlZ),
            .see("Stopped"), .isAsBefore, .type("fg\r"), .see("half"), .send(SIGTERM)),
    ]

    static let ofCommands = [
        WayOut(
            "SIGTERM while a job is waited for", "--local", [:], prompt, .type(slow), .see("s · "),
            .send(SIGTERM)),
        WayOut(
            "SIGHUP while a job is waited for", "--local", [:], prompt, .type(slow), .see("s · "),
            .send(SIGHUP)),
        WayOut(
            "Ctrl-C while a job is waited for, and exit", "--local", [:], prompt, .type(slow), .see("s · "),
            .type(Key.controlC), .see("stopped waiting"), .seeLast("local 498cr ›"), .type("exit\r")),
        WayOut(
            "Ctrl-Z while a job is waited for, fg, Ctrl-C and exit", "--local", [:], prompt, .type(slow),
            .see("s · "), .type(Key.controlZ), .see("Stopped"), .isAsBefore, .type("fg\r"), .see("s · "),
            .type(Key.controlC), .see("stopped waiting"), .seeLast("local 498cr ›"), .type("exit\r")),
        WayOut(
            "a program that leaves the terminal raw and is killed", "--local", [:], prompt,
            .type("!sh -c 'stty raw -echo < /dev/tty; kill -9 $$'\r"), .see("\nerror: "),
            .seeLast("local 500cr ›"),
            .type("exit\r")),
        WayOut("a script that fails", "-c \"fail 'no'\"", [:], .see("error: no")),
        WayOut("a script that is wrong", "-c 'print ('", [:], .see("error: ")),
        WayOut(
            "a script and Ctrl-C", "-c 'print 1; wait 1h'", [:], .see("waiting 1h"), .type(Key.controlC),
            .see("stopped")),
        WayOut("a script and SIGTERM", "-c 'print 1; wait 1h'", [:], .see("waiting 1h"), .send(SIGTERM)),
    ]

    static let ofOtherPrograms = [
        WayOut(
            "the pager and q", "--local", ["HOLO_PAGER": "less"], prompt, .type(long), .see("\n:"),
            .type("q"),
            .seeLast("local 500cr ›"), .type("exit\r")),
        WayOut(
            "Ctrl-C in the pager, and q", "--local", ["HOLO_PAGER": "less"], prompt, .type(long), .see("\n:"),
            .type(Key.controlC), .rest, .type("q"), .seeLast("local 500cr ›"), .type("exit\r")),
        WayOut(
            "a pager that is killed", "--local",
            ["HOLO_PAGER": "stty raw -echo < /dev/tty; echo paged; kill -9 $$"], prompt, .type(long),
            .see("paged"), .seeLast("local 500cr ›"), .type("exit\r")),
        WayOut(
            "SIGTERM in the pager", "--local", ["HOLO_PAGER": "less"], prompt, .type(long), .see("\n:"),
            .send(SIGTERM)),
        WayOut(
            "an editor that leaves the terminal raw", "--local",
            ["EDITOR": "sh -c 'stty raw -echo < /dev/tty; exit 3'"], prompt, .type("print 'a1'\r"),
            .see("\na1\n"),
            .type("edit\r"), .see("ended with 3"), .seeLast("local 500cr ›"), .type("exit\r")),
    ]

    static let ofQuestions = [
        WayOut("login and Ctrl-C", "--profile default login", [:], .see("API key for "), .type(Key.controlC)),
        WayOut("login and Ctrl-D", "--profile default login", [:], .see("API key for "), .type(Key.controlD)),
        WayOut("login and SIGTERM", "--profile default login", [:], .see("API key for "), .send(SIGTERM)),
        WayOut(
            "login in the shell and Ctrl-C", "--profile default", [:], .see("live default ›"),
            .type("login\r"),
            .see("API key for "), .type(Key.controlC), .see("stopped"), .seeLast("live default ›"),
            .type("exit\r")),
        WayOut(
            "the tour and Ctrl-C twice", "--local tour", [:], .see("1/12 "), .see("local 500cr ›"),
            .type(Key.controlC), .see("Ctrl-C again leaves the tour"), .type(Key.controlC),
            .see("you left the tour"),
            .type("exit\r")),
        WayOut("a demo and Ctrl-C", "demo slow.holo", [:], .see("› p"), .type(Key.controlC)),
        WayOut("a demo and q", "demo key.holo", [:], .see("'one'\none"), .rest, .type("q")),
        WayOut("a demo and SIGTERM", "demo slow.holo", [:], .see("› p"), .send(SIGTERM)),
        WayOut(
            "a demo, Ctrl-Z, fg and Ctrl-C", "demo slow.holo", [:], .see("› p"), .type(Key.controlZ),
            .see("Stopped"),
            .isAsBefore, .type("fg\r"), .see("› pr"), .type(Key.controlC)),
    ]

    static let all = ofPrompt + ofCommands + ofOtherPrograms + ofQuestions
}

/// `stty -a` says the same after every way out as before it.
///
/// The shell that asks is dash, which leaves the terminal as a program left it. It has to be there all the time: the
/// system itself resets a terminal whose first program ends.
@Suite struct LeavingTests {
    @Test(arguments: WayOut.all) func `the terminal is as before`(way: WayOut) async throws {
        let holo = try HoloProgram()
        _ = try holo.write("#@ type 300ms\nprint 'one'\n", to: "slow.holo")
        _ = try holo.write("print 'one'\n#@ key\nprint 'two'\n", to: "key.holo")
        let shell = try PtyShell(
            ["-i"], holo: holo, columns: 100, program: "/bin/sh",
            with: ["PS1": "sh> ", "HOLO": HoloProgram.path, "SWIFT_BACKTRACE": "enable=no"].merging(
                way.environment
            ) { $1 })
        await shell.expect(last: "sh>")
        shell.type("cd \(holo.home); clear\r")
        let before = try await stty(shell, holo)
        shell.type("clear; $HOLO \(way.words)\r")
        for step in way.steps {
            switch step {
            case .see(let text): await shell.expect(text)
            case .seeLast(let row): await shell.expect(last: row)
            case .type(let keys): shell.type(keys)
            case .send(let signal): shell.signalForeground(signal)
            case .rest: await shell.pass(.milliseconds(400))
            case .isAsBefore: #expect(try await stty(shell, holo) == before)
            }
        }
        await shell.expect("the shell again") { _ in shell.hasTerminal }
        // less that is ended together with holo takes its row away after the shell has written there.
        if way.name != "SIGTERM in the pager" { await shell.expect(last: "sh>") }
        #expect(try await stty(shell, holo) == before)
        #expect(shell.screen.privateModes == [25])
        #expect([nil, "0"].contains(shell.screen.progress))
    }

    private func stty(_ shell: PtyShell, _ holo: HoloProgram) async throws -> String {
        shell.type("\rclear; stty -a > state; echo asked\r")
        await shell.expect("asked") { $0.lines == ["asked", "sh>"] }
        return try String(contentsOfFile: "\(holo.home)/state", encoding: .utf8)
    }
}
