package import HoloLang

/// A command that will submit an action whose name stands in the text: checked before anything runs.
package struct ActionUse: Sendable {
    package var action: Name
    package var parameters: [Parameter]
    /// Names come from a record too, so that none can be called missing.
    package var spreads: Bool
    package var source: Source
    /// The whole command.
    package var command: SourceRange

    /// What is said of a word where only parameters are left to be given.
    static let assignmentHint = "a parameter is written key=value"

    /// One `key=value`, by the first name of its key.
    package struct Parameter: Sendable {
        package var name: Name
        /// The text after `=`, where nothing in it is computed and the key has no parts.
        package var text: String?
        /// Where that text stands.
        package var value: SourceRange?
    }
}
