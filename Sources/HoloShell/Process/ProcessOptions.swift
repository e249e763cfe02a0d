import HoloRuntime
import HoloTerm

/// What the words before and after the verb set for the whole run.
struct ProcessOptions: Sendable, Equatable {
    var isLocal = false
    var profile: String?
    var apiURL: String?
    var wantsJSON = false
    var isQuiet = false
    /// `--summary`
    var wantsSummary = false
    /// `--budget`, as it was written.
    var budget: String?
    var resendsUnknown = false
    var isSafe = false
    /// `--record`, `--replay` and `--replay-speed`, as they were written.
    var record: String?
    var replay: String?
    var replaySpeed: String?
    var wishes = TerminalLook.Wishes()
    var hasNoPager = false
    var wantsHelp = false
    var wantsVersion = false

    /// One row an option; parsing and help read the same.
    struct Row: Sendable {
        let name: String
        /// In usage lines; nil when the option takes no value.
        let value: String?
        let help: String
        let set: @Sendable (inout ProcessOptions, String) -> Void
    }

    static let rows: [Row] = [
        Row(name: "local", value: nil, help: "use the Holocron on this machine: no account, no credits") {
            options, _ in
            options.isLocal = true
        },
        Row(name: "profile", value: "NAME", help: "use this profile of config.yaml") { $0.profile = $1 },
        Row(name: "api-url", value: "URL", help: "talk to this server") { $0.apiURL = $1 },
        Row(name: "json", value: nil, help: "answer in JSON") { options, _ in options.wantsJSON = true },
        Row(
            name: "budget", value: "100cr",
            help: "what everything together may cost; what goes over it is not sent"
        ) {
            $0.budget = $1
        },
        Row(name: "resend-unknown", value: nil, help: "send again what may have been paid for") {
            options, _ in
            options.resendsUnknown = true
        },
        Row(name: "safe", value: nil, help: "scripts run no other programs and write only in this folder") {
            options, _ in
            options.isSafe = true
        },
        Row(
            name: "record", value: "DIR", help: "keep what is asked and answered as a cassette in this folder"
        ) {
            $0.record = $1
        },
        Row(
            name: "replay", value: "DIR",
            help: "take all answers from the cassette in this folder: no network, no credits"
        ) {
            $0.replay = $1
        },
        Row(
            name: "replay-speed", value: "N", help: "how fast a replay waits: 1 as it was, 10, max (as it is)"
        ) {
            $0.replaySpeed = $1
        },
        Row(name: "quiet", value: nil, help: "no notes and no progress") { options, _ in
            options.isQuiet = true
        },
        Row(name: "summary", value: nil, help: "one line about a script's run, in place of notes: help cron")
        {
            options, _ in
            options.wantsSummary = true
        },
        Row(name: "no-color", value: nil, help: "no colour") { options, _ in options.wishes.noColour = true },
        Row(
            name: "plain", value: nil,
            help: "for screen readers: lines in reading order, nothing repainted; also HOLO_PLAIN=1"
        ) { options, _ in options.wishes.isPlain = true },
        Row(name: "no-pager", value: nil, help: "never show what does not fit the screen page by page") {
            options, _ in
            options.hasNoPager = true
        },
        Row(name: "help", value: nil, help: "show this") { options, _ in options.wantsHelp = true },
        Row(name: "version", value: nil, help: "show the version") { options, _ in options.wantsVersion = true
        },
    ]
}
