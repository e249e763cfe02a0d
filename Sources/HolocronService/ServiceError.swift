/// Why the local Holocron did not start, with what to do next.
package enum ServiceError: Error, Sendable, CustomStringConvertible {
    /// Another service has the data file; clients can use that one.
    case alreadyRunning(baseURL: String)
    case portInUse(Int)
    case cannotListen(host: String, reason: String)
    case notLoopback(host: String)
    case unusableDataFile(path: String, reason: String)
    case libxml2Missing
    case faultyResource(String)
    case stopped(String)

    package var description: String {
        switch self {
        case .alreadyRunning(let baseURL):
            "A local Holocron is already running on this data file, at \(baseURL). Use that one, or stop it first."
        case .portInUse(let port):
            "Port \(port) is in use by another program. Choose another port, or 0 for a free one."
        case .cannotListen(let host, let reason):
            "The local Holocron cannot listen on \(host): \(reason)."
        case .notLoopback(let host):
            "The local Holocron listens on this machine only, not on \(host). Use 127.0.0.1, ::1 or localhost."
        case .unusableDataFile(let path, let reason):
            "The data file \(path) cannot be used: \(reason). Choose another data file, or move this one away."
        case .libxml2Missing:
            "The library libxml2 is missing. Install it (Debian and Ubuntu: apt install libxml2)."
        case .faultyResource(let reason):
            "A file built into the local Holocron is wrong: \(reason). This is a bug; please report it."
        case .stopped(let reason):
            "The local Holocron stopped: \(reason). Start it again; jobs and credits are kept."
        }
    }
}
