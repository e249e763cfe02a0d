import HolocronClient

/// The key of a profile with a `key_command`, got when the first request needs it.
actor KeyHolder {
    private let keys: KeyStore
    private let profile: Profile
    private var running: Task<Endpoint, any Error>?

    init(_ keys: KeyStore, _ profile: Profile) {
        self.keys = keys
        self.profile = profile
    }

    /// Requests that come while the command runs wait for the same run; one that failed is tried again.
    func endpoint() async throws -> Endpoint {
        let task =
            running
            ?? Task { [keys, profile] in
                let key = try await keys.keyOrError(for: profile)
                return try Endpoint(url: profile.url, prefix: profile.prefix, key: key)
            }
        running = task
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch {
            if running == task { running = nil }
            throw error
        }
    }
}

extension KeyStore {
    /// What a client passes on.
    fileprivate func keyOrError(for profile: Profile) async throws -> String {
        do throws(Stop) {
            return try await key(for: profile)
        } catch {
            guard case .failure(let failure) = error else { throw CancellationError() }
            throw ClientError.badEndpoint(why: failure.message, next: failure.next ?? "login")
        }
    }
}

extension LocalServer {
    /// What a client passes on.
    func addressOrError() async throws -> (url: String, key: String) {
        do throws(Stop) {
            return try await address()
        } catch {
            guard case .failure(let failure) = error else { throw CancellationError() }
            throw ClientError.notStarted(why: failure.message, next: failure.next ?? "doctor")
        }
    }
}
