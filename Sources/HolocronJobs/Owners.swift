import Glibc
import HolocronClient

/// Which processes that share a journal are alive: each holds a lock on one byte of a file beside it.
///
/// The kernel drops the lock with the process, however it ends, and unlike a process id the byte is never reused and
/// means the same in every container.
final class Owners: Sendable {
    /// This journal's byte; what it writes in the column `owner`.
    let own: Int64
    private let file: CInt
    private let path: String

    /// `F_OFD_SETLK` and its kin: Glibc's module leaves them out.
    private enum Command {
        static let test: CInt = 36
        static let take: CInt = 37
        static let await: CInt = 38
    }

    init(path: String) throws(JournalError) {
        self.path = path
        own = .random(in: 1..<(1 << 62))
        file = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unwritable(path: path, why: reasonWords(errno)) }
        do {
            try lock(own, Command.take, F_WRLCK)
        } catch {
            close(file)
            throw error
        }
    }

    deinit { close(file) }

    /// Whether the process that wrote this owner is still there.
    func isAlive(_ owner: Int64) -> Bool {
        if owner == own { return true }
        var probe = Owners.byte(owner, F_WRLCK)
        // A lock that cannot be asked about is taken to be held: nothing is decided about a stranger's submit.
        guard unsafe fcntl(file, Command.test, &probe) == 0 else { return true }
        return probe.l_type != Int16(F_UNLCK)
    }

    /// Runs this while no other process does: opening and migrating.
    func alone<Value>(_ body: () throws(JournalError) -> Value) throws(JournalError) -> Value {
        try lock(0, Command.await, F_WRLCK)
        defer { try? lock(0, Command.take, F_UNLCK) }
        return try body()
    }

    private func lock(_ byte: Int64, _ command: CInt, _ kind: CInt) throws(JournalError) {
        var lock = Owners.byte(byte, kind)
        while unsafe fcntl(file, command, &lock) != 0 {
            guard errno == EINTR else { throw .unwritable(path: path, why: reasonWords(errno)) }
        }
    }

    private static func byte(_ byte: Int64, _ kind: CInt) -> flock {
        flock(l_type: Int16(kind), l_whence: Int16(SEEK_SET), l_start: Int(byte), l_len: 1, l_pid: 0)
    }
}
