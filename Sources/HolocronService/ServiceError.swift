/// Why the local Holocron did not start, with what to do next.
package enum ServiceError: Error, Sendable {
    /// Another service has the data file; clients can use that one.
    case alreadyRunning(baseURL: String)
    case portInUse(Int)
    case cannotListen(host: String, reason: String)
    case keyNeeded(host: String)
    case faultyManifest(String)
    case faultyTrial(String)
    case faultyFault(String)
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
        case .keyNeeded(let host):
            "other machines could use the local Holocron on \(host), so it needs a key of yours"
        case .faultyManifest(let reason): reason
        case .faultyTrial(let reason): reason
        case .faultyFault(let reason): reason
        case .unusableDataFile(let path, let reason): "the data file \(path) cannot be used: \(reason)"
        case .libxml2Missing: "the library libxml2 is missing"
        case .faultyResource(let reason): "a file built into the local Holocron is wrong: \(reason)"
        case .stopped(let reason): "the local Holocron stopped: \(reason)"
        }
    }

    /// What to type or do next.
    package var next: String {
        switch self {
        case .alreadyRunning:
            "--local uses that one; another one beside it has a data file of its own\n"
                + "serve --data second.sqlite --port 0"
        case .portInUse: "0 picks a free one\nserve --port 0"
        case .cannotListen: "use 127.0.0.1, ::1 or localhost"
        case .keyNeeded: "add --key with 20 characters or more, or leave --host out"
        case .faultyManifest: "correct it; help actions-format says what a manifest holds"
        case .faultyTrial: "correct the manifest or the parameters; help actions-format says what it holds"
        case .faultyFault: "such as --fault drop-reply=0.1,slow=2s,429=0.05; help faults lists them"
        case .unusableDataFile: "choose another data file, or move this one away"
        case .libxml2Missing: "apt-get install libxml2"
        case .faultyResource: "this is a defect: report it with this message"
        case .stopped: "start it again: jobs and credits are kept"
        }
    }
}
