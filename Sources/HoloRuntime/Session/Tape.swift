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
    private let config: Config.Redaction
    private let environment: Environment

    /// - Throws: both at once, and a speed that is none.
    package init(
        record: String?, replay: String?, speed: String?, config: Config, environment: Environment
    ) throws(Stop) {
        guard record == nil || replay == nil else {
            throw .failed(
                "USAGE", "--record and --replay are not used at the same time", next: "leave one of them away"
            )
        }
        recording = record
        replaying = replay
        self.config = config.redaction
        self.environment = environment
        guard let speed, speed != "max" else { return }
        guard let factor = Double(speed), factor > 0, factor <= 1000 else {
            throw .failed(
                "USAGE", "--replay-speed takes max or a number such as 1 or 10, not \(speed)",
                next: "holo --replay DIR --replay-speed 10 FILE")
        }
        self.speed = factor
    }

    /// What a cassette leaves out: the keys that are known, and what is personal.
    package var anonymizer: Anonymizer {
        config.anonymizer(keys: [environment["ANAKIN_API_KEY"]].compactMap(\.self))
    }

    /// The tape of a program.
    /// - Parameters:
    ///   - name: what its cassette is called.
    ///   - isLocal: it talks to the Holocron on this machine.
    ///   - again: the words behind `holo` that would record it.
    package func tape(named name: String, isLocal: Bool, again: String) throws(Stop) -> Tape {
        var tape = Tape()
        do throws(CassetteError) {
            if let recording {
                tape.recorder = try CassetteRecorder(
                    path: "\(recording)/\(name).cassette", anonymizer: anonymizer,
                    server: { isLocal ? "local" : $0.label })
            } else if let replaying {
                try load(
                    &tape, replaying.hasSuffix(".cassette") ? replaying : "\(replaying)/\(name).cassette",
                    again)
            }
        } catch {
            throw Stop(error, again: replaying.map { "holo --record \($0) \(again)" })
        }
        return tape
    }

    private func load(_ tape: inout Tape, _ path: String, _ again: String) throws(CassetteError) {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
            separator: "/")
        let player = try CassettePlayer(
            path: path, again: "holo --record \(folder.isEmpty ? "." : folder) \(again)",
            anonymizer: anonymizer)
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
            case .missing: again.map { "record it: \($0)" }
            case .newer: "record it again with this holo, or use a newer one"
            case .inUse: "wait for it, or name another folder"
            case .notACassette, .malformed: "record it again"
            case .unreadable, .unwritable: "check who may read and write there"
            }
        self = .failed("CASSETTE", error.message, next: next)
    }
}
