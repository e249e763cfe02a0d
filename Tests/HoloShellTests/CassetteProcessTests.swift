import Foundation
import HolocronService
import Testing

/// `--record` and `--replay` over the built program.
@Suite struct CassetteProcessTests {
    static let batch = """
        let people = for n in 1..8 parallel 4 {
          run li_profile_scrape profile_url="https://www.linkedin.com/in/person-$n"
        }
        $people | select name, connections | as ndjson
        print (jobs | count)
        print (await (submit li_profile_scrape profile_url=https://www.linkedin.com/in/slow-1)).name
        let j = submit li_profile_scrape profile_url=https://www.linkedin.com/in/person-9
        print $j.id $j.submitted

        """

    @Test func `a batch is replayed twice with the same bytes, and no socket is opened`() async throws {
        let holo = try HoloProgram()
        let file = try holo.write(Self.batch, to: "batch.holo")
        let live = try await holo("--local", "--record", "tapes", file)
        #expect(live.status == 0, "\(live.errors)")
        let other = try HoloProgram()
        var outputs: Set<String> = []
        for _ in 0..<2 {
            let trace = other.home + "/trace-\(outputs.count)"
            let isTraced = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")
            let words = [HoloProgram.path, "--replay", holo.home + "/tapes", file]
            let ended =
                isTraced
                ? try await other.run(
                    ["-f", "-qq", "-o", trace, "-e", "trace=socket,connect"] + words,
                    program: "/usr/bin/strace")
                : try await other.run(Array(words.dropFirst()))
            #expect(ended.status == 0, "\(ended.errors)")
            outputs.insert(ended.output)
            if isTraced {
                #expect(try String(contentsOfFile: trace, encoding: .utf8).contains("socket") == false)
            }
        }
        #expect(outputs.count == 1)
        let people = live.output.split(separator: "\n").prefix(8)
        #expect(outputs.first?.split(separator: "\n").prefix(8) == people)
        let names = try FileManager.default.contentsOfDirectory(atPath: other.home)
        #expect(!names.contains { $0.contains("sqlite") || $0 == "appends" }, "\(names)")
    }

    @Test func `recording it again gives the same file but for times`() async throws {
        var texts: Set<String> = []
        for _ in 0..<2 {
            let holo = try HoloProgram()
            _ = try holo.write(Self.batch, to: "batch.holo")
            _ = try await holo("--local", "--record", "tapes", "batch.holo")
            let text = try String(contentsOfFile: holo.home + "/tapes/batch.cassette", encoding: .utf8)
            let timeless = text.replacing(#/recorded: .*/#, with: "").replacing(
                #/ in \d+ ms( x\d+)?/#, with: ""
            )
            .replacing(#/"execution_ms": \d+/#, with: "")
            texts.insert(
                timeless.replacing(
                    #/> GET [^\n]*jobs[^\n]*\n< 200\n\{\n  "status": "processing"\n\}\n\n/#, with: ""))
        }
        #expect(texts.count == 1)
    }

    @Test func `a replay ends as the recording did`() async throws {
        let holo = try HoloProgram()
        let scripts = [
            "failed": "run li_profile_scrape profile_url=https://www.linkedin.com/in/broken-1\n",
            "unknown": "submit li_profile_scrap profile_url=x\n",
        ]
        for (name, script) in scripts {
            let file = try holo.write(script, to: "\(name).holo")
            let live = try await holo("--local", "--record", "tapes", file)
            let replayed = try await holo("--replay", "tapes", file)
            #expect(
                live.status == replayed.status && live.status != 0,
                "\(name): \(live.errors)\(replayed.errors)")
            #expect(live.errors.split(separator: "\n").count == replayed.errors.split(separator: "\n").count)
        }
    }

    @Test func `a request that was not recorded ends with 7 and says what to type`() async throws {
        let holo = try HoloProgram()
        let text = "run li_profile_scrape profile_url=https://www.linkedin.com/in/person-1 | get name\n"
        let file = try holo.write(text, to: "one.holo")
        _ = try await holo("--local", "--record", "tapes", "one.holo")
        _ = try holo.write(text.replacing("person-1", with: "person-2"), to: "one.holo")
        let ended = try await holo("--replay", "tapes", "one.holo")
        #expect(ended.status == 7)
        #expect(ended.errors.contains("/in/person-2\"}} was not recorded in tapes/one.cassette\n"))
        #expect(ended.errors.contains("the nearest there is POST /v1/holocron/task"))
        #expect(ended.errors.contains("record it again: holo --record tapes one.holo"))
        let caught = try await holo("--replay", "tapes", "--json", file)
        #expect(caught.errors.contains("\"code\":\"NOT_RECORDED\""))
    }

    @Test func `a recording that is killed is replayed up to there`() async throws {
        let holo = try HoloProgram()
        let text = """
            print (run li_profile_scrape profile_url=https://www.linkedin.com/in/person-1).name
            !kill -9 $PPID
            """
        _ = try holo.write(text.replacing("$PPID", with: "${(!sh -c 'echo $PPID')}"), to: "cut.holo")
        let live = try await holo("--local", "--record", "tapes", "cut.holo")
        _ = try holo.write(
            "print (run li_profile_scrape profile_url=https://www.linkedin.com/in/person-1).name\n",
            to: "cut.holo")
        let ended = try await holo("--replay", "tapes", "cut.holo")
        #expect(ended.status == 0, "\(live.status) \(live.errors) \(ended.errors)")
        #expect(!ended.output.isEmpty)
    }

    @Test func `waits are left out, or kept when that is asked for`() async throws {
        let holo = try HoloProgram()
        let text = "print (\(TestCommandTests.submit)).name\n"
        _ = try holo.write(text, to: "w.holo")
        _ = try await holo("--local", "--record", "tapes", "w.holo")
        _ = try holo.write("wait 3h\n" + text, to: "w.holo")
        #expect(try await holo("--replay", "tapes", "w.holo").status == 0)
        _ = try holo.write("wait 400ms\n" + text, to: "w.holo")
        let kept = try await ContinuousClock().measure {
            _ = try await holo("--replay", "tapes", "--replay-speed", "1", "w.holo")
        }
        #expect(kept >= .milliseconds(400))
    }

    @Test(arguments: [
        (["--record", "a", "--replay", "b"], "error: --record and --replay are not used at the same time\n"),
        (
            ["--replay", "a", "--replay-speed", "fast"],
            "error: --replay-speed takes max or a number such as 1 or 10, not fast\n"
        ),
        (
            ["--replay", "nowhere"],
            "error: there is no cassette nowhere/session.cassette\n  record it: holo --record nowhere -c '…'\n"
        ),
        (
            ["--replay", "other.cassette"],
            "error: other.cassette is not a cassette: its first line is not “holo cassette 1”\n"
        ),
        (["--record", "/proc/x"], "error: /proc/x/session.cassette cannot be written: "),
    ]) func `a wrong cassette is told before anything runs`(words: [String], message: String) async throws {
        let holo = try HoloProgram()
        _ = try holo.write("{}", to: "other.cassette")
        let ended = try await holo.run(words + ["-c", "print 1"])
        #expect(ended.status == 2 && ended.output == "")
        #expect(ended.errors.hasPrefix(message), "\(ended.errors)")
    }

    @Test func `a replay says that it is one, and leaves the journal alone`() async throws {
        let holo = try HoloProgram()
        _ = try await holo("--local", "--record", "tapes", "-c", "\(TestCommandTests.submit)")
        let text =
            "status | json; \(TestCommandTests.submit) | get name; jobs | count; use local"
        let ended = try await holo("--replay", "tapes", "-c", text)
        #expect(
            ended.output.contains("the cassette tapes/session.cassette, recorded from local"),
            "\(ended.errors)")
        #expect(ended.output.hasSuffix("\n1\n"))
        #expect(try await holo("--local", "-c", "jobs | count").output == "1\n")
        let names = try FileManager.default.subpathsOfDirectory(atPath: holo.home)
        #expect(!names.contains { $0.contains("appends") })
    }

    @Test func `a job that was taken from the journal while recording is there when it is replayed`()
        async throws
    {
        let url = "profile_url=https://www.linkedin.com/in"
        let text = """
            let j = submit li_profile_scrape \(url)/example --reuse
            print (await $j).name $j.cost $j.submitted spent() requests('POST')
            print (run li_profile_scrape \(url)/example --reuse).name
            print (run li_profile_scrape \(url)/person-8 --reuse).name spent()
            print (run li_profile_scrape \(url)/person-8 --reuse).name spent()
            print (jobs | count) requests('POST')

            """
        let holo = try HoloProgram()
        _ = try holo.write(text, to: "r.holo")
        #expect(try await holo("--local", "-c", "run li_profile_scrape \(url)/example").status == 0)
        let live = try await holo("--local", "--record", "tapes", "r.holo")
        #expect(live.status == 0, "\(live.errors)")
        #expect(LocalHolocron.balance(dataFile: holo.home + "/local.sqlite") == 496)
        let cassette = try String(contentsOfFile: holo.home + "/tapes/r.cassette", encoding: .utf8)
        #expect(cassette.ranges(of: "> KEPT journal\n").count == 1)
        #expect(cassette.ranges(of: "> POST ").count == 1)
        let other = try HoloProgram()
        for _ in 0..<2 {
            let ended = try await other("--replay", holo.home + "/tapes", holo.home + "/r.holo")
            #expect(ended.status == 0, "\(ended.errors)")
            #expect(ended.output == live.output)
        }
        #expect(live.output.contains("Z 0cr 0\n") && live.output.hasSuffix("\n2 1\n"), "\(live.output)")
    }

    @Test func `a job that still ran when it was taken is waited for in a replay too`() async throws {
        let holo = try HoloProgram()
        let action = "li_profile_scrape profile_url=https://www.linkedin.com/in/slow-1"
        _ = try holo.write("print (run \(action) --reuse).name\n", to: "r.holo")
        #expect(try await holo("--local", "-c", "submit \(action)").status == 0)
        let live = try await holo("--local", "--record", "tapes", "r.holo")
        #expect(live.status == 0, "\(live.errors)")
        let cassette = try String(contentsOfFile: holo.home + "/tapes/r.cassette", encoding: .utf8)
        #expect(cassette.contains("> KEPT journal\n") && cassette.contains("\"status\": \"processing\""))
        let ended = try await holo("--replay", "tapes", "r.holo")
        #expect(ended.status == 0 && ended.output == live.output, "\(ended.errors)")
    }

    @Test func `tests record and replay a cassette for each file`() async throws {
        let holo = try HoloProgram()
        try FileManager.default.createDirectory(
            atPath: holo.home + "/checks/deep", withIntermediateDirectories: true)
        let transcript = "› (\(TestCommandTests.submit)).name\n[..]\n[..]\n"
        _ = try holo.write(transcript, to: "checks/deep/a.holot")
        _ = try holo.write(
            "test 'x' { let p = \(TestCommandTests.submit); assert spent() == 2cr }\n", to: "checks/b.holo")
        let live = try await holo("test", "checks", "--record", "tapes")
        #expect(live.status == 0, "\(live.errors)")
        for name in ["b", "deep/a"] {
            #expect(FileManager.default.fileExists(atPath: holo.home + "/tapes/\(name).cassette"))
        }
        let replayed = try await holo("test", "checks", "--replay", "tapes")
        #expect(replayed.status == 0 && replayed.errors == live.errors, "\(replayed.errors)")
    }
}
