import Foundation
import HolocronService
import TerminalScreen
import Testing

/// The scripts of scripts/examples do what they say on the local Holocron, each in a home and a folder of its own.
@Suite struct ExampleTests {
    static let folder: String = {
        let root = URL(filePath: #filePath).pathComponents.dropLast(3).joined(separator: "/").dropFirst()
        return "\(root)/scripts/examples"
    }()

    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return all.filter { $0.hasSuffix(".holo") }.sorted()
    }()

    /// What each is there for, and what it costs on the local Holocron.
    static let costs = [
        "connect-then-run.holo": 5, "contract-test.holo": 5, "enrich-csv.holo": 6, "fan-out.holo": 5,
        "job-digest.holo": 3,
        "night-batch.holo": 12, "price-watch.holo": 1, "product-report.holo": 6, "quickstart.holo": 4,
        "review-summary.holo": 2,
    ]

    @Test func `every example has its price here`() {
        #expect(Set(Self.names) == Set(Self.costs.keys))
    }

    @Test(arguments: names) func `an example has no mistake, is in the one style and says how it is run`(
        name: String
    ) async throws {
        let holo = try HoloProgram()
        let file = "\(Self.folder)/\(name)"
        let check = try await holo("--local", "check", file)
        #expect(check.status == 0, "\(check.errors)")
        let style = try await holo("fmt", "--check", file)
        #expect(style.status == 0, "\(style.errors)")
        let head = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n\n")[0]
        #expect(head.hasPrefix("#!/usr/bin/env holo\n# "))
        #expect(head.contains("scripts/examples/\(name)"))
    }

    @Test(arguments: names) func `every parameter of an example has a help text`(name: String) throws {
        let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
        for line in text.split(separator: "\n") where line.hasPrefix("param ") {
            #expect(line.contains(" # "), "\(line)")
        }
        #expect(name == "quickstart.holo" || text.contains("\nparam "))
    }

    @Test(arguments: names) func `an example runs and costs what it should`(name: String) async throws {
        let holo = try HoloProgram()
        let ended = try await holo("--local", "\(Self.folder)/\(name)")
        #expect(ended.status == 0, "\(ended.errors)")
        let balance = LocalHolocron.balance(dataFile: holo.home + "/local.sqlite")
        #expect(balance == 500 - (Self.costs[name] ?? 0))
    }

    @Test(arguments: names) func `an example is planned without a submit`(name: String) async throws {
        let holo = try HoloProgram()
        let ended = try await holo("--local", "plan", "\(Self.folder)/\(name)")
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(ended.output.contains("at least"))
        #expect((LocalHolocron.balance(dataFile: holo.home + "/local.sqlite") ?? 500) == 500)
    }

    @Test(arguments: names) func `the tests of an example hold`(name: String) async throws {
        let holo = try HoloProgram()
        let ended = try await holo("--local", "test", "\(Self.folder)/\(name)")
        #expect(ended.status == 0, "\(ended.errors)\(ended.output)")
        #expect((ended.errors + ended.output).contains("✓ "))
        #expect((ended.errors + ended.output).contains(", 0 failed"))
    }

    @Test(arguments: names) func `an example is a demo`(name: String) async throws {
        let holo = try HoloProgram()
        let file = "\(Self.folder)/\(name)"
        let ended = try await holo("demo", "--speed", "max", file, "--cast", "a.cast")
        #expect(ended.status == 0, "\(ended.errors)")
        let cast = try CastFile(String(contentsOfFile: holo.home + "/a.cast", encoding: .utf8))
        #expect(cast.exit == "0")
        #expect(cast.screen.text.contains("local "))
        // It ran on a Holocron of its own.
        #expect(!FileManager.default.fileExists(atPath: holo.home + "/local.sqlite"))
        #expect(!FileManager.default.fileExists(atPath: holo.home + "/journal.sqlite"))
    }

    @Test(arguments: names) func `an example is replayed twice with the same bytes, and no request leaves`(
        name: String
    ) async throws {
        let holo = try HoloProgram()
        let (file, tapes) = ("\(Self.folder)/\(name)", holo.home + "/tapes")
        let live = try await TracedRun(["--local", "--record", tapes, file])
        #expect(live.ended.status == 0, "\(live.ended.errors)")
        // The count can fail.
        #expect(live.sockets > 0)
        try await Self.expectSame(["--replay", tapes, file], output: live.ended.output)
    }

    /// The tests ask for more than the script does, so their cassette is one of its own.
    @Test(arguments: names) func `the tests of an example hold twice on a cassette, and so does its demo`(
        name: String
    ) async throws {
        let holo = try HoloProgram()
        let (file, tapes) = ("\(Self.folder)/\(name)", holo.home + "/tapes")
        let live = try await TracedRun(["test", "--tap", "--record", tapes, file])
        #expect(live.ended.status == 0, "\(live.ended.errors)")
        #expect(live.sockets > 0)
        #expect(live.ended.output.contains("\nok 1 ") && !live.ended.output.contains("not ok"))
        try await Self.expectSame(["test", "--tap", "--replay", tapes, file], output: live.ended.output)
        let script = try await Self.expectSame(["--replay", tapes, file])
        #expect(!script.errors.contains("was not recorded"))
        try await Self.expectSame(["demo", "--speed", "max", "--replay", tapes, file])
    }

    /// Runs it twice, each time in a home and a folder of its own: it ends well, and shows and writes the same.
    /// - Parameter output: what it is to show; nil for whatever it does the first time.
    @discardableResult
    static func expectSame(_ words: [String], output: String? = nil) async throws -> HoloProgram.Ended {
        let first = try await TracedRun(words)
        let second = try await TracedRun(words)
        for run in [first, second] {
            #expect(run.ended.status == 0, "\(words)\n\(run.ended.errors)\(run.ended.output)")
            #expect(run.sockets == 0, "\(words)\n\(run.trace)")
            #expect(!run.files.keys.contains { $0.contains("sqlite") })
        }
        #expect(first.ended.output == second.ended.output)
        if let output { #expect(first.ended.output.withoutIDs == output.withoutIDs) }
        #expect(first.files == second.files)
        return first.ended
    }

    @Test func `the price watch tells by its exit code`() async throws {
        let holo = try HoloProgram()
        let file = "\(Self.folder)/price-watch.holo"
        #expect(try await holo("--local", file, "--target", "100").status == 0)
        let low = try await holo("--local", file, "--target", "300")
        #expect(low.status == 10)
        #expect(low.errors.contains("is at 271.99 USD"))
        let log = try String(contentsOfFile: holo.home + "/prices.csv", encoding: .utf8)
        _ = try holo.write(log.replacing("271.99", with: "280.00"), to: "prices.csv")
        let cheaper = try await holo("--local", file, "--target", "100")
        #expect(cheaper.status == 11, "\(cheaper.errors)")
        #expect(cheaper.errors.contains("fell from 280.00 to 271.99 USD"))
    }

    @Test func `the enriched file is that of a person's own list, within the budget`() async throws {
        let holo = try HoloProgram()
        _ = try holo.write(
            "who,profile_url\nA,https://www.linkedin.com/in/example\nB,https://www.linkedin.com/in/person-8\n",
            to: "mine.csv")
        let file = "\(Self.folder)/enrich-csv.holo"
        let ended = try await holo("--local", file, "--people", "mine.csv", "--output", "out.csv")
        #expect(ended.output == "2 of 2 profiles found, in out.csv\n")
        let table = try String(contentsOfFile: holo.home + "/out.csv", encoding: .utf8)
        #expect(table.hasPrefix("who,profile_url,headline,location,connections,error\n"))
        #expect(table.contains("A,https://www.linkedin.com/in/example,Software Engineer at Acme Corp,"))
        let poor = try await holo("--local", file, "--people", "mine.csv", "--most", "2cr")
        #expect(poor.status == 8, "\(poor.errors)")
    }

    @Test func `the night batch goes on after its budget ran out, and pays for none twice`() async throws {
        let holo = try HoloProgram()
        let file = "\(Self.folder)/night-batch.holo"
        let first = try await holo("--local", "--budget", "6cr", file)
        #expect(first.status == 8, "\(first.errors)")
        let again = try await holo("--local", "--budget", "20cr", "resume")
        #expect(again.status == 0, "\(again.errors)")
        let lines = try String(contentsOfFile: holo.home + "/profiles.ndjson", encoding: .utf8)
            .split(separator: "\n")
        #expect(lines.count == 6)
        #expect(Set(lines).count == 6)
        #expect(LocalHolocron.balance(dataFile: holo.home + "/local.sqlite") == 488)
    }

    @Test func `the next digest leaves out what was in the last`() async throws {
        let holo = try HoloProgram()
        let file = "\(Self.folder)/job-digest.holo"
        #expect(try await holo("--local", file).output == "digest.md: 6 new jobs from 3 boards\n")
        #expect(try await holo("--local", file).output == "digest.md: 0 new jobs from 3 boards\n")
    }
}

extension String {
    /// Jobs of a cassette are numbered.
    fileprivate var withoutIDs: String { replacing(#/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/#, with: "ID") }
}
