import FoundationEssentials
import Glibc

/// A folder for its owner only, in the system's place for such.
package struct TemporaryFolder: Sendable {
    package let path: String

    package init() throws(Stop) {
        let place = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(place)/holo-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw .failed("FILE", "there is no room in \(place) for a folder", next: "ls -ld \(place)")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Takes it away with all that is in it.
    package func remove() { try? FileManager.default.removeItem(atPath: path) }
}
