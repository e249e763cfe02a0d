import Foundation
import HoloRuntime
import HoloShell
import Testing

/// The transcripts in `Transcripts/language` say what the language is; they leave nothing out.
@Suite struct ConformanceTests {
    @Test func `there are enough cases`() throws {
        let count = try Conformance.topics.reduce(0) { try $0 + Conformance.cases(of: $1).count }
        #expect(Conformance.topics.count >= 19)
        #expect(count >= 900)
    }

    @Test(
        arguments: CommandTable.standardRows.filter { [.data, .text, .functions].contains($0.group) }
            .map(\.name))
    func `a command or function of data and text is shown at work`(name: String) throws {
        let steps = try Conformance.topics.flatMap { try Conformance.cases(of: $0) }
        let uses = steps.filter { step in
            step.input.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == name }
        }
        #expect(uses.contains { !$0.output.hasPrefix("error: ") })
    }

    @Test(arguments: MessageLiteral.all.map(\.text)) func `a message is shown by a transcript`(text: String)
        throws
    {
        let literal = try #require(MessageLiteral.all.first { $0.text == text })
        let isShown = Self.messages.contains { literal.fits($0) }
        if let reason = MessageLiteral.shownElsewhere[text] {
            #expect(!isShown, "a transcript shows it now; it needs no exception: \(reason)")
        } else {
            #expect(isShown, "\(literal.file): no transcript has this message")
        }
    }

    @Test func `every exception is a message`() {
        let texts = Set(MessageLiteral.all.map(\.text))
        #expect(texts.count > 120)
        for text in MessageLiteral.shownElsewhere.keys { #expect(texts.contains(text), "\(text)") }
    }

    /// What stands behind `error: ` in all transcripts.
    static let messages: [String] = {
        let transcripts = TranscriptTests.names.compactMap { try? Conformance.transcript($0) }
        let lines = transcripts.flatMap(\.steps).flatMap { $0.output.split(separator: "\n") }
        return lines.filter { $0.hasPrefix("error: ") }.map { String($0.dropFirst(7)) }
    }()
}
