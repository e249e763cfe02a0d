import Foundation
import HolocronAPI
import TerminalScreen

/// An asciicast, read as strictly as the format is written down: every line, its types and its times.
struct CastFile {
    struct Event: Equatable {
        /// Seconds from the beginning.
        var time: Double
        var code: String
        var data: String
    }

    let version: Int
    let columns: Int
    let rows: Int
    let title: String?
    let events: [Event]

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw TestError("the last line does not end") }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let header = try JSON(parsing: String(lines.first ?? ""))
        guard let version = header["version"]?.integer, [2, 3].contains(version) else {
            throw TestError("no version: \(header.encoded())")
        }
        let size = version == 3 ? header["term"] : header
        guard let columns = size?[version == 3 ? "cols" : "width"]?.integer,
            let rows = size?[version == 3 ? "rows" : "height"]?.integer, columns > 0, rows > 0
        else { throw TestError("no size: \(header.encoded())") }
        self.version = Int(version)
        (self.columns, self.rows) = (Int(columns), Int(rows))
        title = header["title"]?.text
        events = try CastFile.events(lines.dropFirst(), version: self.version)
    }

    private static func events(_ lines: ArraySlice<Substring>, version: Int) throws -> [Event] {
        var time = 0.0
        return try lines.map { line in
            guard case .array(let parts) = try JSON(parsing: String(line)), parts.count == 3,
                case .decimal(let seconds) = parts[0], let seconds = Double(seconds), seconds >= 0,
                case .string(let code) = parts[1], case .string(let data) = parts[2]
            else { throw TestError("no event: \(line)") }
            guard (version == 3 ? "omirx" : "omir").contains(code), code.count == 1 else {
                throw TestError("no such code: \(line)")
            }
            guard version == 3 || seconds >= time else { throw TestError("goes back in time: \(line)") }
            time = version == 3 ? time + seconds : seconds
            return Event(time: time, code: code, data: data)
        }
    }

    var output: String { events.filter { $0.code == "o" }.map(\.data).joined() }
    var marks: [String] { events.filter { $0.code == "m" }.map(\.data) }
    var exit: String? { events.last { $0.code == "x" }?.data }
    var length: Double { events.last?.time ?? 0 }

    /// What a terminal of that size shows at the end.
    var screen: Screen {
        var screen = Screen(columns: columns, rows: rows)
        screen.write(Array(output.utf8))
        return screen
    }
}

extension JSON {
    fileprivate var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }
}
