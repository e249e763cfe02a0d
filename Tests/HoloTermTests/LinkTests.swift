import Testing

@testable import HoloTerm

struct LinkTests {
    @Test(arguments: [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("https://example.com/é漢", "https://example.com/%C3%A9%E6%BC%A2"),
        ("https://example.com/\u{9c}\u{202e}x", "https://example.com/%C2%9C%E2%80%AEx"),
        ("https://example.com/;id=x", "https://example.com/;id=x"),
    ])
    func `addresses are links, and what is not ASCII is percent-encoded`(text: String, address: String) {
        #expect(Link(text)?.address == address)
    }

    @Test(arguments: [
        "", "http://", "https://", "ftp://example.com", "javascript:alert(1)", "file:///etc/passwd",
        "example.com",
        "see https://example.com", "https://example.com/a b", "https://example.com/\u{1b}\\x",
        "https://example.com/\u{7}", "https://example.com/\n", "https:/example.com",
    ])
    func `nothing else is one`(text: String) { #expect(Link(text) == nil) }

    @Test func `a very long address is none`() {
        #expect(Link("https://example.com/" + String(repeating: "a", count: 2063)) != nil)
        #expect(Link("https://example.com/" + String(repeating: "a", count: 2064)) == nil)
        #expect(Link("https://example.com/" + String(repeating: "é", count: 700)) == nil)
    }

    @Test func `no scalar ends the sequence`() {
        for value in 0...0x10FFFF as ClosedRange<UInt32> {
            guard let scalar = Unicode.Scalar(value),
                let link = Link("https://example.com/\(Character(scalar))")
            else { continue }
            if !link.address.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) { Issue.record("U+\(value)") }
        }
    }
}

struct TerminalFeaturesTests {
    @Test(arguments: [
        (["TERM": "xterm-256color"], true, true), (["TERM": "tmux-256color"], true, true),
        (["TERM": "linux"], false, false),
        (["TERM": "vt100"], false, false), (["TERM": "dumb"], false, false), ([:], false, false),
        (["TERM": "xterm", "VTE_VERSION": "4602"], false, true),
        (["TERM": "xterm", "VTE_VERSION": "7600"], true, true),
        (["TERM": "xterm", "FORCE_HYPERLINK": "0"], false, true),
        (["TERM": "xterm", "INSIDE_EMACS": "29"], false, false),
        (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], true, false),
        (
            [
                "TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app",
                "TERM_FEATURES": "T3LrMSc7UUw9Ts3BFGsSyHNoSxFP",
            ], true, true
        ),
        (["TERM": "stterm"], false, false), (["TERM": "st-256color"], true, true),
    ])
    func `only terminals that do not choke get them`(
        environment: [String: String], links: Bool, progress: Bool
    ) {
        #expect(TerminalFeatures { environment[$0] } == TerminalFeatures(links: links, progress: progress))
    }
}

struct PagerChoiceTests {
    private func command(
        _ environment: [String: String], _ setting: String? = nil, has: Set<String> = ["less"]
    )
        -> String?
    {
        Pager.chosen(setting: setting, hidden: ["SECRET"], environment: environment) { has.contains($0) }?
            .command
    }

    @Test func `the first that says something is asked`() {
        #expect(command([:]) == "less")
        #expect(command([:], has: ["more"]) == "more")
        #expect(command([:], has: []) == nil)
        #expect(command(["PAGER": "most -s"]) == "most -s")
        #expect(command(["PAGER": "most"], "bat") == "bat")
        #expect(command(["PAGER": "most", "HOLO_PAGER": "moar"], "bat") == "moar")
        #expect(command([:], "off") == nil)
        #expect(command(["HOLO_PAGER": ""], "bat") == nil)
        #expect(command(["HOLO_PAGER": "off", "PAGER": "less"]) == nil)
    }

    @Test func `it sees the environment but no key`() {
        let pager = Pager.chosen(setting: nil, hidden: ["SECRET"], environment: ["SECRET": "s", "A": "b"]) {
            _ in true
        }
        #expect(pager?.environment == ["A=b", "LESS=FRX", "LV=-c"])
        let own = Pager.chosen(setting: nil, hidden: [], environment: ["LESS": "S"]) { _ in true }
        #expect(own?.environment == ["LESS=S", "LV=-c"])
    }
}
