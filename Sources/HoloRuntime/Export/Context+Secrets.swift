package import HolocronAPI

extension Context {
    /// Takes secrets and personal values out of what is kept or shown to others.
    package func anonymizer() -> Anonymizer {
        // A key that is in a file and was not needed yet is hidden too.
        _ = try? connector.keys.storedKey(for: connector.profile)
        return connector.config.redaction.anonymizer(keys: connector.keys.secrets.all)
    }

    /// From now on what is typed and what came of it is kept for `export` and `edit`.
    package func keepsLog() {
        let anonymizer = connector.config.redaction.anonymizer(keys: connector.keys.secrets.all)
        log.keep(through: anonymizer)
        connector.requests.read { anonymizer.learn($0) }
    }
}
