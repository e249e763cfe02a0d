import Glibc

/// What the system says of files and disks.
struct FileState {
    var mode: UInt32

    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        mode = status.st_mode
    }

    /// The folder itself, or the nearest one above it that is there.
    static func existingFolder(of path: String) -> String {
        guard FileState(path) == nil, let slash = path.lastIndex(of: "/") else { return path }
        return slash == path.startIndex ? "/" : existingFolder(of: String(path[..<slash]))
    }

    /// Bytes that its user can still write there.
    static func room(_ folder: String) -> Int? {
        var status = statvfs()
        guard unsafe statvfs(folder, &status) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }

    /// How long a small write takes until it is on the disk; nil where nothing can be written.
    static func syncTime(_ folder: String) -> Duration? {
        var name = Array("\(folder)/.holo-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&name)
        guard file >= 0 else { return nil }
        defer {
            close(file)
            _ = unsafe unlink(name)
        }
        let start = ContinuousClock.now
        var byte: UInt8 = 0
        guard unsafe write(file, &byte, 1) == 1, fsync(file) == 0 else { return nil }
        return start.duration(to: .now)
    }

    /// Where a program is, as PATH says.
    static func program(_ name: String, _ path: String) -> String? {
        if name.contains("/") { return unsafe access(name, X_OK) == 0 ? name : nil }
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { unsafe access($0, X_OK) == 0 }
    }
}
