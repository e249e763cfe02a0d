import FoundationEssentials
import HoloRuntime

/// A file of tests, and what it is called below the folder in which it was found.
struct TestFile: Sendable, Hashable {
    var path: String
    /// What its cassette is called: its path below the folder that was named, without the suffix.
    var name: String

    var isTranscript: Bool { path.hasSuffix(".holot") }

    /// The files, and all scripts and transcripts in the folders, each once, in the order of their names.
    static func all(in names: [String]) throws(Stop) -> [TestFile] {
        var files: [TestFile] = []
        for name in names {
            let found = try isFolder(name) ? TestFile.files(inFolder: name) : [file(name)]
            files += found.filter { !files.contains($0) }
        }
        return files
    }

    private static func file(_ path: String) throws(Stop) -> TestFile {
        guard Files.exists(path) else {
            throw .failed("FILE", "there is no file \(path)", next: "name scripts, transcripts or folders")
        }
        return TestFile(path: path, name: cassetteName(of: path))
    }

    private static func files(inFolder folder: String) throws(Stop) -> [TestFile] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        let tests = names.filter { $0.hasSuffix(".holo") || $0.hasSuffix(".holot") }.sorted()
        guard !tests.isEmpty else {
            throw .failed(
                "FILE", "there are no scripts and no transcripts in \(folder)",
                next: "scripts end in .holo, transcripts in .holot")
        }
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        return tests.map { TestFile(path: base + $0, name: withoutSuffix($0)) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    /// `night/batch.holo` → `batch`
    static func cassetteName(of path: String) -> String {
        withoutSuffix(path.split(separator: "/").last.map(String.init) ?? path)
    }

    private static func withoutSuffix(_ name: String) -> String {
        for suffix in [".holot", ".holo"] where name.hasSuffix(suffix) {
            return String(name.dropLast(suffix.count))
        }
        return name
    }
}
