/// Why the journal cannot be used. Without it nothing is sent, because what is paid for could be lost.
public enum JournalError: Error, Sendable, Hashable {
    /// The folder cannot be made, or what is there is not a folder.
    case folder(path: String, why: String)
    /// There is something else at this path: a folder, a device.
    case notAFile(path: String)
    case unwritable(path: String, why: String)
    /// A newer holo wrote it; it has not been touched.
    case newer(path: String)
    /// Not a journal, or a damaged one; it has not been touched.
    case corrupt(path: String)
    case full(path: String)
    /// Another program held it for longer than the time that is waited.
    case busy(path: String)
    /// Anything else that SQLite says.
    case failed(path: String, why: String)

    /// What went wrong, as a sentence without a full stop.
    public var message: String {
        switch self {
        case .folder(let path, let why): "the folder of the journal \(path) cannot be used: \(why)"
        case .notAFile(let path): "the journal \(path) is not a file"
        case .unwritable(let path, let why): "the journal \(path) cannot be written: \(why)"
        case .newer(let path): "the journal \(path) was written by a newer holo"
        case .corrupt(let path): "the journal \(path) is damaged or is not a journal"
        case .full(let path): "the disk of the journal \(path) is full"
        case .busy(let path): "another program holds the journal \(path)"
        case .failed(let path, let why): "the journal \(path) failed: \(why)"
        }
    }

    /// What to type or do next.
    public var next: String {
        switch self {
        case .folder(let path, _), .unwritable(let path, _): "!ls -ld \(path)"
        case .notAFile(let path): "move \(path) away, or set HOLO_HOME"
        case .newer: "update holo"
        case .corrupt(let path): "keep a copy of \(path), move it away and start again"
        case .full(let path): "!df -h \(path)"
        case .busy: "once that program has ended, the same line can be sent again"
        case .failed: "doctor"
        }
    }
}
