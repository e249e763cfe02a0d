/// What a terminal makes of sequences that not all know. Those that are known to print them are left without.
package struct TerminalFeatures: Sendable, Equatable {
    /// OSC 8: text that opens an address.
    package var links = false
    /// OSC 9;4: progress in the window's title or in the task bar.
    package var progress = false

    package init(links: Bool = false, progress: Bool = false) {
        self.links = links
        self.progress = progress
    }

    init(environment: (String) -> String?) {
        let term = environment("TERM") ?? ""
        guard Self.families.contains(where: { term == $0 || term.hasPrefix($0 + "-") }),
            environment("INSIDE_EMACS") == nil
        else { return }
        // libvte printed the address before 0.50.
        let isOldVTE = environment("VTE_VERSION").flatMap { Int($0) }.map { $0 < 5000 } ?? false
        links = environment("FORCE_HYPERLINK").map { $0 != "0" } ?? !isOldVTE
        // iTerm2 shows a notification for it before it says that it knows progress.
        progress =
            environment("TERM_PROGRAM") != "iTerm.app"
            || (environment("TERM_FEATURES") ?? "").contains("P")
    }

    /// Names of terminals, as TERM begins, that leave alone what they do not know.
    private static let families = [
        "xterm", "tmux", "screen", "foot", "alacritty", "kitty", "wezterm", "ghostty", "konsole", "vte",
        "gnome",
        "mintty", "contour", "iterm", "iterm2", "rio", "mlterm", "st", "rxvt-unicode", "ms-terminal",
    ]
}
