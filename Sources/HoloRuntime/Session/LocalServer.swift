package import HolocronAPI

/// The Holocron on this machine, brought in from outside so that nothing here links it.
package protocol LocalServer: Sendable {
    /// Where it is and with which key, after starting it if it does not run yet.
    func address() async throws(Stop) -> (url: String, key: String)
    /// The credits of its account. Does not start it.
    func balance() -> Int?
    /// What it offers. Does not start it.
    func actions() -> [Action]
    /// Whether this process runs it.
    var isRunning: Bool { get }
    func stop() async
    /// Another one, on its own data.
    func another(dataFile: String) -> any LocalServer
}

extension LocalServer {
    package func actions() -> [Action] { [] }
}
