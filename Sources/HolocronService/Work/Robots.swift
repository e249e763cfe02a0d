import Synchronization

/// What a robots.txt allows a program that calls itself `holo-local`.
struct Robots: Sendable {
    private struct Line {
        let allows: Bool
        let path: String
    }

    private let lines: [Line]

    static let open = Robots("")
    /// What counts when a site's robots.txt cannot be had because the site is in trouble.
    static let closed = Robots("User-agent: *\nDisallow: /")

    /// Reads the group for `holo-local`, or else the one for everybody.
    init(_ text: String) {
        var groups: [(agents: [String], lines: [Line])] = []
        var isNaming = false
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.prefix { $0 != "#" }.split(separator: ":", maxSplits: 1).map {
                String($0).collapsed
            }
            guard let name = parts.first?.lowercased() else { continue }
            let value = parts.count > 1 ? parts[1] : ""
            switch name {
            case "user-agent":
                if !isNaming { groups.append(([], [])) }
                groups[groups.count - 1].agents.append(value.lowercased())
                isNaming = true
            case "allow", "disallow":
                isNaming = false
                if groups.isEmpty || value.isEmpty { continue }
                groups[groups.count - 1].lines.append(Line(allows: name == "allow", path: value))
            default: isNaming = false
            }
        }
        let own = groups.filter { $0.agents.contains("holo-local") }
        let chosen = own.isEmpty ? groups.filter { $0.agents.contains("*") } : own
        lines = chosen.flatMap(\.lines)
    }

    /// The longest line that fits decides, and of two that are as long the one that allows.
    func allows(_ path: String) -> Bool {
        let fitting = lines.filter { Robots.fits(path, $0.path) }
        let longest = fitting.map(\.path.utf8.count).max() ?? 0
        return fitting.isEmpty || fitting.contains { $0.path.utf8.count == longest && $0.allows }
    }

    /// `*` stands for anything and a `$` at the end for the end.
    private static func fits(_ path: String, _ pattern: String) -> Bool {
        let isWhole = pattern.hasSuffix("$")
        let pieces = (isWhole ? String(pattern.dropLast()) : pattern)
            .split(separator: "*", omittingEmptySubsequences: false)
        var rest = path[...]
        for (index, piece) in pieces.enumerated() {
            if index == 0 {
                guard rest.hasPrefix(piece) else { return false }
                rest = rest.dropFirst(piece.count)
            } else if isWhole, index == pieces.count - 1 {
                return rest.hasSuffix(piece)
            } else if !piece.isEmpty {
                guard let found = rest.firstRange(of: piece) else { return false }
                rest = rest[found.upperBound...]
            }
        }
        return !isWhole || rest.isEmpty
    }
}

/// The robots.txt of sites that were asked lately.
final class RobotsCache: Sendable {
    private static let lifetime = Duration.seconds(600)
    private let known = Mutex<[String: (robots: Robots, until: ContinuousClock.Instant)]>([:])

    subscript(origin: String) -> Robots? {
        get {
            known.withLock { known in
                known[origin].flatMap { $0.until > .now ? $0.robots : nil }
            }
        }
        set {
            known.withLock { known in
                if known.count > 1000 { known = [:] }
                known[origin] = newValue.map { ($0, .now + RobotsCache.lifetime) }
            }
        }
    }
}
