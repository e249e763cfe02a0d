import Glibc
import HolocronClient

/// The journal's file and folder, made for their owner only.
enum JournalFile {
    /// Makes the folder (0700) and the file (0600) where they are missing.
    static func prepare(_ path: String) throws(JournalError) {
        try makeFolder(folder(of: path))
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
        guard file >= 0 else {
            if errno == EISDIR { throw .notAFile(path: path) }
            throw .unwritable(path: path, why: reasonWords(errno))
        }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .notAFile(path: path)
        }
        // What was paid for, and with which parameters, is nobody else's business.
        if status.st_mode & 0o077 != 0, fchmod(file, 0o600) != 0 {
            throw .unwritable(path: path, why: reasonWords(errno))
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func makeFolder(_ path: String) throws(JournalError) {
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .folder(path: path, why: "it is not a folder")
            }
            return
        }
        guard errno == ENOENT else { throw .folder(path: path, why: reasonWords(errno)) }
        try makeFolder(folder(of: path))
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .folder(path: path, why: reasonWords(errno))
        }
    }
}
