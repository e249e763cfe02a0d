import Foundation
import ParserFuzz
import Testing

/// The texts that scripts/fuzz begins with, and those that it has found.
@Suite struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../HoloFuzz/Corpus/parser").standardizedFileURL

    private static let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []

    @Test func `there are some`() { #expect(Self.names.count > 1) }

    @Test(arguments: names) func `what was found once is read and formatted`(name: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
        #expect(ParserCheck.fault(bytes) == nil)
    }
}
