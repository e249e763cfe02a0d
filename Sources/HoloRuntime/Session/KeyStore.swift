import FoundationEssentials
import Glibc
import HolocronClient

/// Where API keys come from and are kept: `ANAKIN_API_KEY`, the profile's `key_command`, a file only its owner
/// can read.
package struct KeyStore: Sendable {
    package enum Origin: Sendable, Equatable {
        case environment, command
        case file(String)
    }

    let environment: Environment
    let paths: Paths

    package init(environment: Environment, paths: Paths) {
        self.environment = environment
        self.paths = paths
    }

    /// Where the profile's key would come from; nil when it has none. Runs nothing.
    package func origin(for profile: Profile) -> Origin? {
        if environment["ANAKIN_API_KEY"] != nil { return .environment }
        if profile.keyCommand != nil { return .command }
        let file = keyFile(for: profile)
        return unsafe access(file, F_OK) == 0 ? .file(file) : nil
    }

    package func key(for profile: Profile) throws(Stop) -> String {
        switch origin(for: profile) {
        case .environment: return environment["ANAKIN_API_KEY"] ?? ""
        case .command: return try output(of: profile.keyCommand ?? "")
        case .file(let file): return try read(file)
        case nil: throw KeyStore.missing(profile)
        }
    }

    /// Writes the key to its file, readable by its owner only, and gives the file's name.
    package func save(_ key: String, for profile: Profile) throws(Stop) -> String {
        let file = keyFile(for: profile)
        let folder = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .failed("KEY_FILE", "\(folder) cannot be made", next: "check who may write there")
        }
        guard KeyStore.writePrivate(key + "\n", to: file) else {
            throw .failed("KEY_FILE", "\(file) cannot be written", next: "check who may write there")
        }
        return file
    }

    /// Removes the profile's key file; false when there was none.
    package func remove(for profile: Profile) -> Bool { unsafe unlink(keyFile(for: profile)) == 0 }

    private func keyFile(for profile: Profile) -> String {
        let host = profile.url.split(separator: "/").dropFirst().first.map(String.init) ?? profile.url
        let safe = host.map { $0.isLetter || $0.isNumber || ".:-[]".contains($0) ? $0 : "_" }
        return paths.keyFile(profile: profile.name, host: String(safe))
    }

    private func read(_ file: String) throws(Stop) -> String {
        var status = stat()
        guard unsafe stat(file, &status) == 0 else {
            throw .failed("KEY_FILE", "\(file) cannot be read", next: "type login", exit: .authentication)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .failed(
                "KEY_FILE", "others can read the key file \(file)", next: "chmod 600 '\(file)'",
                exit: .authentication)
        }
        return try Files().readText(file).trimmed
    }

    private func output(of command: String) throws(Stop) -> String {
        guard let pipe = unsafe popen(command, "r") else {
            throw .failed("KEY_COMMAND", "key_command cannot be run", exit: .authentication)
        }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe fread(&bytes, 1, bytes.count, pipe)
        let key = String(decoding: bytes.prefix(count), as: UTF8.self).trimmed
        guard unsafe pclose(pipe) == 0, !key.isEmpty else {
            throw .failed(
                "KEY_COMMAND", "key_command gave no key", next: "run it by hand: \(command)",
                exit: .authentication)
        }
        return key
    }

    /// Created under another name with its final mode, then renamed: the key is never in a file others can read.
    static func writePrivate(_ text: String, to file: String) -> Bool {
        let new = file + ".new"
        _ = unsafe unlink(new)
        let descriptor = unsafe open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        var bytes = Array(text.utf8)
        let isWritten = unsafe write(descriptor, &bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        return close(descriptor) == 0 && isWritten && (unsafe rename(new, file)) == 0
    }

    package static func missing(_ profile: Profile) -> Stop {
        .failed(
            "NO_KEY", "there is no API key for the profile \(profile.name)",
            next:
                "set ANAKIN_API_KEY, type login in the shell, or add --local to use the Holocron on this machine",
            exit: .authentication)
    }
}

extension String {
    /// Without white space at either end.
    var trimmed: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }),
            let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
