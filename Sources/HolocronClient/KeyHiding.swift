import HolocronAPI
import Synchronization

/// Takes the API key out of what a server says; what finds it is made once for a key.
final class KeyHiding: Sendable {
    private let last = Mutex<(key: String, redactor: Redactor)?>(nil)

    func redactor(for endpoint: Endpoint) -> Redactor {
        last.withLock { last in
            if let last, last.key == endpoint.key { return last.redactor }
            let redactor = Redactor(secrets: [endpoint.key])
            last = (endpoint.key, redactor)
            return redactor
        }
    }
}
