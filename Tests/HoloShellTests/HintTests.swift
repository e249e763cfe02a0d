import Foundation
import HoloLang
import HoloRuntime
import Testing

@testable import HoloShell

/// What an error says to type next can be typed: a line that begins with a command is one that checks.
@Suite struct HintTests {
    /// The literals that stand as a next step in the sources, computed parts as `\()`.
    static let literals: [String] = {
        let root = URL(filePath: #filePath).pathComponents.dropLast(3).joined(separator: "/").dropFirst()
        let folders = ["HoloLang", "HolocronClient", "HolocronJobs", "HoloRuntime", "HoloShell", "holo"]
        return folders.flatMap { folder -> [String] in
            let path = "\(root)/Sources/\(folder)"
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
            return names.filter { $0.hasSuffix(".swift") }.sorted().flatMap { name in
                found(in: (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? "")
            }
        }
    }()

    /// Behind `next:` and `hint:`, and in the bodies of what gives a next step.
    private static func found(in source: String) -> [String] {
        var texts: [String] = []
        for match in source.matches(of: /(?:next|hint):\s*(?:hint \?\? |near \?\? |meant \?\? )?"/) {
            texts.append(MessageLiteral.literal(in: source[match.range.upperBound...]))
        }
        for match in source.matches(of: /(?:var next: String|func next\()/) {
            let body = source[match.range.upperBound...].prefix { $0 != "}" }
            for text in body.matches(of: /:\s*"/) {
                texts.append(MessageLiteral.literal(in: body[text.range.upperBound...]))
            }
        }
        return texts
    }

    /// What stands for the computed part of a line with this command.
    static let samples = [
        "await": "7c3f1a2b", "job": "7c3f1a2b", "resume": "7c3f1a2b", "connect": "linkedin", "help": "submit",
        "describe": "hn_stories", "tour": "12", "login": "default", "jobs": "json",
    ]

    static let lines: [String] = literals.flatMap { $0.split(separator: "\n") }.map { line in
        let command = String(line.prefix { $0 != " " })
        return String(line).replacing("\\()", with: samples[command] ?? "name")
    }

    @Test func `there are next steps of all kinds`() {
        #expect(Self.lines.count > 120)
        for line in ["login", "jobs", "doctor", "connect linkedin", "await 7c3f1a2b", "use local"] {
            #expect(Self.lines.contains(line), "\(line)")
        }
    }

    @Test func `a next step that begins with a command is a line that checks`() async throws {
        let shell = try TestShell()
        let names = Set(CommandTable.shellRows.map(\.name))
        for line in Set(Self.lines) where names.contains(String(line.prefix { $0 != " " })) {
            let problem = await shell.check(line)
            #expect(problem == nil, "\(line): \(problem ?? "")")
        }
        await shell.stop()
    }

    @Test func `no next step asks for something without saying what`() {
        for line in Self.lines { #expect(!line.hasPrefix("type ") && !line.hasPrefix("check "), "\(line)") }
    }

    @Test(arguments: [
        ("submit li_profile_scrape profil_url=x", "submit li_profile_scrape profile_url=x"),
        ("describe li_profil_scrape", "describe li_profile_scrape"),
        ("sumbit hn_stories", "submit hn_stories"),
        ("jobs --limt 5", "jobs --limit 5"), ("let name = 1; print $nam", "let name = 1; print $name"),
        ("use locl", "use local"), ("help operatrs", "help operators"),
        ("connect linkdin", "connect linkedin"),
        ("print (uper('a'))", "print (upper('a'))"),
        ("[{title: 1}] | where titel == 1", "[{title: 1}] | where title == 1"),
        ("let r = {name: 1}; print $r.nme", "let r = {name: 1}; print $r.name"),
        ("run am_search_products query=a sort=ratng", "run am_search_products query=a sort=rating"),
    ]) func `a wrong name is answered with the line that was meant`(typed: String, meant: String) async throws
    {
        let shell = try TestShell()
        let output = await shell.type(typed)
        #expect(output.contains("did you mean "), "\(output)")
        #expect(output.hasSuffix("\n  \(meant)\n"), "\(output)")
        await shell.stop()
    }

    @Test(arguments: [
        ("await 7c3f1a2b", "holo --local await 7c3f1a2b"), ("use local", "holo --local"),
        ("!ls -l 'a b'", "ls -l 'a b'"), ("try again", "try again"),
        ("jobs | as json", "holo --local -c 'jobs | as json'"),
        ("describe hn_stories", "holo --local describe hn_stories"),
        (
            "run web_page url=https://a.example/?b=1",
            "holo --local -c 'run web_page url=https://a.example/?b=1'"
        ),
        ("holo", "holo --local"), ("holo --record tapes q.holo", "holo --local --record tapes q.holo"),
        ("holo --api-url https://a.example login", "holo --api-url https://a.example login"),
    ]) func `outside of a prompt the line is one for the person's own shell`(line: String, shown: String) {
        var options = ProcessOptions()
        options.isLocal = true
        let table = CommandTable(CommandTable.shellRows)
        #expect(PasteForm(options, table).text(line) == shown)
        // At a prompt only what names the program is for the person's own shell.
        #expect(
            PasteForm(options, table, hasPrompt: true).text(line) == (line.hasPrefix("holo") ? shown : line))
    }
}
