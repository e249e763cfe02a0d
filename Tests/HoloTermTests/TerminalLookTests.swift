import Glibc
import Testing

@testable import HoloTerm

struct TerminalLookTests {
    private func look(
        _ environment: [String: String], isTerminal: Bool = true, _ wishes: TerminalLook.Wishes = .init()
    ) -> TerminalLook {
        TerminalLook(isTerminal: isTerminal, wishes) { environment[$0] }
    }

    @Test(arguments: [
        (true, false, ["TERM": "xterm"], true), (false, false, ["TERM": "xterm"], false),
        (true, true, ["TERM": "xterm"], false), (true, false, ["TERM": "dumb"], false),
        (true, false, [:], false),
        (true, false, ["TERM": "xterm", "NO_COLOR": "1"], false),
        (true, false, ["TERM": "xterm", "NO_COLOR": "0"], false),
        (true, false, ["TERM": "xterm", "NO_COLOR": ""], true),
        (true, false, ["TERM": "xterm", "CLICOLOR": "0"], false),
        (true, false, ["TERM": "xterm", "CLICOLOR": "1"], true),
        (true, false, ["TERM": "xterm", "HOLO_PLAIN": "1"], false),
    ])
    func `colour is for terminals that want it`(
        isTerminal: Bool, flag: Bool, environment: [String: String], allowed: Bool
    ) {
        #expect(look(environment, isTerminal: isTerminal, .init(noColour: flag)).colour == allowed)
    }

    @Test(arguments: [
        ([:], false), (["HOLO_PLAIN": "1"], true), (["HOLO_PLAIN": "0"], false), (["HOLO_PLAIN": ""], false),
    ])
    func `plain is wished by a variable too`(environment: [String: String], isPlain: Bool) {
        let look = look(environment.merging(["TERM": "xterm"]) { $1 })
        #expect(look.isPlain == isPlain)
        #expect(look.takesEscapes == !isPlain)
        #expect(self.look(["TERM": "xterm"], .init(isPlain: true)).isPlain)
    }

    @Test(arguments: [
        ([:], false), (["LANG": "C.UTF-8"], true), (["LANG": "en_US.utf8"], true), (["LANG": "POSIX"], false),
        (["LC_ALL": "C", "LANG": "C.UTF-8"], false), (["LC_ALL": "", "LC_CTYPE": "de_DE.UTF-8@euro"], true),
        (["LC_CTYPE": "de_DE.ISO-8859-1", "LANG": "C.UTF-8"], false), (["LC_ALL": "UTF-8"], true),
    ])
    func `the locale says whether more than ASCII can be shown`(
        environment: [String: String], isUTF8: Bool
    ) {
        #expect(look(environment).isUTF8 == isUTF8)
    }

    @Test func `marks have stand-ins as wide as they are and letters are escaped`() {
        let marks = "✓✗×›‹·•…⏎─│┌┐█→⠋␛"
        #expect(plainASCII(marks).utf8.allSatisfy { $0 < 0x80 })
        #expect(plainASCII(marks).count == displayWidth(marks))
        #expect(plainMarks("✓ é · 漢") == "+ é - 漢")
        #expect(plainASCII("a é 漢\n") == "a \\u{e9} \\u{6f22}\n")
        #expect(plainASCII("plain\u{1b}[0m") == "plain\u{1b}[0m")
    }
}
