/// Where holo keeps its files: the XDG folders, or all in `HOLO_HOME`.
package struct Paths: Sendable {
    package let config: String
    package let data: String
    package let state: String
    package let cache: String

    package init(environment: Environment) {
        if let home = environment["HOLO_HOME"] {
            (config, data, state, cache) = (home, home, home, home)
            return
        }
        let home = environment["HOME"] ?? "."
        func folder(_ variable: String, _ fallback: String) -> String {
            (environment[variable] ?? "\(home)/\(fallback)") + "/holo"
        }
        config = folder("XDG_CONFIG_HOME", ".config")
        data = folder("XDG_DATA_HOME", ".local/share")
        state = folder("XDG_STATE_HOME", ".local/state")
        cache = folder("XDG_CACHE_HOME", ".cache")
    }

    package var configFile: String { "\(config)/config.yaml" }
    package var journal: String { "\(data)/journal.sqlite" }
    package var localData: String { "\(data)/local.sqlite" }
    package var history: String { "\(state)/history" }
    package var catalogues: String { "\(cache)/catalogues" }

    /// Named by profile and host, so that a key can only go to the server it was saved for.
    package func keyFile(profile: String, host: String) -> String { "\(config)/keys/\(profile)@\(host)" }
}
