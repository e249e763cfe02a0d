import Foundation
import HoloShell
import Testing

/// A program gives the same output typed line by line, from a file, from -c and from standard input.
@Suite struct SameProgramTests {
    /// The prompts of a topic that are no mistakes, as one program.
    private static func program(_ topic: String) throws -> [String] {
        try Conformance.cases(of: topic).filter { step in
            !step.output.contains("error: ") && !onlyTyped.contains(where: step.input.contains)
        }.map(\.input)
    }

    /// A line's number, a function defined anew, what the environment has, and what is only said at a prompt.
    private static let onlyTyped = ["e.line", "e | json", "again", "submit", "holo 1", "vars"]

    @Test(arguments: Conformance.topics.filter { !$0.hasSuffix("limits.holot") })
    func `the same program gives the same output`(topic: String) async throws {
        let lines = try Self.program(topic)
        #expect(lines.count >= 4)
        let typed = try await typed(lines)
        let text = lines.joined(separator: "\n") + "\n"
        let holo = try HoloProgram()
        let file = try holo.write(text, to: "program.holo")
        for words in [[file], ["-c", text], ["-"]] {
            let ended = try await holo.run(words, input: text)
            #expect(ended.status == 0, "\(words[0]): \(ended.errors)")
            #expect(ended.output == typed, "\(words[0])")
        }
    }

    /// What the lines show, each typed by itself.
    private func typed(_ lines: [String]) async throws -> String {
        let shell = try TestShell(isTerminal: false)
        for line in lines { _ = await shell.type(line) }
        await shell.stop()
        return shell.data
    }

    @Test func `parameters are given on the process line, and --help lists them`() async throws {
        let holo = try HoloProgram()
        let text = """
            param max_rows: integer = 10 # how many
            param names: list = ['none']
            param loud: bool = true
            param where_to: path # the file
            print $max_rows $where_to $loud ...
            print $names $args
            """
        let file = try holo.write(text, to: "p.holo")
        let given = try await holo.run([
            file, "--max-rows", "3", "--names", "a", "--names=b", "--no-loud", "x", "--where-to", "out", "--",
            "--y",
        ])
        #expect(given.output == "3 out false ...\n[\"a\",\"b\"] [\"x\",\"--y\"]\n", "\(given.errors)")
        let help = try await holo.run([file, "--help"])
        #expect(help.output.contains("--max-rows INTEGER") && help.output.contains("how many (default 10)"))
        #expect(help.output.contains("the file (required)"))
        let wrong = try await holo.run([file, "--max-row", "3"])
        #expect(wrong.errors.contains("did you mean --max-rows?") && wrong.status == 2)
        let missing = try await holo.run([file])
        #expect(missing.errors.contains("--where-to is missing"))
        let typed = try await holo.run([file, "--max-rows", "many", "--where-to", "x"])
        #expect(typed.errors.contains("--max-rows takes an integer, not many"))
    }

    @Test func `a circle of includes is named, and so are too many levels`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("include 'b.holo'", to: "a.holo")
        _ = try holo.write("include 'a.holo'", to: "b.holo")
        let circle = try await holo("a.holo")
        #expect(circle.errors.contains("include goes in a circle: ") && circle.status == 2)
        for level in 0..<20 { _ = try holo.write("include 'l\(level + 1).holo'", to: "l\(level).holo") }
        let deep = try await holo("l0.holo")
        #expect(deep.errors.contains("includes are nested deeper than 16"))
    }

    @Test func `an included file is in place, and its mistakes are shown in it`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write("fn double(n) { $n * 2 }\nlet seven = 7", to: "lib.holo")
        let file = try holo.write("include 'lib.holo'\nprint (double($seven))", to: "main.holo")
        #expect(try await holo(file).output == "14\n")
        _ = try holo.write("\nprnt 1", to: "lib.holo")
        #expect(try await holo(file).errors.contains("lib.holo:2:1"))
    }
}
