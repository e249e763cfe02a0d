import Foundation
import Testing

@testable import HoloRuntime

@Suite struct KeyStoreTests {
    let home: String

    init() throws {
        home = "/tmp/holo-keys-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
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
