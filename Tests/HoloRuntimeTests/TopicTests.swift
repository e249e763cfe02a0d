import Foundation
import Testing

@testable import HoloRuntime

/// What the reference says is so.
@Suite struct TopicTests {
    @Test(arguments: Topic.all.map(\.name)) func `a topic has a sentence, a text and two examples`(
        name: String
    ) throws {
        let topic = try #require(Topic.named(name))
        #expect(topic.summary.hasSuffix("."))
        #expect(topic.examples.count >= 2)
        #expect(topic.text.split(separator: "\n").allSatisfy { $0.count <= 120 || name == "functions" })
    }

    @Test(arguments: Topic.all.flatMap(\.examples)) func `an example gives what it says`(example: String)
        throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "holo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("fn double(n) { $n * 2 }".utf8).write(to: folder.appending(path: "lib.holo"))
        let result = try #require(example.ranges(of: " # ").last)
        let value = try Evaluation.value(
            of: String(example[..<result.lowerBound]), named: folder.appending(path: "main.holo").path)
        let shown = if case .string(let text) = value { text } else { value.encoded() }
        #expect(shown == String(example[result.upperBound...]))
    }

    @Test func `names are taken once, and every function is listed`() {
        #expect(Set(Topic.all.map(\.name)).count == Topic.all.count)
        for row in FunctionRow.standard { #expect(Topic.functions.text.contains(row.name)) }
    }

    @Test func `the text is laid out in paragraphs, items and lines that stand as they are`() {
        let topic = Topic("x", "X.", examples: ["1 # 1"], text: "a\nb\n\n- c\nd\n  e\n    f")
        #expect(topic.parts == [.paragraph("a b"), .gap, .item("c d"), .lines(["e", "  f"])])
        #expect(topic.page(width: 20) == "X.\n\na b\n\n- c d\n  e\n    f\n\nexamples\n  1 # 1")
    }
}
