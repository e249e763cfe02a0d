import FoundationEssentials
import Glibc
import HoloLang
package import HolocronAPI

/// Reads and writes the files that a program names.
package struct Files: Sendable {
    /// A file may not have more bytes than this.
    static let maximumSize = 1 << 30

    /// Nothing is written outside of the folder that holo was started in.
    let isSafe: Bool

    package init(isSafe: Bool = false) { self.isSafe = isSafe }

    package static func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: name) }

    /// Whether the files that a line reads are there; those that it writes need not be.
    static func hasAll(in line: String) -> Bool {
        let words = line.split { " ()|".contains($0) }
        return zip(words, [""] + words).allSatisfy { word, before in
            let isRead = !["save", "append", "export", "md", "curl", "holo"].contains(before)
            let endings = Format.ofFiles.map(\.rawValue) + ["holo", "holot"]
            return !isRead || !endings.contains { word.hasSuffix(".\($0)") } || exists(String(word))
        }
    }

    static func isFolder(_ name: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: name)[.type] as? FileAttributeType)
            == .typeDirectory
    }

    /// A script in this folder, to name in an example.
    static var script: String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []
        return names.filter { $0.hasSuffix(".holo") && !$0.hasPrefix(".") }.min().map { quoted($0) }
    }

    /// The file in its folder that was probably meant, or what shows the folder.
    static func advice(on name: String) -> String {
        let slash = name.lastIndex(of: "/")
        let folder = slash.map { String(name[...$0]) } ?? ""
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        let typed = String(slash.map { name[name.index(after: $0)...] } ?? name[...])
        let shown = names.prefix(5000).filter { !$0.hasPrefix(".") }.sorted()
        guard let near = nearest(to: typed, in: shown) else {
            return folder.isEmpty || !exists(folder) ? "!ls" : "!ls \(quoted(folder))"
        }
        return "did you mean \(folder)\(near)?"
    }

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
        let file = unsafe open(name, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT {
                throw .failed("FILE", "there is no file \(name)", next: Files.advice(on: name))
            }
            throw Files.unreadable(name)
        }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw Files.unreadable(name) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw .failed("FILE", "\(name) is a folder, not a file")
        }
        return try Files.read(file, expecting: status.st_size, name)
    }

    /// What comes in on standard input, up to its end or Ctrl-C.
    func readInput(_ interrupt: Interrupt) throws(Stop) -> [UInt8] {
        try Files.read(0, expecting: 0, "standard input", interrupt)
    }

    /// - Parameter size: how many bytes there should be; there may be more or fewer.
    private static func read(
        _ file: Int32, expecting size: Int, _ name: String, _ interrupt: Interrupt? = nil
    )
        throws(Stop) -> [UInt8]
    {
        guard size <= maximumSize else { throw tooLarge(name) }
        var bytes = try piece(of: file, upTo: size + 1, name, interrupt)
        while !bytes.isEmpty {
            let more = try piece(of: file, upTo: 1 << 16, name, interrupt)
            if more.isEmpty { break }
            guard bytes.count + more.count <= maximumSize else { throw tooLarge(name) }
            bytes += more
        }
        return bytes
    }

    /// Nothing at the end of the file.
    private static func piece(of file: Int32, upTo size: Int, _ name: String, _ interrupt: Interrupt?)
        throws(Stop) -> [UInt8]
    {
        while true {
            var got = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                got = unsafe Glibc.read(file, buffer.baseAddress, size)
                count = max(0, got)
            }
            if got >= 0 { return bytes }
            guard errno == EINTR else { throw unreadable(name) }
            try interrupt?.check()
        }
    }

    private static func unreadable(_ name: String) -> Stop {
        .failed("FILE", "\(name) cannot be read", next: "!ls -l \(quoted(name))")
    }

    private static func tooLarge(_ name: String) -> Stop {
        .failed(
            "TOO_LONG", "\(name) is larger than \(maximumSize >> 30) GiB, which is what holo reads at most")
    }
}
