import FoundationEssentials
import Glibc
import HoloLang
import HolocronClient

/// Where API keys come from and are kept: `ANAKIN_API_KEY`, the profile's `key_command`, a file only its owner
/// can read.
package struct KeyStore: Sendable {
    package enum Origin: Sendable, Equatable {
        case environment, command
        case file(String)
    }

    package let environment: Environment
    let paths: Paths
    /// Learns each key that is read.
    package let secrets: Secrets
    /// Gets what a `key_command` says beside the key.
    private let note: @Sendable (String) -> Void

    package init(
        environment: Environment, paths: Paths, secrets: Secrets = Secrets(),
        note: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.secrets = secrets
        environment["ANAKIN_API_KEY"].map(secrets.add)
        self.environment = environment
        self.paths = paths
        self.note = note
    }

    /// Where the profile's key would come from; nil when it has none. Runs nothing.
    package func origin(for profile: Profile) -> Origin? {
        if environment["ANAKIN_API_KEY"] != nil { return .environment }
        if profile.keyCommand != nil { return .command }
        let file = keyFile(for: profile)
        return unsafe access(file, F_OK) == 0 ? .file(file) : nil
    }

    /// The key as it is now; runs the profile's `key_command` where it comes from there.
    package func key(for profile: Profile) async throws(Stop) -> String {
        if case .command = origin(for: profile) {
            let key = try await KeyCommand(profile.keyCommand ?? [], note: note).key()
            secrets.add(key)
            return key
        }
        return try storedKey(for: profile)
    }

    /// The key of a profile that has no `key_command`, or does not need it. Runs nothing.
    func storedKey(for profile: Profile) throws(Stop) -> String {
        switch origin(for: profile) {
        case .environment: return environment["ANAKIN_API_KEY"] ?? ""
        case .file(let file): return try read(file)
        case .command, nil: throw KeyStore.missing(profile)
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
            throw .failed("KEY_FILE", "\(folder) cannot be made", next: "!ls -ld \(quoted(paths.config))")
        }
        guard KeyStore.writePrivate(key + "\n", to: file) else {
            throw .failed("KEY_FILE", "\(file) cannot be written", next: "!ls -ld \(quoted(folder))")
        }
        return file
    }

    /// Removes the profile's key file; false when there was none.
    package func remove(for profile: Profile) -> Bool { unsafe unlink(keyFile(for: profile)) == 0 }

    package func keyFile(for profile: Profile) -> String {
        let host = profile.url.split(separator: "/").dropFirst().first.map(String.init) ?? profile.url
        let safe = host.map { $0.isLetter || $0.isNumber || ".:-[]".contains($0) ? $0 : "_" }
        return paths.keyFile(profile: profile.name, host: String(safe))
    }

    private func read(_ file: String) throws(Stop) -> String {
        var status = stat()
        guard unsafe stat(file, &status) == 0 else {
            throw .failed("KEY_FILE", "\(file) cannot be read", next: "login", exit: .authentication)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .failed(
                "KEY_FILE", "others can read the key file \(file)", next: "!chmod 600 \(quoted(file))",
                exit: .authentication)
        }
        let key = try Files().readText(file).trimmed
        secrets.add(key)
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
            "NO_KEY",
            "there is no API key for the profile \(profile.name): nothing is saved, and ANAKIN_API_KEY is not set",
            next: "login\nuse local", exit: .authentication)
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
