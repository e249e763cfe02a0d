/// Why the local Holocron did not start, with what to do next.
package enum ServiceError: Error, Sendable {
    /// Another service has the data file; clients can use that one.
    case alreadyRunning(baseURL: String)
    case portInUse(Int)
    case cannotListen(host: String, reason: String)
    case notLoopback(host: String)
    case unusableDataFile(path: String, reason: String)
    case libxml2Missing
    case faultyResource(String)
    case stopped(String)

    package var message: String {
        switch self {
        case .alreadyRunning(let baseURL):
            "a local Holocron is already running on this data file, at \(baseURL)"
        case .portInUse(let port): "port \(port) is in use by another program"
        case .cannotListen(let host, let reason): "the local Holocron cannot listen on \(host): \(reason)"
        case .notLoopback(let host): "the local Holocron listens on this machine only, not on \(host)"
        case .unusableDataFile(let path, let reason): "the data file \(path) cannot be used: \(reason)"
        case .libxml2Missing: "the library libxml2 is missing"
        case .faultyResource(let reason): "a file built into the local Holocron is wrong: \(reason)"
        case .stopped(let reason): "the local Holocron stopped: \(reason)"
        }
    }

    /// What to type or do next.
    package var next: String {
        switch self {
        case .alreadyRunning: "use that one, or stop it first"
        case .portInUse: "choose another port, or 0 for a free one"
        case .cannotListen, .notLoopback: "use 127.0.0.1, ::1 or localhost"
        case .unusableDataFile: "choose another data file, or move this one away"
        case .libxml2Missing: "apt-get install libxml2"
        case .faultyResource: "this is a defect: report it with this message"
        case .stopped: "start it again: jobs and credits are kept"
        }
    }
}
