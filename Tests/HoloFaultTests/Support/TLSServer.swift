import Foundation
import Glibc

/// Speaks TLS before a server that does not, with a certificate of its own making.
final class TLSServer: Sendable {
    let certificate: String
    private let port: Int
    private let scratch: Scratch
    private let child: Child

    var url: String { "https://localhost:\(port)" }

    /// Nil where there is no openssl or no Python.
    init?(before other: Int) async throws {
        scratch = Scratch()
        certificate = scratch.folder + "/certificate.pem"
        let environment = ["PATH": "/usr/bin:/bin"]
        let program = scratch.folder + "/server.py"
        try Data(TLSServer.text.utf8).write(to: URL(filePath: program))
        let words = [
            "/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out", certificate,
            "-keyout", certificate + ".key",
        ]
        guard access(words[0], X_OK) == 0, access("/usr/bin/python3", X_OK) == 0,
            try await Child(words, environment, in: scratch.folder).ending() == .exit(0)
        else { return nil }
        child = try Child(
            ["/usr/bin/python3", program, certificate, "\(other)"], environment, in: scratch.folder)
        port = Int(try await child.firstLine()) ?? 0
    }

    private static let text = """
        import socket, ssl, sys, threading

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[1] + ".key")
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        # The server refuses what was meant for another host.
        own = b"localhost:%d" % listener.getsockname()[1]
        other = b"127.0.0.1:%d" % int(sys.argv[2])

        def pump(source, target):
            try:
                while data := source.recv(65536):
                    target.sendall(data.replace(own, other))
            except OSError:
                pass
            try:
                target.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

        def serve(connection):
            try:
                inner = context.wrap_socket(connection, server_side=True)
            except (OSError, ssl.SSLError):
                return
            outer = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
            threading.Thread(target=pump, args=(inner, outer), daemon=True).start()
            pump(outer, inner)

        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

        """
}
