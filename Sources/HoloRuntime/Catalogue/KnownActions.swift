import Dispatch
import HolocronAPI
import Synchronization

/// What is known of a server's actions without asking it: from this session, from the file of an earlier one, or
/// from the service that this program carries.
package final class KnownActions: Sendable {
    private struct State {
        var index = ActionIndex.empty
        var learned: [Action] = []
        /// Those of them that are in no file yet.
        var unkept: [Action] = []
        var begun = false
        /// Seconds since the epoch; nil where nothing was kept.
        var kept: Int?
        var isRefreshed = false
    }

    private let file: CatalogueFile
    private let builtIn: @Sendable () -> [Action]
    /// Seconds after which what was kept is asked for again.
    private let maximumAge: Int
    private let state = Mutex(State())
    private let isLoaded = DispatchSemaphore(value: 0)

    init(file: CatalogueFile, maximumAge: Int, builtIn: @escaping @Sendable () -> [Action] = { [] }) {
        self.file = file
        self.maximumAge = maximumAge
        self.builtIn = builtIn
    }

    /// As much as has been read so far; the first call begins to read the rest beside the caller.
    package var index: ActionIndex {
        begin()
        return state.withLock { $0.index }
    }

    /// All of it, if it can be read in this time.
    package func index(within time: Duration) -> ActionIndex {
        begin()
        if isLoaded.wait(timeout: .now() + .nanoseconds(Int(time / .nanoseconds(1)))) == .success {
            isLoaded.signal()
        }
        return index
    }

    private func begin() {
        let isFirst = state.withLock { state in
            defer { state.begun = true }
            return !state.begun
        }
        guard isFirst else { return }
        Worker.start { self.load() }
    }

    private func load() {
        let kept = file.read()
        // What was learnt of single actions stands beside what the program carries.
        let actions = (kept?.written == nil ? builtIn() : []) + (kept?.actions ?? [])
        state.withLock { state in
            state.kept = kept?.written
            state.index = ActionIndex(actions + state.learned)
        }
        isLoaded.signal()
    }

    /// Takes in what the server has said of some of its actions.
    func learn(_ actions: [Action]) {
        state.withLock { state in
            state.learned += actions
            state.unkept += actions
            if actions.contains(where: { state.index[$0.id] != $0 }) {
                state.index = ActionIndex(state.index.actions + actions)
            }
        }
    }

    /// Takes in all actions that the server has, and keeps them for the next session.
    func replace(with actions: [Action]) {
        guard !actions.isEmpty else { return }
        let index = ActionIndex(actions)
        state.withLock { state in
            state.isRefreshed = true
            (state.index, state.learned, state.unkept) = (index, actions, [])
        }
        file.write(actions)
    }

    /// Keeps for the next session what was learnt of single actions in this one.
    package func keep() {
        let unkept = state.withLock { state in
            defer { state.unkept = [] }
            return state.unkept
        }
        guard !unkept.isEmpty else { return }
        let kept = file.read()
        let known = ActionIndex(kept?.actions ?? builtIn())
        guard unkept.contains(where: { known[$0.id]?.entry != $0.entry }) else { return }
        file.write(ActionIndex((kept?.actions ?? []) + unkept).actions, all: kept?.written)
    }

    /// True once a process, where what was kept is too old.
    func shouldRefresh(now: Int) -> Bool {
        _ = index(within: .seconds(1))
        return state.withLock { state in
            guard !state.isRefreshed, now - (state.kept ?? 0) >= maximumAge else { return false }
            state.isRefreshed = true
            return true
        }
    }
}
