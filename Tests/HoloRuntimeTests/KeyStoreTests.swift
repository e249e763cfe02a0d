import Foundation
import HolocronClient
import Synchronization
import TestFolders
import Testing

@testable import HoloRuntime

@Suite struct KeyStoreTests {
    let home: String

    init() throws {
        home = TestFolder.make("keys")
    }

    func store(_ variables: [String: String] = [:]) -> KeyStore {
        let environment = Environment(variables.merging(["HOLO_HOME": home]) { $1 })
        return KeyStore(environment: environment, paths: Paths(environment: environment))
    }

    @Test func `a saved key is its owner's, for one profile and one server`() async throws {
        let profile = Profile(name: "work", url: "https://api.anakin.io/v1")
        let file = try store().save("ak-1", for: profile)
        #expect(file == "\(home)/keys/work@api.anakin.io")
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(
            try FileManager.default.attributesOfItem(atPath: "\(home)/keys")[.posixPermissions] as? Int
                == 0o700)
        #expect(try await store().key(for: profile) == "ak-1")
        #expect(store().origin(for: Profile(name: "work", url: "https://elsewhere.example")) == nil)
        #expect(store().origin(for: Profile(name: "other", url: "https://api.anakin.io")) == nil)
        #expect(store().remove(for: profile))
        #expect(!store().remove(for: profile))
    }

    @Test func `the environment goes before a command, a command before a file`() async throws {
        var profile = Profile(name: "work")
        _ = try store().save("from-file", for: profile)
        #expect(try await store().key(for: profile) == "from-file")
        profile.keyCommand = ["echo", "from-command"]
        #expect(try await store().key(for: profile) == "from-command")
        #expect(
            try await store(["ANAKIN_API_KEY": "from-environment"]).key(for: profile) == "from-environment")
        #expect(store(["ANAKIN_API_KEY": ""]).origin(for: profile) == .command)
    }

    @Test(arguments: ["false", "true", "exit 3"]) func `a command without a key says how to look`(
        command: String
    ) async {
        var profile = Profile(name: "work")
        profile.keyCommand = ["/bin/sh", "-c", command]
        await #expect { try await store().key(for: profile) } throws: { error in
            (error as? Stop)?.code == "KEY_COMMAND" && (error as? Stop)?.exitCode == 4
        }
    }

    @Test func `a path in an address cannot leave the folder of keys`() throws {
        let file = try store().save("k", for: Profile(name: "p", url: "https://../../etc"))
        #expect(file == "\(home)/keys/p@..")
        #expect(file.hasPrefix("\(home)/keys/"))
    }
}

/// The program that prints a key.
@Suite struct KeyCommandTests {
    final class Notes: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        @Sendable func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private func key(_ words: [String], _ notes: Notes = Notes(), patience: Duration = .seconds(20))
        async throws -> String
    {
        try await KeyCommand(words, patience: patience, note: notes.add).key()
    }

    @Test(arguments: [
        (["echo", "  ak-1  "], "ak-1"), (["/bin/sh", "-c", "echo; echo ak-2; echo more"], "ak-2"),
        (["printf", "ak-3"], "ak-3"), (["echo", "$HOME; echo x"], "$HOME; echo x"),
    ]) func `the first line of the output is the key, and no shell reads the words`(
        words: [String], key: String
    )
        async throws
    {
        #expect(try await self.key(words) == key)
    }

    @Test func `what it says beside the key is told line by line`() async throws {
        let notes = Notes()
        let words = ["/bin/sh", "-c", "echo touch the key >&2; printf 'end' >&2; echo ak-1"]
        #expect(try await key(words, notes) == "ak-1")
        #expect(notes.all == ["key_command: touch the key", "key_command: end"])
    }

    @Test(arguments: [
        (["/bin/sh", "-c", "exit 3"], "it ended with 3"), (["true"], "it printed nothing"),
        (["holo-no-such-program"], "there is no program holo-no-such-program"),
    ]) func `one that gives no key says why`(words: [String], why: String) async {
        await #expect { try await key(words) } throws: { error in
            guard case .failure(let failure)? = error as? Stop else { return false }
            return failure.code == "KEY_COMMAND" && failure.exit == .authentication
                && failure.message == "key_command gave no key: \(why)"
        }
    }

    @Test func `one that hangs is ended, with what it started still there`() async {
        let start = ContinuousClock.now
        await #expect(throws: Stop.self) {
            try await key(["/bin/sh", "-c", "sleep 30 & sleep 30"], patience: .milliseconds(300))
        }
        #expect(start.duration(to: .now) < .seconds(10))
    }

    @Test func `it runs for the first request and not before, and once`() async throws {
        let home = TestFolder.make("keys")
        let environment = Environment(["HOLO_HOME": home])
        let paths = Paths(environment: environment)
        let yaml =
            "profiles: {work: {api_url: 'http://127.0.0.1:1', key_command: [sh, -c, 'echo x >> \(home)/ran; echo ak-123456']}}"
        let connector = try Connector(
            paths: paths, keys: KeyStore(environment: environment, paths: paths),
            config: try Config(yaml: yaml, name: "config.yaml"), profile: "work", apiURL: nil, local: nil)
        let connection = try connector.connection()
        #expect(connector.hasKey && !connector.mayAskUnasked)
        #expect(!FileManager.default.fileExists(atPath: home + "/ran"))
        for _ in 0..<3 { _ = try? await connection.client.sites() }
        #expect(try String(contentsOfFile: home + "/ran", encoding: .utf8) == "x\n")
        #expect(connector.keys.secrets.isIn("the key ak-123456 here"))
        await connection.client.shutdown()
    }
}
