import Glibc
import HoloLang
import HolocronAPI
import HolocronClient
import HolocronJobs
import Synchronization

/// What the server's actions are called, take and cost, as far as it says; asked once a session.
package final class Catalogue: Sendable {
    private let client: HolocronClient
    private let limiter: Limiter
    private let known = Mutex<[String: Action]>([:])
    /// The server has none, as it has once said.
    private let isMissing = Mutex(false)
    /// What completion knows.
    private let shelf: KnownActions
    /// Whether all actions are asked for once a day, beside a command that asked for one.
    private let refreshes: @Sendable () -> Bool

    init(
        client: HolocronClient, limiter: Limiter, shelf: KnownActions,
        refreshes: @escaping @Sendable () -> Bool
    ) {
        self.client = client
        self.limiter = limiter
        self.shelf = shelf
        self.refreshes = refreshes
    }

    /// - Returns: the action, or nil where the server has no catalogue to ask.
    /// - Throws: when the server has a catalogue and not this action, or cannot be talked to at all.
    func action(_ id: String) async throws(Stop) -> Action? {
        if let action = known.withLock({ $0[id] }) { return action }
        if isMissing.withLock({ $0 }) { return nil }
        do {
            if let action = try await limited({ () async throws(ClientError) in
                try await self.client.action(id)
            }) {
                known.withLock { $0[id] = action }
                shelf.learn([action])
                refresh()
                return action
            }
        } catch {
            guard error.meansNoCatalogue else { throw Stop(error) }
            isMissing.withLock { $0 = true }
            return nil
        }
        try await refuse(id)
        return nil
    }

    /// The actions that have to do with a text, or all.
    func actions(matching text: String?) async throws(Stop) -> [Action] {
        do {
            let actions = try await limited { () async throws(ClientError) in
                try await self.client.actions(matching: text)
            }
            known.withLock { known in
                for action in actions { known[action.id] = action }
            }
            if text ?? "" == "" { shelf.replace(with: actions) } else { shelf.learn(actions) }
            return actions
        } catch {
            throw Stop(error)
        }
    }

    /// Sends a search when the limits let it go.
    private func limited<T: Sendable>(_ body: () async throws(ClientError) -> T) async throws(ClientError)
        -> T
    {
        do {
            return try await limiter.pass(.search, body)
        } catch let error as ClientError {
            throw error
        } catch {
            throw .cancelled
        }
    }

    /// What the server has said in this session.
    var knownActions: [Action] { known.withLock { $0.values.sorted { $0.id < $1.id } } }

    /// Asks for all actions beside what runs, where those that are kept are old.
    private func refresh() {
        guard refreshes() else { return }
        Worker.start {
            guard self.shelf.shouldRefresh(now: time(nil)) else { return }
            _ = try? Interrupt().waiting { () async throws(Stop) in try await self.actions(matching: nil) }
        }
    }

    /// An action that is not there is refused only where others are.
    private func refuse(_ id: String) async throws(Stop) {
        let names = ((try? await actions(matching: nil)) ?? []).map(\.id)
        guard !names.isEmpty else {
            isMissing.withLock { $0 = true }
            return
        }
        let hint = nearest(to: id, in: names).map { "did you mean \($0)?" }
        throw .failed(
            "UNKNOWN_ACTION", "there is no action \(id)",
            next: hint ?? "actions")
    }
}

extension ClientError {
    /// The server is the API and has no search, or has it no longer: parameters go unchecked.
    fileprivate var meansNoCatalogue: Bool {
        switch self {
        case .api(let error, _): error.status == 404 || error.status >= 500
        case .unreadable(let status, _, _, _): status == 404
        default: false
        }
    }
}
