import Glibc

/// Files that only their owner can read.
enum PrivateFile {
    /// Makes a file empty, with the folders it needs, and keeps others from recording into it.
    static func alone(_ path: String) throws(CassetteError) -> Int32 {
        if let slash = path.lastIndex(of: "/") { makeFolder(String(path[..<slash])) }
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unwritable(path, why: reasonWords(errno)) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            throw .inUse(path)
        }
        ftruncate(file, 0)
        return file
    }

    /// Puts a text into a file's place at once; false where that fails.
    static func replace(_ path: String, with text: String) -> Bool {
        let new = path + ".new"
        let file = unsafe open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        let bytes = Array(text.utf8)
        let isWritten = unsafe write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        return close(file) == 0 && isWritten && (unsafe rename(new, path)) == 0
    }

    private static func makeFolder(_ path: String) {
        guard !path.isEmpty, unsafe access(path, F_OK) != 0 else { return }
        if let slash = path.lastIndex(of: "/") { makeFolder(String(path[..<slash])) }
        unsafe mkdir(path, 0o700)
    }
}
