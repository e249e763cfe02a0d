import CEditline
import Glibc
import Synchronization

/// The lines typed so far, read when they are first needed, and found by their beginning or a part of them.
///
/// Any thread may use it; whoever needs the lines while another one reads them waits for that.
package final class HistoryLines: Sendable {
    package struct Found: Equatable {
        var index: Int
        var line: String
        /// Where the part is, in UTF-8 bytes of the line.
        var range: Range<Int>
    }

    fileprivate struct State {
        var load: (@Sendable () -> [String])?
        /// Oldest first.
        var lines: [String] = []
        /// All lines one behind the other, with capital letters made small; a letter keeps its number of bytes.
        var folded: [UInt8] = []
        /// Where each line begins in `folded`.
        var starts: [Int] = []
    }
    private let state: Mutex<State>

    package init(_ lines: [String] = []) { state = Mutex(State(load: { lines })) }

    package init(load: @escaping @Sendable () -> [String]) { state = Mutex(State(load: load)) }

    /// Reads the lines now, for instance on a thread that has nothing else to do.
    package func prepare() { _ = count }

    package var all: [String] { loaded { $0.lines } }

    var count: Int { loaded { $0.lines.count } }

    subscript(index: Int) -> String { loaded { $0.lines[index] } }

    /// Adds the newest line, unless it repeats the one before.
    package func append(_ line: String) {
        loaded { state in
            if state.lines.last != line { state.add(line) }
        }
    }

    /// The newest line before `end` that begins with `prefix` and is not `other`.
    func newest(before end: Int, beginning prefix: String, otherThan other: String) -> Found? {
        loaded { $0.newest(before: end, beginning: prefix) { $0 != other } }
    }

    /// The newest line that goes on from `prefix`; nil also while the lines are being read.
    package func newest(beginning prefix: String, where takes: (String) -> Bool = { _ in true }) -> String? {
        let found: Found?? = state.withLockIfAvailable { (state) -> Found? in
            guard state.load == nil else { return nil }
            return state.newest(before: state.lines.count, beginning: prefix) { $0 != prefix && takes($0) }
        }
        return found??.line
    }

    /// The nearest line from `start` on, going by `step`, that holds `part`; capitals in it make case matter.
    func nearest(from start: Int, step: Int, holding part: String, otherThan other: String?) -> Found? {
        loaded { $0.nearest(from: start, step: step, holding: part, otherThan: other) }
    }

    private func loaded<Result: Sendable>(_ body: (inout State) -> sending Result) -> Result {
        state.withLock { state in
            if let load = state.load {
                state.load = nil
                for line in load() { state.add(line) }
            }
            return body(&state)
        }
    }
}

extension HistoryLines.State {
    fileprivate mutating func add(_ line: String) {
        lines.append(line)
        starts.append(folded.count)
        appendFolded(line, to: &folded)
    }

    private func range(of index: Int) -> Range<Int> {
        starts[index]..<(index + 1 < starts.count ? starts[index + 1] : folded.count)
    }

    fileprivate func newest(before end: Int, beginning prefix: String, where takes: (String) -> Bool)
        -> HistoryLines.Found?
    {
        var wanted: [UInt8] = []
        appendFolded(prefix, to: &wanted)
        return folded.withUnsafeBytes { all in
            wanted.withUnsafeBytes { wanted in
                for index in stride(from: min(end, lines.count) - 1, through: 0, by: -1) {
                    let range = range(of: index)
                    guard range.count >= wanted.count,
                        wanted.isEmpty
                            || memcmp(all.baseAddress! + range.lowerBound, wanted.baseAddress!, wanted.count)
                                == 0
                    else { continue }
                    let line = lines[index]
                    guard line.hasPrefix(prefix), takes(line) else { continue }
                    return HistoryLines.Found(index: index, line: line, range: 0..<prefix.utf8.count)
                }
                return nil
            }
        }
    }

    fileprivate func nearest(from start: Int, step: Int, holding part: String, otherThan other: String?)
        -> HistoryLines.Found?
    {
        guard !part.isEmpty else { return nil }
        var wanted: [UInt8] = []
        appendFolded(part, to: &wanted)
        let caseMatters = part.contains { $0.isUppercase }
        var index = start
        while lines.indices.contains(index) {
            if let offset = offset(of: wanted, in: range(of: index)), lines[index] != other {
                let found = caseMatters ? exactOffset(of: part, in: lines[index]) : offset
                if let found {
                    return HistoryLines.Found(
                        index: index, line: lines[index], range: found..<found + wanted.count)
                }
            }
            index += step
        }
        return nil
    }

    private func offset(of wanted: [UInt8], in range: Range<Int>) -> Int? {
        let offset = folded.withUnsafeBytes { all in
            he_find(
                wanted, UInt(wanted.count), all.baseAddress.map { $0 + range.lowerBound }, UInt(range.count))
        }
        return offset < 0 ? nil : offset
    }

    private func exactOffset(of part: String, in line: String) -> Int? {
        guard let range = line.utf8.firstRange(of: part.utf8) else { return nil }
        return line.utf8.distance(from: line.startIndex, to: range.lowerBound)
    }
}

/// Letters whose small form has another length stay as they are, so that places in both texts are the same.
private func appendFolded(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { utf8 in
        if utf8.allSatisfy({ $0 < 0x80 }) {
            bytes.append(contentsOf: utf8.lazy.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 })
            return
        }
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
            let small = scalar.properties.lowercaseMapping.utf8
            let own = String(scalar).utf8
            bytes.append(contentsOf: small.count == own.count ? small : own)
        }
    }
}
