import HoloTerm

/// The XML that continuous integration reads, a suite for each file.
struct JUnitReport {
    private let files: [FileOutcome]

    init(_ files: [FileOutcome]) { self.files = files }

    var text: String {
        let all = files.flatMap(\.outcomes)
        let suites = files.filter { !$0.outcomes.isEmpty }.map(suite)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="holo test" \(JUnitReport.counts(all))>
            \(suites.joined(separator: "\n"))
            </testsuites>
            """
    }

    private func suite(_ file: FileOutcome) -> String {
        let cases = file.outcomes.map(testCase).joined(separator: "\n")
        return """
              <testsuite name="\(JUnitReport.escaped(file.file))" \(JUnitReport.counts(file.outcomes))>
            \(cases)
              </testsuite>
            """
    }

    private func testCase(_ outcome: TestOutcome) -> String {
        let line = (outcome.failure?.line ?? outcome.line).map { " line=\"\($0)\"" } ?? ""
        let file = JUnitReport.escaped(outcome.file)
        let head =
            "    <testcase name=\"\(JUnitReport.escaped(outcome.name))\" classname=\"\(file)\" file=\"\(file)\"\(line)"
            + " time=\"\(JUnitReport.seconds(outcome.took))\""
        guard let failure = outcome.failure else { return head + "/>" }
        let kind = failure.isUsage ? "error" : "failure"
        let message = JUnitReport.escaped(failure.message)
        let details = JUnitReport.escaped(failure.details.joined(separator: "\n"))
        return "\(head)>\n      <\(kind) message=\"\(message)\">\(details)</\(kind)>\n    </testcase>"
    }

    private static func counts(_ outcomes: [TestOutcome]) -> String {
        let errors = outcomes.count { $0.failure?.isUsage ?? false }
        let failures = outcomes.count(where: \.isFailed) - errors
        let time = seconds(outcomes.reduce(.zero) { $0 + $1.took })
        return "tests=\"\(outcomes.count)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"\(time)\""
    }

    private static func seconds(_ time: Duration) -> String {
        let milliseconds = Int(time / .milliseconds(1))
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    /// XML has no place for control characters.
    private static func escaped(_ text: String) -> String {
        visible(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
