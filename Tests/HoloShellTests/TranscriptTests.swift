import Foundation
import HoloShell
import Testing

/// Sessions kept as text, each on a local Holocron of its own. `HOLO_RECORD=1` writes what came into the files and
/// still fails.
@Suite struct TranscriptTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")

    static let names: [String] = {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasSuffix(".holot") }.sorted()
    }()

    /// `shapes-40.holot` is a session on a terminal of 40 columns.
    static func columns(of name: String) -> Int {
        name.dropLast(".holot".count).split(separator: "-").last.flatMap { Int($0) } ?? 80
    }

    @Test func `there are transcripts`() { #expect(Self.names.count >= 5) }

    @Test(arguments: Self.names) func `the session goes as written`(name: String) async throws {
        let file = Self.folder.appending(path: name)
        var transcript = Transcript(try String(contentsOf: file, encoding: .utf8))
        let shell = try TestShell(columns: Self.columns(of: name))
        let records = ProcessInfo.processInfo.environment["HOLO_RECORD"] == "1"
        for index in transcript.steps.indices {
            let step = transcript.steps[index]
            let output = await shell.type(step.input)
            guard !Transcript.matches(output, step.output) else { continue }
            Issue.record("› \(step.input)\nexpected:\n\(step.output)\ngot:\n\(output)")
            transcript.steps[index].output = output
        }
        await shell.stop()
        if records { try transcript.text.write(to: file, atomically: true, encoding: .utf8) }
    }
}
