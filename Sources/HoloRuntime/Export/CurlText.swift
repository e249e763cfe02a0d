import HolocronAPI

/// The submits of a session, and the waits for them, as a POSIX shell script with curl that ends at the first failure.
struct CurlText {
    private let export: SessionExport

    init(_ export: SessionExport) { self.export = export }

    /// - Throws: where nothing was submitted.
    func text() throws(Stop) -> String {
        let submits = export.entries.flatMap { entry in entry.submits.map { (entry.profile, $0) } }
        guard !submits.isEmpty else {
            throw .failed(
                "NOTHING", "there is nothing to export: no job was submitted in this session",
                next: "export holo")
        }
        var variables = ShellVariables(anonymizer: export.anonymizer)
        var calls: [String] = []
        var base = ""
        for (profile, submit) in submits {
            if CurlText.base(profile) != base {
                base = CurlText.base(profile)
                calls += ["", profile.isLocal ? "api=\(base) # holo serve" : "api=\(shellQuoted(base))"]
            }
            calls += ["", "# \(submit.action)", "submit \(variables.body(of: submit))", "result"]
        }
        return (head(variables.names) + [CurlText.functions] + calls).joined(separator: "\n") + "\n"
    }

    private func head(_ names: [String]) -> [String] {
        let given = (["ANAKIN_API_KEY"] + names).map { "\"${\($0):?}\"" }.joined(separator: " ")
        return [
            "#!/bin/sh",
            "# The jobs of a session of holo: \(export.summary). It ends at the first failure.",
            "set -eu", "",
            names.isEmpty
                ? "# The key has to be given."
                : "# The key and what is personal were not kept, and have to be given.",
            ": \(given)", "",
        ]
    }

    private static func base(_ profile: Profile) -> String {
        let origin = profile.isLocal ? "http://127.0.0.1:8787" : profile.url
        let end = origin.hasSuffix("/") ? String(origin.dropLast()) : origin
        return (end.hasSuffix("/v1") ? end : end + "/v1") + "/\(profile.prefix)"
    }

    private static let functions = #"""
        # Submits a job, which is paid for, and keeps its id.
        submit() {
          answer=$(curl -sS --fail-with-body --max-time 60 -X POST "$api/task" -H "X-API-Key: $ANAKIN_API_KEY" \
            -H 'Content-Type: application/json' -d "$1") || { printf '%s\n' "$answer" >&2; exit 1; }
          job=$(printf '%s\n' "$answer" | sed -n 's/.*"job_id" *: *"\([^"]*\)".*/\1/p')
          [ -n "$job" ] || { printf 'no job: %s\n' "$answer" >&2; exit 1; }
        }

        # Looks at the job every two seconds, for ten minutes at most, and shows its result.
        result() {
          looks=0
          while [ "$looks" -lt 300 ]; do
            answer=$(curl -sS --fail-with-body --max-time 60 --retry 3 "$api/jobs/$job" \
              -H "X-API-Key: $ANAKIN_API_KEY") || { printf 'job %s: %s\n' "$job" "$answer" >&2; exit 1; }
            case $(printf '%s\n' "$answer" | grep -o '"status" *: *"[a-z]*"' | head -n 1) in
              *'"completed"') printf '%s\n' "$answer"; return ;;
              *'"queued"' | *'"pending"' | *'"processing"') looks=$((looks + 1)); sleep 2 ;;
              *) printf 'job %s: %s\n' "$job" "$answer" >&2; exit 1 ;;
            esac
          done
          printf 'job %s is still running\n' "$job" >&2
          exit 1
        }
        """#
}
