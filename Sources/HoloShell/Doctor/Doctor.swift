import HoloLang
import HoloRuntime
import HolocronJobs
import OrderedCollections

extension CommandRow {
    /// Looks at everything that holo needs.
    static let doctor = CommandRow(
        "doctor", .session,
        "Looks whether key, server, clock, journal and terminal are in order, and what to do.",
        examples: ["doctor", "doctor --json"]
    ) { _ in
        .immediate { (call) throws(Stop) in
            let findings = Doctor(context: call.context).findings()
            let host = call.context.host
            if call.wantsJSON {
                host.show(.list(findings.map(\.record)), isVerbatim: false)
            } else {
                let console = host as? ConsoleHost
                let lines = findings.flatMap {
                    $0.lines(host.columns, isPlain: host.isPlain) { console?.pasted($0) ?? $0 }
                }
                console?.showMarked(lines)
            }
            guard let failed = findings.first(where: { $0.state == .fail }) else { return .null }
            // At a prompt what was shown is all there is to say.
            guard (host as? ConsoleHost)?.tour.isAttended != true else { return .null }
            throw .exit(failed.exit.rawValue)
        }
    }
}

/// All checks, in the order in which one depends on another.
struct Doctor {
    let context: Context

    func findings() -> [Finding] {
        var all = [config, key, journal]
        all += disk
        all += server
        all += [terminal, charset] + queries
        all += programs
        return all
    }

    /// It was read at the start; a file that cannot be read ends holo there.
    private var config: Finding {
        let file = context.paths.configFile
        guard Files.exists(file) else { return .ok("config", "there is no \(file), so the defaults hold") }
        do throws(Stop) {
            let config = try Config.load(file)
            let count = config.profiles.count
            return .ok("config", "\(file) has \(count == 1 ? "1 profile" : "\(count) profiles")")
        } catch {
            return .fail("config", error)
        }
    }

    private var key: Finding {
        let connector = context.connector
        let profile = connector.profile
        guard !profile.isLocal else { return .ok("key", "the local Holocron made its own") }
        do throws(Stop) {
            switch connector.keys.origin(for: profile) {
            case nil: throw KeyStore.missing(profile)
            case .command: return .ok("key", "comes from key_command, which runs when a request needs it")
            case .environment:
                try connector.checkStoredKey()
                return .ok("key", "comes from ANAKIN_API_KEY, and a request can carry it")
            case .file(let file):
                try connector.checkStoredKey()
                return .ok("key", "comes from \(file), which only you can read; a request can carry it")
            }
        } catch {
            return .fail("key", error)
        }
    }

    private var journal: Finding {
        let path = context.paths.journal
        guard Files.exists(path) else {
            return .ok("journal", "none yet; the first submit makes \(path)")
        }
        let mode = FileState(path)?.mode ?? 0
        do throws(JournalError) {
            let journal = try Journal(path: path)
            let faults = try journal.faults()
            guard faults.isEmpty else {
                return .fail(
                    "journal", "\(path) is damaged: \(faults[0])",
                    next: "keep a copy of it, move it away and start again")
            }
        } catch {
            return .fail("journal", error.message, next: error.next)
        }
        guard mode & 0o077 == 0 else {
            return .warn(
                "journal", "others could read \(path) until now; that is put right",
                next: "!ls -l \(quoted(path))")
        }
        return .ok("journal", "\(path) opens, is sound and only yours")
    }

    /// Where the journal is or will be.
    private var disk: [Finding] {
        let folder = FileState.existingFolder(of: context.paths.data)
        guard let room = FileState.room(folder) else {
            return [.fail("disk", "\(folder) cannot be used", next: "!ls -ld \(folder)")]
        }
        var findings: [Finding] = []
        let megabytes = room / 1_000_000
        let text = megabytes < 10_000 ? "\(megabytes) MB" : "\(megabytes / 1000) GB"
        if megabytes < 10 {
            findings.append(.fail("disk", "\(folder) has \(text) of room", next: "!df -h \(folder)"))
        } else if megabytes < 200 {
            findings.append(.warn("disk", "\(folder) has \(text) of room", next: "!df -h \(folder)"))
        } else {
            findings.append(.ok("disk", "\(folder) has \(text) of room"))
        }
        return findings + [sync(folder)]
    }

    private func sync(_ folder: String) -> Finding {
        guard let time = FileState.syncTime(folder) else {
            return .fail("sync", "nothing can be written to \(folder)", next: "!ls -ld \(folder)")
        }
        let text = "a write to \(folder) is on the disk after \(time.inSeconds)"
        return time < .milliseconds(200)
            ? .ok("sync", text)
            : .warn("sync", text, next: "each submit waits for it: a local disk is faster, by HOLO_HOME")
    }
}
