package import HoloRuntime

extension CommandTable {
    /// The commands that need a screen, beside the standard ones.
    package static let shellRows: [CommandRow] = [.edit, .demo]
}
