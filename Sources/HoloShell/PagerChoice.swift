import HoloRuntime
import HoloTerm
import Synchronization

/// The pager of a session, looked for when it is first needed.
final class PagerChoice: Sendable {
    private struct State {
        var pager: Pager?
        var wasLooked = false
        var knowsLinks: Bool?
    }

    private let look: @Sendable () -> Pager?
    private let state = Mutex(State())

    init(_ look: @escaping @Sendable () -> Pager?) { self.look = look }

    var pager: Pager? {
        state.withLock { state in
            if !state.wasLooked { state.pager = look() }
            state.wasLooked = true
            return state.pager
        }
    }

    var knowsLinks: Bool {
        guard let pager else { return false }
        return state.withLock { state in
            let knows = state.knowsLinks ?? pager.knowsLinks()
            state.knowsLinks = knows
            return knows
        }
    }
}

extension PagerChoice {
    /// What the variables and config.yaml say, where a person sits at the terminal.
    static func pager(_ environment: Environment, setting: String?) -> Pager? {
        guard TerminalInfo.isTerminal(0), TerminalInfo.isTerminal(1) else { return nil }
        let variables = Dictionary(environment.all.map { ($0.name, $0.value) }) { $1 }
        let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return Pager.chosen(setting: setting, hidden: ["ANAKIN_API_KEY"], environment: variables) { name in
            folders.contains { Files.exists("\($0)/\(name)") }
        }
    }
}
