import Foundation
import Glibc
import Testing

/// The program over TLS, with the certificates that its machine trusts.
@Suite(.serialized)
struct TLSTests {
    /// Where the machine keeps what it trusts.
    static let trusted = "/etc/ssl/certs/ca-certificates.crt"

    /// Runs the victim's script against a server whose certificate the machine trusts, or does not.
    static func run(_ run: KilledRun, _ server: TLSServer, isTrusted: Bool) async throws -> (
        Child, Child.Ending
    ) {
        let words = ["/usr/bin/unshare", "-m", "--propagation", "private", "/bin/sh", "-c"]
        let mount = isTrusted ? "mount --bind \"$0\" \(trusted) && exec \"$@\"" : "exec \"$@\""
        let child = try run.start(
            under: words + [mount, server.certificate], with: ["ANAKIN_API_URL": server.url])
        return (child, try await child.ending())
    }

    @Test(arguments: [true, false])
    func `A server that is trusted is paid once for each row, and another is sent nothing`(isTrusted: Bool)
        async throws
    {
        let serve = try await ServeProcess()
        let run = try KilledRun(Victim(rows: 3, atOnce: 2), serve)
        guard geteuid() == 0, access(TLSTests.trusted, R_OK) == 0,
            let server = try await TLSServer(before: serve.port)
        else {
            print("skipped: no certificate can be made, or none can be trusted here")
            return
        }
        let (child, ending) = try await TLSTests.run(run, server, isTrusted: isTrusted)
        let message = child.text(child.errors)
        let paid = try await serve.truth(run.tag).count
        let kept = try run.peek().rows.map(\.state)
        if isTrusted {
            #expect(ending == .exit(0), "\(message)")
            #expect(paid == 3)
            #expect(kept == Array(repeating: "accepted", count: 3))
        } else {
            #expect(ending == .exit(7), "\(message)")
            #expect(message.contains("TLS"), "\(message)")
            #expect(paid == 0)
            #expect(kept.allSatisfy { $0 == "not_sent" }, "\(kept)")
        }
    }
}
