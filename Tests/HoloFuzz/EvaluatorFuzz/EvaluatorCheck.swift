import Glibc
import HoloLang
import HoloRuntime
import Synchronization

/// Runs any text as a program that reaches nothing outside, and that is stopped soon.
package enum EvaluatorCheck {
    /// What a program gets before it is stopped as Ctrl-C stops one.
    private static let time = Duration.milliseconds(150)
    /// By when it has to have ended then; a build with checks on two busy cores is slow.
    package static let patience = Duration.seconds(5)

    /// How long the program ran on after it was stopped, if too long.
    package static func fault(_ bytes: [UInt8]) -> String? {
        guard isHarmless(bytes), let source = try? Source(name: "fuzz", bytes: bytes) else { return nil }
        let interrupt = Interrupt()
        let watch = Watch(interrupt, after: time)
        defer { watch.end() }
        let start = ContinuousClock.now
        do throws(Stop) {
            let session = try session(interrupt)
            try session.run(try session.prepare(source))
        } catch {
            _ = error.exitCode
        }
        let took = start.duration(to: .now)
        return took > time + patience ? "it ran for \(took)" : nil
    }

    /// Whatever reads files, or runs programs, is left to tests that choose what.
    private static func isHarmless(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).replacing("!=", with: "")
        return !["include", "=@", "!"].contains { text.contains($0) }
    }

    /// The commands that talk to nobody.
    private static let rows = CommandTable.standardRows.filter { row in
        ![
            "read", "save", "append", "jq", "login", "logout", "use", "notify", "diff", "history", "clear",
        ].contains(row.name) && row.need == .nothing
    }

    private static func session(_ interrupt: Interrupt) throws(Stop) -> Session {
        let environment = Environment(["HOLO_HOME": "/nonexistent"])
        let paths = Paths(environment: environment)
        let connector = try Connector(
            paths: paths, keys: KeyStore(environment: environment, paths: paths), config: Config(),
            profile: "local", apiURL: nil, local: NoServer())
        return Session(
            context: Context(
                host: Silent(), interrupt: interrupt, environment: environment, paths: paths,
                table: CommandTable(rows), wantsJSON: false, arguments: [], connector: connector))
    }
}

/// Raises an interrupt after a while, unless it is ended before.
private final class Watch: Sendable {
    private let isOver = Atomic<Bool>(false)

    init(_ interrupt: Interrupt, after time: Duration) {
        Worker.start { [self] in
            let end = ContinuousClock.now + time
            while !isOver.load(ordering: .relaxed) {
                if ContinuousClock.now >= end { return interrupt.raise() }
                usleep(2000)
            }
        }
    }

    func end() { isOver.store(true, ordering: .relaxed) }
}
