import FoundationEssentials
import Glibc

/// The place of the data file: a folder only its owner can enter, a file only its owner can read.
struct DataFolder: Sendable {
    private(set) var dataFile: String
    /// Removed at the end; nil when the caller chose the place.
    private let temporary: String?

    init(dataFile: String?) throws(ServiceError) {
        if let dataFile {
            self.dataFile = dataFile
            temporary = nil
        } else {
            let folder = FileManager.default.temporaryDirectory.appending(path: "holocron-\(String.newID())")
            self.dataFile = folder.appending(path: "holocron.sqlite").path
            temporary = folder.path
        }
        try prepare()
        self.dataFile = DataFolder.resolved(self.dataFile)
    }

    /// The path without symbolic links, so that one file has one lock; as it is where there is no file.
    static func resolved(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    func remove() {
        if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
    }

    private func prepare() throws(ServiceError) {
        let folder = URL(filePath: dataFile).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unusableDataFile(path: dataFile, reason: "the folder \(folder) cannot be made")
        }
        // SQLite gives its side files the permissions of the data file.
        let descriptor = unsafe Glibc.open(dataFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unusableDataFile(path: dataFile, reason: unsafe String(cString: strerror(errno)))
        }
        close(descriptor)
    }
}
