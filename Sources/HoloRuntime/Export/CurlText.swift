import HolocronAPI
import OrderedCollections

/// The submits of a session, and the waits for them, as lines of a POSIX shell with curl.
struct CurlText {
    private let export: SessionExport

    init(_ export: SessionExport) { self.export = export }

    /// - Throws: where nothing was submitted.
    func text() throws(Stop) -> String {
        let submits = export.entries.flatMap { entry in entry.submits.map { (entry.profile, $0) } }
        guard !submits.isEmpty else {
            throw .failed(
                "NOTHING", "there is nothing to export: no job was submitted in this session",
                next: "export holo has the statements")
        }
        var lines = [
            "#!/bin/sh",
            "# The jobs of a session of holo: \(export.summary). The key comes from ANAKIN_API_KEY.", "",
        ]
        var base = ""
        for (profile, submit) in submits {
            if CurlText.base(profile) != base {
                base = CurlText.base(profile)
                lines.append(profile.isLocal ? "api=\(base) # holo serve" : "api=\(base)")
            }
            lines += ["", "# \(submit.action)"] + CurlText.lines(body(of: submit))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func body(of submit: SessionLog.Submit) -> String {
        let body: JSON = [
            "action_id": .string(submit.action), "params": export.anonymizer.json(submit.params),
        ]
        return export.anonymizer.text(body.encoded())
    }

    private static func base(_ profile: Profile) -> String {
        let origin = profile.isLocal ? "http://127.0.0.1:8787" : profile.url
        let end = origin.hasSuffix("/") ? String(origin.dropLast()) : origin
        return (end.hasSuffix("/v1") ? end : end + "/v1") + "/\(profile.prefix)"
    }

    /// Submits once, then looks every two seconds. The last look is the result.
    private static func lines(_ body: String) -> [String] {
        let quoted = "'" + body.replacing("'", with: "'\\''") + "'"
        return [
            "job=$(curl -sS -X POST \"$api/task\" -H \"X-API-Key: $ANAKIN_API_KEY\" -H 'Content-Type: application/json' \\",
            "  -d \(quoted) | sed -n 's/.*\"job_id\" *: *\"\\([^\"]*\\)\".*/\\1/p')",
            "until curl -sS \"$api/jobs/$job\" -H \"X-API-Key: $ANAKIN_API_KEY\" >job.json && ! grep -Eq '\"status\" *: *\"(queued|pending|processing)\"' job.json",
            "do sleep 2; done; cat job.json; echo",
        ]
    }
}
