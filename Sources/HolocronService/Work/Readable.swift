import HolocronAPI

/// A page that rules can be read from: elements of HTML and XML by XPath, or JSON by names with dots between them.
protocol Readable {
    associatedtype Spot

    func spots(_ path: String, in spot: Spot?) -> [Spot]
    /// What a path finds; nil where there is nothing.
    func value(_ path: String, in spot: Spot?) -> JSON?
    func count(_ path: String, in spot: Spot?) -> Int
}

extension HTMLDocument: Readable {
    func spots(_ path: String, in spot: Node?) -> [Node] { nodes(path, in: spot) }

    func value(_ path: String, in spot: Node?) -> JSON? { text(path, in: spot).map(JSON.string) }

    func count(_ path: String, in spot: Node?) -> Int { nodes(path, in: spot).count }
}

/// A JSON page, or the JSON that an HTML page keeps in a script.
struct JSONPage: Readable {
    let json: JSON

    func spots(_ path: String, in spot: JSON?) -> [JSON] { value(path, in: spot)?.items ?? [] }

    func count(_ path: String, in spot: JSON?) -> Int { spots(path, in: spot).count }

    /// Null counts as nothing; `.` is the place itself.
    func value(_ path: String, in spot: JSON?) -> JSON? {
        let start = spot ?? json
        let found = path == "." ? start : start.value(at: path.split(separator: ".").map(String.init))
        return found == .null ? nil : found
    }
}

extension JSON {
    /// The value at a path of names and of places in lists.
    func value(at path: [String]) -> JSON? {
        path.reduce(Optional(self)) { value, name in
            if let items = value?.items {
                return Int(name).flatMap { items.indices.contains($0) ? items[$0] : nil }
            }
            return value?[name]
        }
    }
}
