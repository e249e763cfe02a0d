import HolocronAPI

/// Why the body of an answer is not what the API would have said.
public enum Unreadable: Error, Sendable, Hashable {
    /// A web page, as proxies put in front of a server that is down.
    case html
    case empty
    /// The connection ended before the body did.
    case cut
    case notJSON
    /// JSON, and none of the documented shapes.
    case unexpected
    case tooLarge

    /// The rest of a sentence: `the server answered 502 with …`.
    public var words: String {
        switch self {
        case .html: "a web page instead of JSON"
        case .empty: "an empty body"
        case .cut: "a body that broke off"
        case .notJSON: "a body that is not JSON"
        case .unexpected: "JSON of a kind that is not documented"
        case .tooLarge: "more than can be read"
        }
    }

    static func read(_ bytes: [UInt8], isHTML: Bool) -> Result<JSON, Unreadable> {
        do {
            return .success(try JSON(parsing: bytes))
        } catch {
            let first = bytes.first { !" \t\r\n".utf8.contains($0) }
            if first == nil { return .failure(.empty) }
            return .failure(isHTML || first == UInt8(ascii: "<") ? .html : .notJSON)
        }
    }
}
