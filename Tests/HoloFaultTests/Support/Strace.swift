import Glibc

/// Faults that strace brings into a program's system calls.
enum Strace {
    static func inject(_ calls: String, _ what: String, from step: String) -> [String] {
        [
            "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
            "inject=\(calls):\(what):when=\(step)",
        ]
    }

    /// Whether a process may be traced at all.
    static func isPermitted() async throws -> Bool {
        guard access("/usr/bin/strace", X_OK) == 0 else { return false }
        let scratch = Scratch()
        let words = ["/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "/bin/true"]
        return try await Child(words, ["PATH": "/usr/bin:/bin"], in: scratch.folder).ending() == .exit(0)
    }
}
