import Foundation
import HoloRuntime
import HoloTerm
import HolocronAPI
import TestFolders
import Testing

@testable import HoloShell

/// Completion neither spends nor asks nor breaks, whatever the text, the server's words and the cursor are.
@Suite struct CompletionSafetyTests {
    private static let scripts: [String] = {
        let examples = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../scripts/examples/quickstart.holo").standardizedFileURL
        let inputs = Conformance.topics.flatMap { (try? Conformance.cases(of: $0)) ?? [] }.map(\.input)
        let some = inputs.enumerated().filter { $0.offset % 6 == 0 && $0.element.utf8.count < 300 }
        let odd = [
            "\u{FEFF}submit a", "print \"é ${漢", "a 'x\u{0}", "a\u{2028}b | ", "👩‍👩‍👧 ", "\r\n|\r\n", "$é",
        ]
        return ((try? [String(contentsOf: examples, encoding: .utf8)]) ?? []) + some.map(\.element) + odd
    }()

    @Test func `every place of every script has a valid answer`() async throws {
        let shell = try TestShell()
        let faults = await shell.assisting { assistant -> [String] in
            Self.scripts.flatMap { text in
                (0...text.utf8.count + 1).compactMap { cursor in
                    Self.fault(text, cursor, assistant.completions(text, cursor: cursor))
                }
            }
        }
        #expect(Self.scripts.count > 100)
        #expect(faults == [])
    }

    /// What is wrong with an answer: what it replaces has to be whole characters that end at the cursor.
    private static func fault(_ text: String, _ cursor: Int, _ found: Completions) -> String? {
        let bytes = Array(text.utf8)
        guard found.start >= 0, found.start <= min(cursor, bytes.count) else {
            return "\(text) at \(cursor): \(found.start)"
        }
        let startsCharacter = found.start == bytes.count || bytes[found.start] & 0xC0 != 0x80
        let isEmpty = found.candidates.allSatisfy(\.text.isEmpty)
        guard startsCharacter,
            found.candidates.isEmpty || !isEmpty
        else {
            return "\(text) at \(cursor)"
        }
        return nil
    }

    @Test func `colours are in order, apart, and within the text`() async throws {
        let shell = try TestShell()
        let faults = await shell.assisting { assistant -> [String] in
            Self.scripts.flatMap { text in
                stride(from: 0, through: text.utf8.count, by: 3).compactMap { count -> String? in
                    guard let part = String(text.utf8.prefix(count)) else { return nil }
                    let spans = assistant.spans(part)
                    let isOrdered = zip(spans, spans.dropFirst()).allSatisfy {
                        $0.range.upperBound <= $1.range.lowerBound
                    }
                    return isOrdered && spans.allSatisfy { $0.range.upperBound <= count } ? nil : part
                }
            }
        }
        #expect(faults == [])
    }

    private static let hostile = [
        Action(
            id: "evil_\u{1b}]0;x\u{7}", site: "s", name: "n",
            description: "red \u{1b}[31m\nsecond line \u{202E}txt",
            mode: .async, authentication: .none, credits: 1,
            parameters: [ActionParameter(name: "p\u{1b}[2J")]),
        Action(
            id: "evil_$(reboot)", site: "s", name: "n", description: "\u{9b}31m bell\u{7}", mode: .async,
            authentication: .none, credits: nil,
            parameters: [
                ActionParameter(
                    name: "good", description: "\u{1b}[31mred", choices: [.string("a b"), .string("x;y\n")])
            ]),
        Action(
            id: "evil; exit", site: "s", name: "n", description: "\u{2066}", mode: .async,
            authentication: .none,
            credits: nil, parameters: []),
    ]

    @Test(arguments: [80, 30, 20]) func `a server's words are escaped in the list and quoted in the line`(
        width: Int
    )
        async throws
    {
        let shell = try TestShell(actions: Self.hostile)
        for line in [
            "submit evil|", "submit 'evil|", "submit 'evil_$(reboot)' |", "submit 'evil_$(reboot)' good=|",
        ] {
            let found = await shell.completions(line)
            for row in found.listing(width: width, rows: 20) {
                #expect(!row.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(row)")
                #expect(
                    !row.unicodeScalars.contains {
                        (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
                    })
                #expect(displayWidth(row) <= width)
            }
        }
        let texts = await shell.completions("submit evil|").candidates.map(\.text)
        #expect(Set(texts) == ["'evil; exit' ", "'evil_$(reboot)' ", "\"evil_\\u{1B}]0;x\\u{7}\" "])
        // A name that would need quotes cannot be a parameter of the language.
        let parameters = await shell.completions("submit \"evil_\\u{1B}]0;x\\u{7}\" |").candidates.map(\.text)
        #expect(!parameters.contains { $0.hasPrefix("p") })
        let choices = await shell.completions("submit 'evil_$(reboot)' good=|").candidates.map(\.text)
        #expect(choices.prefix(2) == ["'a b' ", "\"x;y\\n\" "])
    }

    @Test func `nothing is started, asked or run for it`() async throws {
        let folder = TestFolder.make()
        let shell = try TestShell(
            profile: "work",
            config: """
                profiles:
                  work:
                    api_url: http://127.0.0.1:9
                    key_command: touch '\(folder)/ran'; echo ak-key

                """)
        for line in [
            "submit li|", "submit li_profile_scrape |", "await |", "resume |", "print $last.|", "use |",
            "describe |",
        ] {
            _ = await shell.completions(line)
            _ = await shell.assisting { assistant in
                (assistant.spans(line).count, assistant.suggestion(for: String(line.dropLast())))
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: shell.home) == ["config.yaml"])
        let local = try TestShell()
        #expect(await local.completions("submit li_profile_s|").insertion == "li_profile_scrape ")
        // Neither the service nor the journal is there.
        #expect(try FileManager.default.contentsOfDirectory(atPath: local.home) == [])
    }
}
