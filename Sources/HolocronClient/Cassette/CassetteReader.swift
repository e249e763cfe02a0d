import FoundationEssentials
import HolocronAPI
import OrderedCollections

/// Reads the text of a cassette line by line.
struct CassetteReader {
    private let name: String
    private let lines: [Substring]
    private var index = 0

    init(_ text: String, name: String) {
        self.name = name
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    mutating func head() throws(CassetteError) -> (server: String, recorded: Date) {
        let words = lines[0].split(separator: " ")
        guard words.count == 3, words[0] == "holo", words[1] == "cassette", let version = Int(words[2]) else {
            throw .notACassette(name)
        }
        guard version == CassetteText.version else { throw .newer(name, version: version) }
        index = 1
        let fields = readFields()
        guard let server = fields["server"], let text = fields["recorded"],
            let recorded = try? Date(text, strategy: .iso8601)
        else { throw damaged }
        return (server, recorded)
    }

    /// The next entry; nil at the end, or where the last one is not whole.
    mutating func entry() throws(CassetteError) -> CassetteEntry? {
        while index < lines.count, lines[index].isEmpty || lines[index].hasPrefix("#") { index += 1 }
        guard index < lines.count else { return nil }
        let end = lines[index...].firstIndex { $0.isEmpty }
        // The last piece of the text is empty where the text ends with a line.
        guard let end, end + 1 < lines.count else { return nil }
        defer { index = end }
        guard let request = try request(), let (ended, milliseconds, times) = try answer(upTo: end) else {
            throw damaged
        }
        return CassetteEntry(request: request, end: ended, milliseconds: milliseconds, times: times)
    }

    private var damaged: CassetteError { .malformed(name, line: index + 1) }

    private mutating func request() throws(CassetteError) -> OutgoingRequest? {
        let words = lines[index].split(separator: " ")
        guard words.count == 3, words[0] == ">" else { return nil }
        index += 1
        let body = try json(upTo: lines.count)
        return OutgoingRequest(method: String(words[1]), target: String(words[2]), body: body)
    }

    private typealias Ended = (CassetteEntry.End, milliseconds: Int, times: Int)

    private mutating func answer(upTo end: Int) throws(CassetteError) -> Ended? {
        var words = lines[index].split(separator: " ")[...]
        guard words.popFirst() == "<" else { return nil }
        var times = 1
        if let last = words.last, last.hasPrefix("x"), let count = Int(last.dropFirst()) {
            times = count
            words.removeLast()
        }
        guard words.count >= 4, words.popLast() == "ms",
            let milliseconds = words.popLast().flatMap({ Int($0) }),
            words.popLast() == "in", let first = words.popFirst()
        else { return nil }
        index += 1
        let fields = readFields()
        if let status = Int(first) {
            return (.answered(status: status, fields: fields, try body(upTo: end)), milliseconds, times)
        }
        guard let kind = CassetteEntry.Break(rawValue: String(first)),
            let progress = SubmitProgress(words.dropFirst())
        else { return nil }
        return (.failed(kind, progress, why: fields["why"] ?? ""), milliseconds, times)
    }

    private mutating func readFields() -> OrderedDictionary<String, String> {
        var fields: OrderedDictionary<String, String> = [:]
        while index < lines.count, let colon = lines[index].firstRange(of: ": "),
            lines[index][..<colon.lowerBound].allSatisfy({ $0.isLowercase || $0 == "-" }),
            lines[index].first != ":"
        {
            fields[String(lines[index][..<colon.lowerBound])] = String(lines[index][colon.upperBound...])
            index += 1
        }
        return fields
    }

    private mutating func body(upTo end: Int) throws(CassetteError) -> CassetteEntry.Body {
        guard index < end else { return .none }
        if lines[index].hasPrefix("| ") {
            let text = lines[index..<end].map { $0.dropFirst(2) }.joined(separator: "\n")
            index = end
            return .text(text)
        }
        return try json(upTo: end).map { .json($0) } ?? .none
    }

    /// The lines up to the next one of an answer, as JSON.
    private mutating func json(upTo end: Int) throws(CassetteError) -> JSON? {
        let start = index
        while index < end, !lines[index].hasPrefix("< "), !lines[index].isEmpty { index += 1 }
        guard index > start else { return nil }
        do {
            return try JSON(parsing: lines[start..<index].joined(separator: "\n"))
        } catch {
            index = start
            throw damaged
        }
    }
}
