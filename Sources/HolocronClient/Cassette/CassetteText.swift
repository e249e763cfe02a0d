import FoundationEssentials
import HolocronAPI
import OrderedCollections

/// The text of a cassette: a line with its version, what it was recorded from, and its entries.
struct CassetteText: Sendable {
    static let version = 1
    static let suffix = ".cassette"

    /// What the journal calls the server: `local`, or its address.
    var server: String
    var recorded: Date
    var entries: [CassetteEntry] = []

    static func head(server: String, recorded: Date) -> String {
        "holo cassette \(version)\nserver: \(server)\nrecorded: \(recorded.formatted(.iso8601))\n\n"
    }

    var text: String {
        CassetteText.head(server: server, recorded: recorded) + entries.map(\.text).joined()
    }

    /// Reads a cassette. A last entry that was not written whole is left out.
    init(_ text: String, name: String) throws(CassetteError) {
        var reader = CassetteReader(text, name: name)
        (server, recorded) = try reader.head()
        while let entry = try reader.entry() { entries.append(entry) }
    }
}

/// Why a cassette cannot be used.
package enum CassetteError: Error, Sendable, Equatable {
    case missing(String)
    case unreadable(String, why: String)
    case notACassette(String)
    case newer(String, version: Int)
    case malformed(String, line: Int)
    case unwritable(String, why: String)
    case inUse(String)

    /// What went wrong, as a sentence without a full stop.
    package var message: String {
        switch self {
        case .missing(let file): "there is no cassette \(file)"
        case .unreadable(let file, let why): "\(file) cannot be read: \(why)"
        case .notACassette(let file): "\(file) is not a cassette: its first line is not “holo cassette 1”"
        case .newer(let file, let version):
            "\(file) is a cassette of version \(version), and this holo knows version \(CassetteText.version)"
        case .malformed(let file, let line): "\(file) is damaged in line \(line)"
        case .unwritable(let file, let why): "\(file) cannot be written: \(why)"
        case .inUse(let file): "another holo is recording \(file)"
        }
    }
}
