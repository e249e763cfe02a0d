package import HolocronAPI

extension Context {
    /// Takes secrets and personal values out of what is kept or shown to others.
    package func anonymizer() -> Anonymizer {
        // A key that is in a file and was not needed yet is hidden too.
        _ = try? connector.keys.storedKey(for: connector.profile)
        return Anonymizer(secrets: connector.keys.secrets.all)
    }
}
