import FoundationEssentials
import Glibc
import HoloLang

extension Files {
    /// Replaces the file at once: a reader sees the old content or the new, never half. What is not a plain file, such
    /// as a pipe, is written to as it is.
    package func write(to name: String, _ body: (inout ByteSink) throws(Stop) -> Void) throws(Stop) {
        try checkMayWrite(name)
        let target = Files.resolved(name)
        var status = stat()
        let isThere = unsafe stat(target, &status) == 0
        if isThere, status.st_mode & S_IFMT == S_IFDIR {
            throw .failed("FILE", "\(name) is a folder, not a file")
        }
        if isThere, status.st_mode & S_IFMT != S_IFREG {
            return try Files.write(to: name, at: target, O_WRONLY, 0, body)
        }
        let temporary = "\(target).\(getpid())-\(UInt32.random(in: 0 ... .max)).tmp"
        do throws(Stop) {
            let mode = isThere ? status.st_mode & 0o7777 : 0o666
            try Files.write(to: name, at: temporary, O_WRONLY | O_CREAT | O_EXCL, mode, body)
            guard unsafe rename(temporary, target) == 0 else { throw Files.unwritable(name) }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }

    /// A new file that only its owner can read.
    package func writePrivate(_ text: String, to name: String) throws(Stop) {
        try Files.write(to: name, at: name, O_WRONLY | O_CREAT | O_EXCL, 0o600) { (sink) in sink.write(text) }
    }

    private static func write(
        to name: String, at path: String, _ flags: Int32, _ mode: mode_t,
        _ body: (inout ByteSink) throws(Stop) -> Void
    ) throws(Stop) {
        let file = unsafe open(path, flags | O_CLOEXEC, mode)
        guard file >= 0 else { throw unwritable(name) }
        defer { close(file) }
        var sink = ByteSink { (bytes) throws(Stop) in try write(bytes, to: file, name) }
        try body(&sink)
        try sink.flush()
        guard fsync(file) == 0 || errno == EINVAL || errno == EROFS else { throw unwritable(name) }
    }

    static func write(_ bytes: [UInt8], to file: Int32, _ name: String) throws(Stop) {
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(file, buffer.baseAddress.map { unsafe $0 + start }, bytes.count - start)
            }
            guard count >= 0 || errno == EINTR else { throw unwritable(name) }
            start += max(0, count)
        }
    }

    /// - Throws: under `--safe`, for a name that leads out of the folder.
    package func checkMayWrite(_ name: String) throws(Stop) {
        guard isSafe else { return }
        let isThere = unsafe access(name, F_OK) == 0
        let folder = name.lastIndex(of: "/").map { String(name[...$0]) } ?? "."
        let real = Files.resolved(isThere ? name : folder)
        let root = Files.resolved(".")
        guard real != root || !isThere, real == root || real.hasPrefix(root == "/" ? root : root + "/") else {
            throw .failed(
                "SAFE", "--safe lets no script write outside of this folder, and \(name) is",
                next: "leave out --safe if you trust the script")
        }
    }

    /// Where a link leads, so that the file behind it is replaced and not the link.
    private static func resolved(_ name: String) -> String {
        guard let path = unsafe realpath(name, nil) else { return name }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    /// The same file from any folder.
    static func absolute(_ name: String) -> String {
        if name.hasPrefix("/") { return name }
        guard let folder = unsafe getcwd(nil, 0) else { return name }
        defer { unsafe free(folder) }
        return unsafe "\(String(cString: folder))/\(name)"
    }

    /// Says what `errno` says.
    static func unwritable(_ name: String) -> Stop {
        switch errno {
        case ENOSPC, EDQUOT: .failed("FILE", "\(name) cannot be written: the disk is full")
        case EACCES, EPERM, EROFS:
            .failed("FILE", "\(name) may not be written", next: "!ls -ld \(quoted(Files.folder(of: name)))")
        case ENOENT, ENOTDIR:
            .failed(
                "FILE", "\(name) cannot be written: there is no such folder",
                next: "!mkdir -p \(quoted(Files.folder(of: name)))")
        default:
            .failed("FILE", "\(name) cannot be written", next: "!df -h \(quoted(Files.folder(of: name)))")
        }
    }

    /// The folder that a name is in, as it is written.
    private static func folder(of name: String) -> String {
        guard let slash = name.lastIndex(of: "/") else { return "." }
        return slash == name.startIndex ? "/" : String(name[..<slash])
    }
}
