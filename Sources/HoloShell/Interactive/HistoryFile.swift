import Glibc
import HoloRuntime
import HolocronAPI

/// The lines typed so far: a file of its owner's, one JSON object a line, only ever added to.
struct HistoryFile {
    let path: String
    /// Lines kept in memory; the file keeps all.
    static let maximumCount = 100_000
    /// The end of the file that is read; that many lines rarely take more.
    private static let maximumSize = 16 << 20

    /// Oldest first; what cannot be read is left out.
    /// - Parameter failed: learns which of them ended with an error the last time.
    func load(failed: FailedLines? = nil) -> [String] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let lines = tail(of: descriptor).split(separator: UInt8(ascii: "\n")).suffix(HistoryFile.maximumCount)
        if let failed { failed.add(HistoryFile.failed(in: lines)) }
        return lines.compactMap(HistoryFile.line)
    }

    private static let beforeFailed = Array(#"{"failed":"#.utf8)

    /// Those with a mark of an error behind them, and no entry of their own behind that.
    private static func failed(in entries: some Sequence<ArraySlice<UInt8>>) -> Set<String> {
        var failed: Set<String> = []
        for entry in entries {
            if entry.starts(with: beforeFailed) {
                (try? JSON(parsing: Array(entry)))?["failed"]?.text.map { _ = failed.insert($0) }
            } else if !failed.isEmpty, let line = line(entry) {
                failed.remove(line)
            }
        }
        return failed
    }

    private static let beforeLine = Array(#","line":""#.utf8)

    /// The text of an entry; one without escapes, as nearly all are, needs no parser.
    static func line(_ entry: ArraySlice<UInt8>) -> String? {
        let head = entry.prefix(40)
        if !entry.contains(UInt8(ascii: "\\")), entry.suffix(2).elementsEqual(Array("\"}".utf8)),
            let comma = head.firstIndex(of: UInt8(ascii: ",")),
            entry[comma...].starts(with: beforeLine)
        {
            let text = entry[(comma + beforeLine.count)...].dropLast(2)
            if !text.contains(UInt8(ascii: "\"")) { return String(validating: text, as: UTF8.self) }
        }
        if let entry = try? JSON(parsing: Array(entry)) { return entry["line"]?.text }
        return nil
    }

    func append(_ line: String) { add(["time": .integer(Int64(time(nil))), "line": .string(line)]) }

    /// Marks that the line ended with an error.
    func appendFailed(_ line: String) { add(["failed": .string(line), "time": .integer(Int64(time(nil)))]) }

    private func add(_ entry: JSON) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var bytes = Array((entry.encoded() + "\n").utf8)
        flock(descriptor, LOCK_EX)
        _ = unsafe write(descriptor, &bytes, bytes.count)
    }

    /// Not where it begins with a space or holds what looks like a key.
    static func keeps(_ line: String, secrets: Secrets) -> Bool {
        guard !line.hasPrefix(" "), !secrets.isIn(line) else { return false }
        return !line.contains(/(?:^|[^A-Za-z0-9])(?:ak-|ask_)[A-Za-z0-9_-]{8,}/)
    }

    private func tail(of descriptor: Int32) -> [UInt8] {
        let size = lseek(descriptor, 0, SEEK_END)
        let length = min(size, HistoryFile.maximumSize)
        guard length > 0, lseek(descriptor, size - length, SEEK_SET) >= 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: length)
        let count = unsafe read(descriptor, &bytes, length)
        return Array(bytes.prefix(max(0, count)))
    }
}
