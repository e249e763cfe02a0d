import Foundation
import HoloRuntime
import Testing

/// The language page of README.md is what `help language --markdown` gives. `HOLO_RECORD=1` writes it and still fails.
@Suite struct ReferenceTests {
    private static let heading = "\n## The language\n\n"

    @Test func `the language page is current`() throws {
        let path =
            "/" + URL(filePath: #filePath).pathComponents.dropFirst().dropLast(3).joined(separator: "/")
        let file = URL(filePath: "\(path)/README.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.firstRange(of: Self.heading)).upperBound
        let end = try #require(text[start...].firstRange(of: "\n## ")).lowerBound
        let current = Topic.wholeMarkdown
        guard text[start..<end] != current else { return }
        Issue.record("README.md is not what help language --markdown gives")
        guard ProcessInfo.processInfo.environment["HOLO_RECORD"] == "1" else { return }
        try Data((text[..<start] + current + text[end...]).utf8).write(to: file)
    }

    @Test func `help finds commands, functions and topics, and offers the nearest`() async throws {
        let shell = try TestShell()
        #expect(await shell.type("help fn").contains("fn NAME(a, b = value)"))
        #expect(await shell.type("help upper").hasPrefix("Makes all letters capital."))
        #expect(await shell.type("help where").hasPrefix("Keeps the rows"))
        #expect(await shell.type("help operatrs").contains("did you mean operators?\n  help operators\n"))
        #expect(
            await shell.type("help language --markdown | lines | first")
                .hasPrefix("The whole language on one page"))
        #expect(await shell.type("help while --json").contains("\"group\": \"language\""))
        #expect(await shell.type("help").contains("operators"))
        #expect(await shell.type("help commands").contains("\n  submit       Submits an action"))
        await shell.stop()
    }
}
