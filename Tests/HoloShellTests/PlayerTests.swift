import Foundation
import HolocronAPI
import TerminalScreen
import Testing

/// The casts that demos write, as asciinema of PyPI plays them and as the format is written down.
@Suite(.serialized) struct PlayerTests {
    /// A Python that has asciinema; scripts/test makes it.
    static let python = ProcessInfo.processInfo.environment["HOLO_TEST_PYTHON"] ?? "/usr/bin/python3"
    static let demo = "\(ExampleTests.folder)/quickstart.holo"

    static let hasPlayer: Bool = {
        guard let quiet = try? FileHandle(forUpdating: URL(filePath: "/dev/null")),
            let child = try? Child(
                [python, "-c", "import asciinema"], environment: [:],
                files: [quiet.fileDescriptor, quiet.fileDescriptor, quiet.fileDescriptor])
        else { return false }
        var status: Int32 = 0
        return waitpid(child.id, &status, 0) == child.id && status == 0
    }()

    /// The demo of the README as a cast of that version.
    static func cast(_ version: Int) async throws -> (holo: HoloProgram, file: String, cast: CastFile) {
        let holo = try HoloProgram()
        let ended = try await holo.run(
            [
                "demo", demo, "--cast", "demo.cast", "--cast-version", "\(version)", "--cols", "90", "--rows",
                "40",
            ])
        #expect(ended.status == 0, "\(ended.errors)")
        let file = holo.home + "/demo.cast"
        return (holo, file, try CastFile(String(contentsOfFile: file, encoding: .utf8)))
    }

    @Test(.enabled(if: hasPlayer, "scripts/test installs asciinema"))
    func `asciinema reads the demo of the README whole`() async throws {
        let (holo, file, cast) = try await Self.cast(2)
        let ended = try await holo.run(["-m", "asciinema", "cat", file], program: Self.python)
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(ended.output == cast.output)
        #expect(cast.screen.text.contains("Jane Doe lives in San Francisco, CA\n"))
        #expect(cast.length > 10)
    }

    @Test(.enabled(if: hasPlayer, "scripts/test installs asciinema"))
    func `asciinema plays the demo of the README to the same screen`() async throws {
        let (holo, file, cast) = try await Self.cast(2)
        let player = try PtyShell(
            ["-m", "asciinema", "play", "--speed", "1000", "--idle-time-limit", "0.01", file], holo: holo,
            columns: 90, rows: 40, program: Self.python)
        #expect(await player.exitCode() == 0)
        #expect(
            player.screen.lines.joined(separator: "\n").hasPrefix(cast.screen.lines.joined(separator: "\n")))
        #expect(player.screen.text.contains("well connected"))
    }

    /// The keys and types of <https://docs.asciinema.org/manual/asciicast/v3/>.
    @Test func `a cast of version 3 is as the format is written down`() async throws {
        let (_, file, cast) = try await Self.cast(3)
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        let header = try JSON(parsing: String(lines[0]))
        let term = try #require(header["term"])
        let keys = ["version", "term", "timestamp", "idle_time_limit", "command", "title", "env", "tags"]
        #expect(Set(header.names).isSubset(of: keys))
        #expect(Set(term.names).isSubset(of: ["cols", "rows", "type", "version", "theme"]))
        #expect(header["version"] == .integer(3) && header["title"] == .string("quickstart.holo"))
        #expect(term["cols"] == .integer(90) && term["rows"] == .integer(40))
        // Each time is the one since the event before; the codes are those that there are, and the last is the exit.
        var codes: Set<String> = []
        for line in lines.dropFirst() {
            guard case .array(let event) = try JSON(parsing: String(line)), event.count == 3,
                case .decimal(let interval) = event[0], case .string(let code) = event[1],
                case .string(let data) = event[2]
            else { throw TestError("no event: \(line)") }
            #expect((0..<5).contains(Double(interval) ?? -1), "\(line)")
            #expect(interval.split(separator: ".").last?.count == 3, "\(line)")
            #expect(["o", "m", "x"].contains(code), "\(line)")
            #expect(code != "x" || data == "0")
            codes.insert(code)
        }
        #expect(codes == ["o", "m", "x"])
        #expect(cast.events.last?.code == "x" && cast.events.count { $0.code == "x" } == 1)
        #expect(cast.marks.count == 3 && cast.marks[0] == "A paid web action runs as a job.")
    }

    @Test func `both versions have the same events at the same times`() async throws {
        let holo = try HoloProgram()
        let text = "#@ say One.\nprint 'a'\n#@ pause 2s\nprint 'b'\n#@ key\nprint 'c'\n"
        _ = try holo.write(text, to: "a.holo")
        var casts: [CastFile] = []
        for version in ["2", "3"] {
            let ended = try await holo(
                "demo", "a.holo", "--cast", "\(version).cast", "--cast-version", version)
            #expect(ended.status == 0, "\(ended.errors)")
            let cast = "\(holo.home)/\(version).cast"
            casts.append(try CastFile(String(contentsOfFile: cast, encoding: .utf8)))
        }
        let events = casts.map { $0.events.filter { $0.code != "x" } }
        #expect(events[0].map(\.code) == events[1].map(\.code))
        #expect(events[0].map(\.data) == events[1].map(\.data))
        // What is left between them is how long the statements took.
        for (two, three) in zip(events[0], events[1]) { #expect(abs(two.time - three.time) < 2) }
        #expect(casts[1].length > 5 && casts[0].exit == nil && casts[1].exit == "0")
    }
}

extension JSON {
    fileprivate var names: [String] {
        if case .object(let fields) = self { fields.map { $0.key } } else { [] }
    }
}
