import FoundationEssentials
import Glibc

/// Folders for tests, which are gone when the process of the tests is.
///
/// They are below one folder that has the process's number in its name, so that those of a process that was killed are
/// found and taken away by the next one.
package enum TestFolder {
    /// Makes a new folder that only its owner can enter.
    package static func make(_ name: String = "test") -> String {
        var template = Array("\(root)/\(name)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no folder can be made in \(root): \(errno)") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A path at which nothing is yet.
    package static func path(_ name: String) -> String { make() + "/" + name }

    package static let root: String = {
        sweep()
        var template = Array("/tmp/\(prefix)\(getpid())-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no folder can be made in /tmp: \(errno)") }
        atexit(removeRoot)
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }()

    fileprivate static let prefix = "holo-tests-"

    private static func sweep() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            try? FileManager.default.removeItem(atPath: "/tmp/\(name)")
        }
    }
}

private func removeRoot() { try? FileManager.default.removeItem(atPath: TestFolder.root) }
