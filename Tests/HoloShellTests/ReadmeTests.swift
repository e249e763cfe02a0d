import Foundation
import HoloLang
import HoloRuntime
import Testing

@testable import HoloShell

/// README.md shows what the program does.
@Suite struct ReadmeTests {
    static let text: String = {
        let root = URL(filePath: #filePath).pathComponents.dropLast(3).joined(separator: "/").dropFirst()
        return (try? String(contentsOfFile: "\(root)/README.md", encoding: .utf8)) ?? ""
    }()

    /// The fenced text behind a heading.
    static func block(_ heading: String) -> String {
        let section = text.components(separatedBy: "\n## \(heading)\n").last ?? ""
        let parts = section.components(separatedBy: "```")
        return parts.count > 1 ? parts[1].trimmingCharacters(in: .newlines) : ""
    }

    @Test func `the session goes as it is shown`() async throws {
        let lines = Self.block("A session").split(separator: "\n").dropFirst(2)
        let text = lines.map { $0.replacing(#/^local \d+cr › /#, with: "› ") }.joined(separator: "\n")
        let steps = Transcript(text).steps
        #expect(steps.count == 7)
        let shell = try TestShell()
        for step in steps.dropLast() {
            let input = step.input.replacing("found.json", with: "\(shell.home)/found.json")
            let output = await shell.type(input).replacing("\(shell.home)/", with: "")
            #expect(Self.masked(output) == Self.masked(step.output))
        }
        await shell.stop()
    }

    private static func masked(_ output: String) -> String {
        output.replacing(#/[0-9a-f]{8}/#, with: "ID").replacing(#/in [0-9.]+ m?s/#, with: "in TIME")
    }

    @Test func `the script is a program without mistakes`() {
        let parsed = parse(Source(name: "README.md", text: Self.block("A script")))
        #expect(parsed.diagnostics.map(\.message) == [])
        #expect(parsed.script.statements.count == 13)
    }

    @Test func `every exit code and every file that is named is there`() {
        for name in Self.text.matches(of: #/`(Sources/[A-Za-z/+.]+)`/#).map(\.1) {
            let root = URL(filePath: #filePath).pathComponents.dropLast(3).joined(separator: "/").dropFirst()
            #expect(FileManager.default.fileExists(atPath: "\(root)/\(name)"), "\(name)")
        }
        for code in [0, 1, 2, 4, 5, 6, 7, 8, 9, 130] { #expect(Self.text.contains("\n| \(code) |")) }
    }
}
