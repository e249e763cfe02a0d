import HoloRuntime

/// Whether what is called so is a secret by the custom of environment variables: `GITHUB_TOKEN`, `apiKey`.
func isSecretName(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["key", "token", "secret", "password", "passwd", "credential", "credentials"].contains {
        name.hasSuffix($0)
    }
}

extension Environment {
    /// The values of the variables that are called as secrets are.
    var secrets: [String] { all.filter { isSecretName($0.name) }.map(\.value) }
}
