import Glibc

/// A file system of a given size in memory.
final class SmallDisk: Sendable {
    let folder: String
    private let scratch = Scratch()

    /// Nil where this user may not mount anything.
    static func make(_ size: String) async throws -> SmallDisk? {
        guard geteuid() == 0 else { return nil }
        let disk = SmallDisk()
        return try await disk.mount("size=\(size),mode=700") ? disk : nil
    }

    private init() {
        folder = scratch.folder + "/disk"
        mkdir(folder, 0o700)
    }

    deinit { umount2(folder, Int32(MNT_DETACH)) }

    /// Changes its size, or makes it read-only.
    func remount(_ options: String) async throws {
        guard try await mount("remount," + options) else {
            throw FaultError("cannot remount with \(options)")
        }
    }

    private func mount(_ options: String) async throws -> Bool {
        let words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
        return try await Child(words, ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], in: scratch.folder).ending()
            == .exit(0)
    }
}
