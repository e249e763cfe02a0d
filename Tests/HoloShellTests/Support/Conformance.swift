import Foundation
import HoloShell

/// The transcripts that say what the language is.
enum Conformance {
    static let topics: [String] = TranscriptTests.names.filter { $0.hasPrefix("language/") }

    static func transcript(_ name: String) throws -> Transcript {
        try Transcript(
            String(contentsOf: TranscriptTests.folder.appending(path: name), encoding: .utf8))
    }

    /// The prompts that are more than a comment, with what came.
    static func cases(of name: String) throws -> [Transcript.Step] {
        try transcript(name).steps.filter { !$0.input.hasPrefix("#") }
    }
}
