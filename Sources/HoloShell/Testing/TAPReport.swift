/// The Test Anything Protocol, version 13.
struct TAPReport: Sendable {
    static let head = "TAP version 13"
    private var count = 0

    /// The lines of the next test.
    mutating func next(_ outcome: TestOutcome) -> String {
        count += 1
        let name = TAPReport.description("\(outcome.file): \(outcome.name)")
        if let reason = outcome.notRun { return "ok \(count) - \(name) # SKIP \(reason)" }
        guard let failure = outcome.failure else { return "ok \(count) - \(name)" }
        var lines = ["not ok \(count) - \(name)", "  ---", "  message: \(TAPReport.quoted(failure.message))"]
        if let line = failure.line { lines.append("  line: \(line)") }
        // Readers look for the end of a block that is empty for ever.
        let details = failure.details.filter { !$0.isEmpty }
        if !details.isEmpty { lines += ["  details: |"] + details.map { "    \($0)" } }
        return (lines + ["  ..."]).joined(separator: "\n")
    }

    static func plan(_ count: Int) -> String { "1..\(count)" }

    /// A `#` would begin a directive.
    private static func description(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("#", with: "\\#").replacing("\n", with: " ")
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
