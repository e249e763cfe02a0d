import Foundation
import Testing

/// What the head of each example tells to type is taken by the script.
@Suite struct ExampleHeaderTests {
    /// The words behind the script in each line of the head that runs it.
    static func lines(of name: String) throws -> [String] {
        let text = try String(contentsOfFile: "\(ExampleTests.folder)/\(name)", encoding: .utf8)
        let head = text.components(separatedBy: "\n\n")[0].split(separator: "\n")
        let word = #/\s--?[a-z]+(\s('[^']*'|[^\s'|>-][^\s'|>]*))?/#
        return head.compactMap { line in
            guard line.hasPrefix("#   "), let file = line.firstRange(of: name) else { return nil }
            var (rest, words) = (line[file.upperBound...], "")
            while let match = rest.prefixMatch(of: word) {
                words += match.output.0
                rest = rest[match.range.upperBound...]
            }
            return words
        }
    }

    @Test(arguments: ExampleTests.names) func `the lines of the head are taken as they stand`(name: String)
        async throws
    {
        let holo = try HoloProgram()
        _ = try holo.write("profile_url\nhttps://www.linkedin.com/in/person-1\n", to: "people.csv")
        let lines = try Self.lines(of: name)
        #expect(!lines.isEmpty)
        for words in lines where !words.contains("--cast") {
            let line = "\(HoloProgram.path) --local plan \(ExampleTests.folder)/\(name)\(words)"
            let ended = try await holo.run(["-c", line], program: "/bin/sh")
            #expect(ended.status == 0, "\(words): \(ended.errors)")
        }
    }

    @Test func `the night batch is as slow as it says`() throws {
        let text = try String(contentsOfFile: "\(ExampleTests.folder)/night-batch.holo", encoding: .utf8)
        #expect(text.contains("20 a minute") && text.contains(" rate 20/m "))
        #expect(try Self.lines(of: "night-batch.holo").contains { $0.contains("--to 200") })
    }
}
