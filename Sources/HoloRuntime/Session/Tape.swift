package import HolocronAPI
package import HolocronClient
package import HolocronJobs

/// Where requests go: over the network, over the network and onto a cassette, or to a cassette and nowhere else.
package struct Tape: Sendable {
    package var recorder: CassetteRecorder?
    package var player: CassettePlayer?
    /// What waits are measured with.
    package var clock = JobClock.system
    /// A replay that leaves waiting out.
    package var isHurried = false

    /// No cassette.
    package static let none = Tape()

    package init() {}

    /// The file that answers come from.
    package var replayed: String? { player?.path }

    /// The recording is over.
    /// - Throws: why the cassette is not whole.
    package func finish() throws(Stop) {
        guard let recorder else { return }
        recorder.finish()
        if let failure = recorder.failure { throw Stop(failure) }
    }
}

/// What the process was asked to record or to replay.
package struct TapeDeck: Sendable {
    /// `--record`, a folder.
    package var recording: String?
    /// `--replay`, a folder, or a cassette.
    package var replaying: String?
    /// How fast a replay waits; nil leaves waiting out.
    package var speed: Double?
    private let config: Config
    private let environment: Environment

    /// - Parameter again: the words behind `holo` that ask for the same program.
    /// - Throws: both at once, and a speed that is none.
    package init(
        record: String?, replay: String?, speed: String?, config: Config, environment: Environment,
        again: String = ""
    ) throws(Stop) {
        guard record == nil || replay == nil else {
            throw .failed(
                "USAGE", "--record and --replay are not used at the same time", next: "leave one of them away"
            )
        }
        recording = record
        replaying = replay
        self.config = config
        self.environment = environment
        guard let speed, speed != "max" else { return }
        guard let factor = Double(speed), factor > 0, factor <= 1000 else {
            throw .failed(
                "USAGE", "--replay-speed takes max or a number such as 1 or 10, not \(speed)",
                next:
                    "holo --replay \(shellQuoted(replay ?? ".")) --replay-speed 10\(again.isEmpty ? "" : " ")\(again)"
            )
        }
        self.speed = factor
    }

    /// What a cassette leaves out: the keys that are known, and what is personal.
    package var anonymizer: Anonymizer {
        config.redaction.anonymizer(keys: [environment["ANAKIN_API_KEY"]].compactMap(\.self))
    }

    /// The tape of a program.
    /// - Parameters:
    ///   - name: what its cassette is called.
    ///   - isLocal: it talks to the Holocron on this machine.
    ///   - asked: the profile that was named.
    ///   - again: the words behind `holo` that ask for the same program.
    package func tape(named name: String, isLocal: Bool, asked: String?, again: String) throws(Stop) -> Tape {
        var tape = Tape()
        do throws(CassetteError) {
            if let recording {
                tape.recorder = try CassetteRecorder(
                    path: "\(recording)/\(name).cassette", anonymizer: anonymizer,
                    server: { isLocal ? "local" : $0.label })
            } else if let replaying {
                try load(&tape, cassette(replaying, name)) { recording($0, server: $1, asked, again) }
            }
        } catch {
            guard let replaying else { throw Stop(error, again: nil) }
            let path = cassette(replaying, name)
            // Where it is not known what was recorded, the Holocron on this machine takes no credits.
            let server = CassettePlayer.server(of: path) ?? (asked == nil || isLocal ? "local" : "")
            throw Stop(error, again: recording(path, server: server, asked, again))
        }
        return tape
    }

    private func cassette(_ replaying: String, _ name: String) -> String {
        replaying.hasSuffix(".cassette") ? replaying : "\(replaying)/\(name).cassette"
    }

    /// The line that records a cassette again, from the server it was recorded from.
    private func recording(_ path: String, server: String, _ asked: String?, _ again: String) -> String {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let server = config.options(leadingTo: server, asked: asked, environment)
        return (["holo"] + (server + ["--record", folder]).map(shellQuoted) + (again.isEmpty ? [] : [again]))
            .joined(separator: " ")
    }

    private func load(
        _ tape: inout Tape, _ path: String, _ again: (String, String) -> String
    ) throws(CassetteError) {
        let player = try CassettePlayer(path: path, again: { again(path, $0) }, anonymizer: anonymizer)
        tape.clock = .replaying(from: player.recorded, speed: speed)
        let sleep = tape.clock.sleep
        player.wait = { time in try? await sleep(time) }
        tape.player = player
        tape.isHurried = speed == nil
    }
}

extension Stop {
    init(_ error: CassetteError, again: String? = nil) {
        let next =
            switch error {
            case .missing, .newer, .notACassette, .malformed: again
            case .inUse: "wait for it, or name another folder"
            case .unreadable, .unwritable: "check who may read and write there"
            }
        self = .failed("CASSETTE", error.message, next: next)
    }
}
