import HoloTerm

/// The XML that continuous integration reads, a suite for each file.
struct JUnitReport {
    private let files: [FileOutcome]
    /// From the first test to the last, whatever ran beside it.
    private let took: Duration

    init(_ files: [FileOutcome], took: Duration) {
        self.files = files
        self.took = took
    }

    var text: String {
        let all = files.flatMap(\.outcomes)
        let suites = files.filter { !$0.outcomes.isEmpty }.map(suite)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="holo test" \(JUnitReport.counts(all, took))>
            \(suites.joined(separator: "\n"))
            </testsuites>
            """
    }

    private func suite(_ file: FileOutcome) -> String {
        let cases = file.outcomes.map(testCase).joined(separator: "\n")
        return """
              <testsuite name="\(JUnitReport.escaped(file.file))" \(JUnitReport.counts(file.outcomes, file.took))>
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
        if let reason = outcome.notRun {
            return "\(head)>\n      <skipped message=\"\(JUnitReport.escaped(reason))\"/>\n    </testcase>"
        }
        guard let failure = outcome.failure else { return head + "/>" }
        let kind = failure.kind == .failed ? "failure" : "error"
        let message = JUnitReport.escaped(failure.message)
        let details = JUnitReport.escaped(failure.details.joined(separator: "\n"))
        return "\(head)>\n      <\(kind) message=\"\(message)\">\(details)</\(kind)>\n    </testcase>"
    }

    private static func counts(_ outcomes: [TestOutcome], _ took: Duration) -> String {
        let failures = outcomes.count { $0.failure?.kind == .failed }
        let errors = outcomes.count { $0.failure != nil } - failures
        let skipped = outcomes.count { $0.notRun != nil }
        let counts = "tests=\"\(outcomes.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
        return counts + " skipped=\"\(skipped)\" time=\"\(seconds(took))\""
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
