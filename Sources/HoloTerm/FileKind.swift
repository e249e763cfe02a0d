import Glibc

/// What is behind a file descriptor.
enum FileKind {
    case terminal, pipe, file, socket, device

    init(_ fd: Int32) {
        var status = stat()
        guard !TerminalInfo.isTerminal(fd), fstat(fd, &status) == 0 else {
            self = .terminal
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFIFO: self = .pipe
        case S_IFREG: self = .file
        case S_IFSOCK: self = .socket
        default: self = .device
        }
    }

    /// Files are read later, and a socket is the system's journal; behind a pipe a program waits for what is said.
    var isLog: Bool { self == .file || self == .socket }
}
