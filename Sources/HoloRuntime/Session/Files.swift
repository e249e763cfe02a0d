import FoundationEssentials
package import HolocronAPI

/// Reads and writes the files that a program names.
package struct Files: Sendable {
    package init() {}

    package static func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: name) }

    package func readText(_ name: String) throws(Stop) -> String {
        let bytes = try readBytes(name)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .failed("FILE", "\(name) is not text in UTF-8")
        }
        return text
    }

    package func readJSON(_ name: String) throws(Stop) -> JSON {
        let bytes = try readBytes(name)
        do {
            return try JSON(parsing: bytes)
        } catch {
            let line = bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") } + 1
            throw .failed("FILE", "\(name) is not JSON: \(error.reason), in line \(line)")
        }
    }

    package func readBytes(_ name: String) throws(Stop) -> [UInt8] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
            throw .failed("FILE", "there is no file \(name)")
        }
        guard !isFolder else { throw .failed("FILE", "\(name) is a folder, not a file") }
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: name)))
        } catch {
            throw .failed("FILE", "\(name) cannot be read", next: "ls -l \(name) shows who may")
        }
    }

    /// Replaces the file at once: a reader sees the old text or the new, never half.
    package func write(_ text: String, to name: String) throws(Stop) {
        do {
            try Data(text.utf8).write(to: URL(filePath: name), options: .atomic)
        } catch {
            throw .failed("FILE", "\(name) cannot be written", next: "check the folder and the disk's room")
        }
    }
}
