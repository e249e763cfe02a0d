import Foundation
import HoloTerm
import TerminalScreen
import Testing

/// Somebody at a local session of the real program, who types lines while something disturbs, and never runs them.
final class Typist {
    /// What a disturbance came to.
    struct Hits {
        var rows = 0
        /// Lines that were half typed when a job's end was told above them.
        var jobs = 0
        /// Changes of the window while keys were typed.
        var windows = 0
    }

    let shell: PtyShell
    let home: String
    private(set) var hits = Hits()
    private(set) var job = ""
    private let columns: Int
    private let disturbance: Disturbance
    private var prompt = ""
    private var runs = 0
    private var submitted = 0

    private static let widths = [57, 100, 33, 41, 80, 30]
    private let ended = #/✓ [0-9a-f]{8} li_profile_scrape completed in [0-9.]+ s · 2 cr/#

    init(columns: Int, _ disturbance: Disturbance) async throws {
        let holo = try HoloProgram()
        (home, self.columns, self.disturbance) = (holo.home, columns, disturbance)
        _ = try holo.write("profiles: {work: {api_url: 'https://a.example'}}\n", to: "config.yaml")
        shell = try PtyShell(
            ["--local"], holo: holo, columns: columns, rows: 40, reflows: disturbance != .windowCuts)
        await shell.expect("local")
        shell.type(
            "run li_profile_scrape profile_url=https://www.linkedin.com/in/example | get name" + Key.enter)
        await shell.expect("✓ ")
        job = shell.screen.text.firstMatch(of: /✓ ([0-9a-f]{8})/).map { String($0.1) } ?? ""
        submitted = 1
        await run("let kept = $last; let profile = 1")
    }

    func setting(_ letters: String, isWrapped: Bool) async throws -> Setting {
        let folder = "\(home)/\(letters.unicodeScalars.first?.value ?? 0)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = FileManager.default.createFile(
            atPath: "\(folder)/data-\(letters).csv", contents: Data("a\n1\n".utf8))
        for line in Setting.history(letters) { await run(line) }
        let short = "print '\(letters)'; "
        let room = columns - 6 - displayWidth(prompt + short)
        let filler = String(repeating: "-", count: (room % columns + columns) % columns)
        return Setting(
            letters: letters, lead: isWrapped ? "print '\(letters)\(filler)'; " : short, folder: folder,
            job: job)
    }

    /// Runs a line, calmly: what is typed before its prompt would wait for an Enter of its own.
    private func run(_ line: String) async {
        shell.type("\u{c}")
        await expectPrompt("a clear screen") { $0 == 1 }
        shell.type(line.replacing("\n", with: Key.enter) + Key.enter)
        await expectPrompt("the prompt behind \(line)") { $0 > 1 }
        runs += 1
        shell.type("print 'ran \(runs)'" + Key.enter)
        await shell.expect("\nran \(runs)\n")
        shell.type("\u{c}")
        await expectPrompt("a prompt with nothing behind it") { _ in true }
        let row = shell.screen.lines.last ?? ""
        prompt = String(row[...(row.lastIndex(of: "›") ?? row.startIndex)]) + " "
    }

    private func expectPrompt(_ what: String, rows isRight: @escaping (Int) -> Bool) async {
        await shell.expect(what) { screen in
            screen.row == screen.lines.count - 1 && isRight(screen.lines.count)
                && screen.lines.last?.contains(/^local.* ›( +[0-9]+ running)?$/) == true
        }
    }

    /// Jobs that end half a second apart, more or less.
    private func submitJobs() async {
        let seconds = [1, 1, 2, 2, 3, 3, 4, 4]
        submitted += seconds.count
        await run(
            "let all = for i in \(seconds) { submit li_profile_scrape profile_url=\"https://www.linkedin.com/in/slow-$i\" --fresh }"
        )
    }

    private var runningJobs: Int { submitted - shell.ended }

    /// Types it on an empty screen, and looks whether the screen holds it and nothing else.
    func type(_ typing: Typing) async {
        // What follows a screen that is wrong is wrong too.
        guard !shell.hasFailed else { return }
        if disturbance == .jobsEnd, runningJobs == 0 { await submitJobs() }
        shell.type("\u{c}")
        await expect("\(typing.name): cleared", "▮")
        hits.rows += 1
        switch disturbance {
        case .calm, .jobsEnd: await typeInHalves(typing)
        case .windowReflows, .windowCuts: await typeInChangingWindow(typing)
        }
        // The lines about jobs have colours of their own; those of the line are looked at where none comes.
        await expect(typing.name, typing.line, looks: disturbance == .jobsEnd ? [:] : typing.looks)
        shell.type(Key.controlC)
        await shell.expect("\(typing.name): given up") { $0.lines(withoutBehindCursor: 2).last == self.bare }
    }
    private var bare: String { Laid.withoutBlankEnd(prompt) }

    private func typeInHalves(_ typing: Typing) async {
        shell.type(typing.first)
        await expect("\(typing.name): half", typing.first + "▮", ghost: typing.ghost)
        if disturbance == .jobsEnd { await waitForJob(typing) }
        shell.type(typing.then.joined())
    }

    private func waitForJob(_ typing: Typing) async {
        let running = runningJobs
        let end = ContinuousClock.now + .seconds(10)
        while runningJobs == running, running > 0, .now < end { await shell.pass(.milliseconds(5)) }
        if runningJobs < running { hits.jobs += 1 }
        await expect("\(typing.name): half, a job told", typing.first + "▮", ghost: typing.ghost)
    }

    /// Text and keys go out in three parts each, a tenth of a second apart, and the window changes in between.
    private func typeInChangingWindow(_ typing: Typing) async {
        await typeInParts(typing.first.map(String.init))
        await typeInParts(typing.then)
        shell.resize(columns: columns)
    }

    private func typeInParts(_ keys: [String]) async {
        let parts = min(3, keys.count)
        for part in 0..<parts {
            shell.type(keys[(keys.count * part / parts)..<(keys.count * (part + 1) / parts)].joined())
            await shell.pass(.milliseconds(50))
            shell.resize(columns: Self.widths[hits.windows % Self.widths.count])
            hits.windows += 1
            await shell.pass(.milliseconds(50))
        }
    }

    /// Presses Tab twice behind a text: it stands there, then what is listed, then once more the text.
    func list(_ line: String, _ fits: ([String]) -> Bool) async {
        guard !shell.hasFailed else { return }
        shell.type("\u{c}" + line + "\t\t")
        let laid = Laid(prompt, line + "▮", columns: columns)
        await shell.expect("a list for \(line)") { screen in
            let rows = screen.lines(withoutBehindCursor: 2)
            let count = laid.rows.count
            return rows.count > 2 * count && Array(rows.prefix(count)) == laid.rows
                && Array(rows.suffix(count)) == laid.rows && screen.column == laid.cursor.column
                && fits(Array(rows.dropFirst(count).dropLast(count)))
        }
        shell.type(Key.controlC)
    }

    /// Waits for a screen that holds lines about jobs, below them this text behind the prompt, and nothing else.
    private func expect(_ what: String, _ line: String, ghost: String? = nil, looks: [Int: String] = [:])
        async
    {
        let laid = Laid(prompt, line, columns: columns)
        await shell.expect("\(what)\n\(laid.rows.joined(separator: "\n"))") { screen in
            var rows = screen.lines(withoutBehindCursor: 2)
            let head = rows.prefix(max(0, rows.count - laid.rows.count))
            rows.removeFirst(head.count)
            // What runs is told at the right, where there is room.
            rows[0] = Laid.withoutBlankEnd(rows[0].replacing(#/ +[0-9]+ running$/#, with: ""))
            let isLaid =
                rows == laid.rows && screen.row == head.count + laid.cursor.row
                && screen.column == laid.cursor.column
            return isLaid && (head.isEmpty || head.joined().replacing(self.ended, with: "").isEmpty)
                && looks.allSatisfy { screen.text(with: $0) == $1 }
                && ghost.map { screen.text(with: 2).hasSuffix($0) || self.isCut($0, screen) } ?? true
        }
    }

    /// A suggestion ends with its row.
    private func isCut(_ ghost: String, _ screen: Screen) -> Bool {
        let dim = screen.text(with: 2)
        return dim.hasSuffix("…") && (1...ghost.count).contains { dim.dropLast().hasSuffix(ghost.prefix($0)) }
    }
}
