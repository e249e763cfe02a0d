import Foundation
import Testing

/// Files as a pipe, a resumed run and a small machine see them.
@Suite struct DataProcessTests {
    @Test func `what comes in on standard input is read, in the format that is said`() async throws {
        let holo = try HoloProgram()
        let ended = try await holo("-c", "read - --as csv | as ndjson", input: "a;b\n1;\n2;x\n")
        #expect(ended.output == "{\"a\":1,\"b\":null}\n{\"a\":2,\"b\":\"x\"}\n")
        let broken = try await holo("-c", "read - --as json", input: "[1")
        #expect(broken.errors.contains("standard input is not JSON: a comma or ] is missing, in line 1"))
        let unnamed = try await holo("-c", "read -", input: "[1]")
        #expect(unnamed.errors.contains("read does not know the format of -"))
    }

    @Test func `a resumed run appends nothing twice, and what is new`() async throws {
        let holo = try HoloProgram()
        let script = """
            {note: 'begun'} | append log.ndjson
            for n in [1, 2, 3] key $n {
                run li_profile_scrape profile_url="https://www.linkedin.com/in/person-$n"
                {n: $n} | append rows.csv
                {same: true} | append log.ndjson
            }

            """
        let file = try holo.write(script + "fail 'cut short'\n", to: "batch.holo")
        let first = try await holo("--local", file)
        #expect(first.status == 3)
        #expect(try text("rows.csv", holo) == "n\n1\n2\n3\n")
        _ = try holo.write(script.replacing("[1, 2, 3]", with: "[4, 3, 2, 1]"), to: "batch.holo")
        let second = try await holo("--local", "resume")
        #expect(second.status == 0, "\(second.errors)")
        #expect(try text("rows.csv", holo) == "n\n1\n2\n3\n4\n")
        #expect(try text("log.ndjson", holo).split(separator: "\n").count == 5)
        #expect(try FileManager.default.contentsOfDirectory(atPath: holo.home + "/appends") == [])
    }

    @Test func `a row that was cut while it was written is written whole`() async throws {
        let holo = try HoloProgram()
        let script = """
            run li_profile_scrape profile_url=https://www.linkedin.com/in/person-1
            {a: 'first'} | append rows.ndjson
            {a: 'second'} | append rows.ndjson

            """
        let file = try holo.write(script + "fail 'cut short'\n", to: "batch.holo")
        _ = try await holo("--local", file)
        let whole = try text("rows.ndjson", holo)
        _ = try holo.write(String(whole.dropLast(5)), to: "rows.ndjson")
        _ = try holo.write(script, to: "batch.holo")
        _ = try await holo("--local", "resume")
        #expect(try text("rows.ndjson", holo) == whole)
    }

    @Test func `a second run appends again`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write("{a: 1} | append rows.csv\n", to: "once.holo")
        for _ in 0..<2 { _ = try await holo(file) }
        #expect(try text("rows.csv", holo) == "a\n1\n1\n")
    }

    @Test func `a saved file keeps its mode, and a link stays a link`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write("old", to: "real.json")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        try FileManager.default.createSymbolicLink(
            atPath: holo.home + "/link.json", withDestinationPath: "real.json")
        let ended = try await holo("-c", "[1] | save link.json; [2] | save /dev/stdout --as ndjson")
        #expect(ended.output == "2\n")
        #expect(try text("real.json", holo) == "[\n  1\n]\n")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o640)
        let names = try FileManager.default.contentsOfDirectory(atPath: holo.home)
        #expect(!names.contains { $0.hasSuffix(".tmp") })
    }

    @Test func `jq that is not installed is named`() async throws {
        let holo = try HoloProgram()
        let ended = try await holo("-c", "1 | jq '.'", with: ["PATH": "/nonexistent"])
        #expect(ended.errors.contains("jq is not installed"))
        #expect(ended.errors.contains("apt install jq"))
        #expect(ended.status == 2)
    }

    private func text(_ name: String, _ holo: HoloProgram) throws -> String {
        try String(contentsOfFile: "\(holo.home)/\(name)", encoding: .utf8)
    }
}
