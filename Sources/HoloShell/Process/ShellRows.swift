package import HoloRuntime

extension CommandTable {
    /// The standard commands and those that only a shell has.
    package static let shellRows = standardRows + [.edit, .demo, .doctor, .tour, .completions, .man]
}
