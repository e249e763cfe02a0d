import HoloTerm

/// Something that is typed, and the line that stands there then.
struct Typing {
    let name: String
    /// Plain text; what disturbs comes after it.
    let first: String
    /// Keys.
    let then: [String]
    /// The text in the end, its cursor at the mark.
    let line: String
    /// What is shown in colours in the end, by their SGR number.
    var looks: [Int: String] = [:]
    /// What stands dimly behind the cursor before the keys.
    var ghost: String?

    static let mark: Character = "▮"
}

/// What of a session the lines are about.
struct Setting {
    let letters: String
    /// Text with the letters in it that stands before, and brings what is typed to the edge of the screen.
    let lead: String
    /// A file whose name is its folder's beginning, `data-` and the letters.
    let folder: String
    /// A job that has ended.
    let job: String

    /// Lines that were typed before.
    static func history(_ letters: String) -> [String] {
        ["print 'ghost \(letters) tail words'", "for x in [1] {\nprint '\(letters) loop'\n}"]
    }
}

extension Typing {
    /// The behaviours of a line, each once.
    static func all(_ setting: Setting) -> [Typing] {
        completions(setting) + suggestions(setting.letters) + colours(setting) + edits(setting)
    }

    private static func completions(_ setting: Setting) -> [Typing] {
        [
            ("a command", "subm", "submit "), ("an option", "jobs --li", "jobs --limit "),
            ("an action", "submit LI_PR", "submit li_profile_scrape "),
            ("an action by its parts", "describe prof", "describe li_profile_scrape "),
            ("a parameter", "run li_profile_scrape pro", "run li_profile_scrape profile_url="),
            (
                "a value", "run am_search_products query=x sort=rat",
                "run am_search_products query=x sort=rating "
            ),
            (
                "a file", "read \(setting.folder)/da",
                "read \(setting.folder)/data-\(setting.letters).csv "
            ),
            ("a variable", "print $prof", "print $profile"),
            ("a job", "job \(setting.job.prefix(5))", "job \(setting.job) "),
            ("a profile", "use wo", "use work "),
            ("a path in a result", "print $kept.result.headl", "print $kept.result.headline"),
        ].map { name, typed, line in
            Typing(
                name: name, first: setting.lead + typed, then: ["\t"], line: setting.lead + line + "▮")
        }
    }

    private static func suggestions(_ letters: String) -> [Typing] {
        let (line, loop) = (Setting.history(letters)[0], Setting.history(letters)[1])
        let typed = line.prefix("print 'ghost ".count + 1)
        let ghost = String(line.dropFirst(typed.count))
        return [
            Typing(
                name: "→ takes what is suggested", first: String(typed), then: [Key.right], line: line + "▮",
                ghost: ghost),
            Typing(
                name: "Alt-→ takes a word of it", first: "print 'gh", then: [Key.altRight],
                line: "print 'ghost▮", ghost: "ost \(letters) tail words'"),
            Typing(name: "↑ brings a statement back whole", first: "for x", then: [Key.up], line: loop + "▮"),
            Typing(
                name: "Ctrl-R finds a line", first: "ghost ",
                then: [Key.controlR] + "\(letters) tail".map(String.init) + [Key.enter],
                line: line + "▮"),
        ]
    }

    private static func colours(_ setting: Setting) -> [Typing] {
        let typed = "let n = 5; print $n $nope; submit hn_stories limt=2; submit hn_storys x=1; sbmit"
        let string = setting.lead.drop { $0 != "'" }.prefix { $0 != ";" }
        return [
            Typing(
                name: "every part has its colour", first: setting.lead + typed, then: [" ", "x"],
                line: setting.lead + typed + " x▮",
                looks: [31: "$nopelimt=hn_storyssbmit", 32: string + "hn_stories"])
        ]
    }

    private static func edits(_ setting: Setting) -> [Typing] {
        let (lead, letters) = (setting.lead, setting.letters)
        return [
            Typing(
                name: "a statement goes on in the next row", first: lead + "for x in [1] {",
                then: [Key.enter, "print '\(letters)'", Key.enter, "}"],
                line: lead + "for x in [1] {\nprint '\(letters)'\n}▮"),
            Typing(
                name: "a paste is one edit that runs nothing", first: lead,
                then: [Key.paste("print 1\r\nprint '\(letters)'\n"), "x", Key.left],
                line: lead + "print 1\nprint '\(letters)'\n▮x"),
            Typing(
                name: "a line is changed in its middle", first: lead + "print 'ab\(letters)cd'",
                then: Array(repeating: Key.left, count: 3) + [Key.backspace, "x\(letters)"],
                line: lead + "print 'ab\(letters.dropLast())x\(letters)▮cd'"),
            Typing(
                name: "a line is changed at its beginning", first: lead + "print 'x'",
                then: [Key.home, "print '\(letters)'; "], line: "print '\(letters)'; ▮\(lead)print 'x'"),
            Typing(
                name: "a word is cut and brought back", first: lead + "print \(letters)",
                then: ["\u{17}", "y ", "\u{19}"], line: lead + "print y \(letters)▮"),
            Typing(
                name: "a change is taken back", first: lead + "print \(letters)", then: ["\u{17}", "\u{1f}"],
                line: lead + "print \(letters)▮"),
        ]
    }
}
