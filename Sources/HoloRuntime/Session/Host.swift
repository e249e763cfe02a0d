package import HolocronJobs

/// The outside of a program: where its values go and whom it asks. The shell is one, a test another.
package protocol Host: AnyObject, Sendable {
    /// A value that nothing used. Text that a command has laid out already is verbatim.
    func show(_ value: Value, isVerbatim: Bool)
    /// A value that can be had again by typing `path`: `$_`.
    func show(_ value: Value, path: String)
    /// Text laid out for a person.
    func show(_ page: PageText)
    /// A line for the person, not for the data: `✓ 7c3f1a2b completed in 3.2 s`.
    func note(_ line: String)
    /// A line that the script itself, or its user, wants to be there: it stays where notes are left out.
    func say(_ line: String)
    /// Calls the person to the terminal's window; false where that cannot be done.
    func notify(_ text: String) -> Bool
    /// Says what went wrong in a part of the work that the rest goes on without.
    func report(_ stop: Stop)
    /// The line that changes while something is waited for; nil takes it away.
    func progress(_ line: Progress?)
    /// The value as text laid out for a person, fitted to where it will be shown.
    func table(of value: Value) -> String
    /// How many characters fit a line; nil where nothing has to fit.
    var columns: Int? { get }
    /// What the person typed unseen; nil without a terminal.
    /// - Throws: ``Stop/interrupted`` after Ctrl-C.
    func askSecret(_ prompt: String) throws(Stop) -> String?
    /// While it is true the terminal shows nothing that is typed, and what was typed is forgotten at the end.
    func hideTyping(_ isHidden: Bool)
    /// What the person answered to a question of yes or no; nil without a terminal.
    func confirm(_ question: String) -> Bool?
    /// The lines typed so far, oldest first.
    var history: [String] { get }
    func clearScreen()
    /// For a screen reader: nothing is told by where it stands.
    var isPlain: Bool { get }
    /// A job was paid for; nobody may be waiting for it.
    func submitted(_ job: Job, to jobs: JobStore)
    /// A person sees notes as they come.
    var isWatched: Bool { get }
    /// A line of holo as it is typed where the person is: behind `holo` where there is no prompt.
    func pasted(_ line: String) -> String
}

extension Host {
    package func pasted(_ line: String) -> String { line }
    package var isWatched: Bool { false }
    package func hideTyping(_ isHidden: Bool) {}
    package var isPlain: Bool { false }
    package func submitted(_ job: Job, to jobs: JobStore) {}
}

extension Host {
    /// Shows a value that can be had again by typing `path`.
    package func show(_ value: Value, path: String) { show(value, isVerbatim: false) }
}

extension Host {
    package func show(_ page: PageText) { show(.string(page.plain), isVerbatim: true) }
}

extension Host {
    package func say(_ line: String) { note(line) }
}
