import HolocronAPI
import Synchronization

/// The API keys that this process has seen, to be kept out of everything that it writes or shows.
package final class Secrets: Sendable {
    private let redactor: Mutex<(redactor: Redactor, known: Set<String>)>

    package init(_ secrets: [String] = []) {
        redactor = Mutex((Redactor(secrets: secrets), Set(secrets)))
    }

    /// From now on this is hidden too.
    package func add(_ secret: String) {
        redactor.withLock { state in
            if state.known.insert(secret).inserted { state.redactor.add(secret) }
        }
    }

    package var all: [String] { redactor.withLock { Array($0.known) } }

    /// The text without them, in whatever spelling they stand there.
    package func text(_ text: String) -> String { redactor.withLock { $0.redactor }.text(text) }

    /// Whether one of them is in the text.
    package func isIn(_ text: String) -> Bool { self.text(text) != text }
}
