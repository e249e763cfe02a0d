import Glibc
import HolocronAPI
import OrderedCollections
import Synchronization

/// What one run of a script has appended to files, so that the run does not append it again when it is resumed.
///
/// It is kept beside the journal from the moment the run is in the journal, and gone when the run has ended well.
final class AppendLog: Sendable {
    /// Which bytes of a file an append takes.
    struct Entry: Sendable {
        var offset: Int
        var end: Int
    }

    fileprivate struct State {
        var folder: String?
        var run: String?
        /// How often each append was reached in this execution.
        var counts: [String: Int] = [:]
        var known: [String: Entry] = [:]
        /// Not in the file yet: the run is not in the journal.
        var pending: [String] = []
    }
    private let state: Mutex<State>

    init(run: String? = nil) { state = Mutex(State(run: run)) }

    /// The append's place in the run; each time it is asked for is another one.
    func slot(file: String, keys: [String], content: [UInt8], folder: String) -> String {
        // A row of a loop with a key is known by the key, whatever is in it; any other by what is in it.
        let identity = keys.isEmpty ? "\(content.stableHash)" : keys.joined(separator: "\u{1F}")
        let slot = "\(file)\u{1E}\(identity)"
        return state.withLock { state in
            state.open(folder)
            state.counts[slot, default: 0] += 1
            return "\(slot)\u{1E}\(state.counts[slot] ?? 1)"
        }
    }

    /// What an earlier execution of the run wrote there, or was about to write.
    func entry(_ slot: String) -> Entry? { state.withLock { $0.known[slot] } }

    /// Goes before the bytes are written.
    func note(_ slot: String, _ entry: Entry) {
        let line = Value.list([.string(slot), .integer(entry.offset), .integer(entry.end)]).encoded() + "\n"
        state.withLock { state in
            state.known[slot] = entry
            state.pending.append(line)
            state.persist()
        }
    }

    /// The run is in the journal now.
    func begin(_ run: String) {
        state.withLock { state in
            state.run = run
            state.persist()
        }
    }

    /// The run has ended well and is not resumed.
    func remove() {
        state.withLock { state in
            if let file = state.file { unsafe unlink(file) }
        }
    }
}

extension AppendLog.State {
    var file: String? {
        guard let folder, let run else { return nil }
        return "\(folder)/appends/\(run).ndjson"
    }

    mutating func open(_ folder: String) {
        guard self.folder == nil else { return }
        self.folder = folder
        guard let file, let bytes = try? Files().readBytes(file) else { return }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let items = try? JSON(parsing: Array(line)).items, items.count == 3,
                let slot = items[0].text, let offset = items[1].integer, let end = items[2].integer
            else { continue }
            known[slot] = AppendLog.Entry(offset: offset, end: end)
        }
    }

    /// Best effort: where it cannot be written, a resumed run appends again.
    mutating func persist() {
        guard let folder, let file, !pending.isEmpty else { return }
        unsafe mkdir("\(folder)/appends", 0o700)
        let descriptor = unsafe Glibc.open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(pending.joined().utf8)
        _ = unsafe write(descriptor, bytes, bytes.count)
        pending = []
    }
}

extension [UInt8] {
    /// The same in every process: FNV-1a.
    fileprivate var stableHash: UInt64 {
        reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
