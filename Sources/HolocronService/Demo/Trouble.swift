import HolocronAPI
import Hummingbird

/// A page that makes trouble: any demo site has one wherever one of these names stands for an id, a slug or a query.
enum Trouble: Equatable {
    /// `slow-N`: the page, N seconds late.
    case slow(seconds: Int)
    /// `broken`: a page that loads and has been rebuilt, so that nothing is where it was.
    case broken
    /// `hostile`: text that tries to reach the terminal.
    case hostile
    /// `huge`: more than a page may have.
    case huge
    /// `deep`: elements nested 100,000 deep.
    case deep
    /// `latin1`: the page in ISO 8859-1 that says it is UTF-8.
    case latin1
    /// `cut`: the connection ends in the middle of the page.
    case cut
    /// `status-NNN`: an error of the site.
    case status(Int)

    static let hostileName = "hostile"
    static let longestDelay = 60

    init?(_ name: String) {
        switch name {
        case "broken": self = .broken
        case Trouble.hostileName: self = .hostile
        case "huge": self = .huge
        case "deep": self = .deep
        case "latin1": self = .latin1
        case "cut": self = .cut
        default:
            if let seconds = Trouble.number(after: "slow-", in: name, 1...Trouble.longestDelay) {
                self = .slow(seconds: seconds)
            } else if let status = Trouble.number(after: "status-", in: name, 400...599) {
                self = .status(status)
            } else {
                return nil
            }
        }
    }

    private static func number(after prefix: String, in name: String, _ range: ClosedRange<Int>) -> Int? {
        guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)) else { return nil }
        return range.contains(number) ? number : nil
    }

    /// The names, as the list of test addresses shows them.
    static let names: [(name: String, meaning: String)] = [
        ("slow-N", "the page, N seconds late (1 to \(longestDelay))"),
        ("broken", "loads, but nothing is where it was: the job fails"),
        ("hostile", "escape sequences, control and bidirectional characters in the text"),
        ("huge", "8 MiB, twice what a page may have: the job fails"),
        ("deep", "100,000 elements inside one another: the job fails"),
        ("latin1", "ISO 8859-1 that says it is UTF-8: the job completes with U+FFFD"),
        ("cut", "the connection ends half way: the job fails"),
        ("status-NNN", "the site answers with that status (400 to 599): the job fails"),
        ("missing", "the site has no such page, as for every unknown id: the job fails"),
    ]

    /// Escape sequences, control characters, reversed and invisible writing, markup.
    static let hostileText =
        "Mallory\u{1B}]0;owned\u{7} \u{1B}[2J\u{1B}[31mRed\u{8} \u{202E}reenignE\u{202C} \u{9B}31m "
        + "<script>alert(1)</script> & \"Co\"\u{200B}\r\u{1B}[1A\n$(id); rm -rf ~ | `id` ${HOME}\u{2028}\u{FEFF}"
}

extension Trouble {
    private static let hugeSize = 8 << 20
    private static let depth = 100_000

    struct TornPage: Error {}

    /// What is left of a reply after the trouble.
    func response(_ reply: DemoReply, _ templates: Templates) -> Response {
        switch self {
        case .slow, .hostile: return reply.response(templates)
        case .broken: return reply.rebuilt.response(templates)
        case .huge: return reply.filled(String(repeating: "huge ", count: Trouble.hugeSize / 5))
        case .deep: return reply.nested(Trouble.depth)
        case .latin1: return reply.latin1(templates)
        case .cut: return reply.cut(templates)
        case .status(let code):
            return .html(
                "<!doctype html><title>\(code)</title><p>The demo site answers \(code).",
                status: HTTPResponse.Status(code: code))
        }
    }
}
