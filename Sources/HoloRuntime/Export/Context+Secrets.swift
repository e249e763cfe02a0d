package import HolocronAPI

extension Context {
    /// The keys this session may have used, as far as they can be known without asking or running anything.
    package var secrets: [String] {
        var secrets = [environment["ANAKIN_API_KEY"]].compactMap(\.self)
        let profile = connector.profile
        if case .file? = connector.keys.origin(for: profile), let key = try? connector.keys.key(for: profile)
        {
            secrets.append(key)
        }
        return secrets
    }

    /// Takes secrets and personal values out of what is kept or shown to others.
    package func anonymizer() -> Anonymizer { Anonymizer(secrets: secrets) }
}
