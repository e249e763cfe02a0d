import EvaluatorFuzz
import Foundation
import Testing

/// The programs that scripts/fuzz begins with, and those that it has found.
@Suite(.serialized) struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../HoloFuzz/Corpus/evaluator").standardizedFileURL

    private static let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []

    @Test func `there are some`() { #expect(Self.names.count > 1) }

    @Test(arguments: names) func `what was found once ends when it is told to`(name: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
        #expect(EvaluatorCheck.fault(bytes) == nil)
    }
}
