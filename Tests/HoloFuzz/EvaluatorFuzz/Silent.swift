package import HoloRuntime

/// A host that makes text of all it is to show, and shows nothing.
package final class Silent: Host {
    package init() {}

    package func show(_ value: Value, isVerbatim: Bool) { _ = value.text.utf8.count }
    package func note(_ line: String) {}
    package func report(_ stop: Stop) {}
    package func notify(_ text: String) -> Bool { false }
    package func progress(_ line: Progress?) {}
    package func table(of value: Value) -> String { value.text }
    package var columns: Int? { 80 }
    package func askSecret(_ prompt: String) throws(Stop) -> String? { nil }
    package func confirm(_ question: String) -> Bool? { nil }
    package var history: [String] { [] }
    package func clearScreen() {}
}

/// No Holocron on this machine.
package struct NoServer: LocalServer {
    package init() {}

    package func address() async throws(Stop) -> (url: String, key: String) {
        throw .failed("LOCAL", "there is none")
    }
    package var isRunning: Bool { false }
    package func stop() async {}
    package func balance() -> Int? { nil }
    package func another(dataFile: String) -> any LocalServer { self }
}
