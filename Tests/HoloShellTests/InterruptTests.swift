import Foundation
import Glibc
import Testing

/// Ctrl-C over the built program: it ends within 200 ms, whatever it does.
@Suite(.serialized) struct InterruptTests {
    @Test(arguments: [
        "while true {}",
        "while true { try { while true {} } catch { } }",
        "try { while true {} } catch e { while true {} }",
        "fn f(n) { while true { if $n < 900 { f($n + 1) } } }; f(1)",
        "for i in 1..9223372036854775807 {}",
        "for i in 1..9223372036854775807 { try { 1 / 0 } catch { continue } }",
        "for i in 1..8 parallel 8 { while true {} }",
        "let n = [1]; while true { set n = $n + [1]; if ($n | count) > 1000 { set n = [] } }",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\" =~ '^(a+)+$'",
        "regex_all('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', '^(a|a)*$')",
        "regex_replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', '^(a|aa)+$', 'b')",
        "wait 1h",
    ])
    func `Ctrl-C ends it`(program: String) async throws {
        let holo = try HoloProgram()
        var took = Duration.seconds(1)
        // A machine that is busy with something else may be late once.
        for _ in 0..<5 where took >= .milliseconds(200) { took = try await time(toEnd: program, holo) }
        #expect(took < .milliseconds(200), "it took \(took)")
    }

    /// How long it runs on after Ctrl-C.
    private func time(toEnd program: String, _ holo: HoloProgram) async throws -> Duration {
        let quiet = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(quiet) }
        let child = try Child(
            [HoloProgram.path, "-c", program], environment: holo.environment, files: [quiet, quiet, quiet])
        try await Task.sleep(for: .milliseconds(500))
        let start = ContinuousClock.now
        #expect(Glibc.kill(child.id, SIGINT) == 0)
        let watch = Task {
            try await Task.sleep(for: .seconds(20))
            Glibc.kill(child.id, SIGKILL)
        }
        #expect(try await child.ended() == 130)
        watch.cancel()
        return start.duration(to: .now)
    }
}
