import Foundation
import HolocronAPI
import TestFolders
import Testing

@testable import HoloRuntime

/// What is kept of a server's actions between sessions.
@Suite struct CatalogueFileTests {
    private let folder = TestFolder.path("catalogues")
    private static let server = "https://api.anakin.io/v1/holocron"

    private static let actions = [
        Action(
            id: "a_b", site: "a", name: "A", description: "does\n\u{1b}[31m", mode: .sync,
            authentication: .required,
            credits: 2,
            parameters: [
                ActionParameter(
                    name: "n", type: "integer", isRequired: true, description: "how many", choices: [1, 2],
                    standard: 1)
            ]),
        Action(
            id: "c", site: "", name: "c", description: "", mode: .async, authentication: .none, credits: nil,
            parameters: []),
    ]

    private func file(_ server: String = server) -> CatalogueFile {
        CatalogueFile(folder: folder, server: server)
    }

    @Test func `what is written is read again, by its owner only`() throws {
        file().write(Self.actions)
        let read = try #require(file().read())
        #expect(read.actions == Self.actions)
        let modes = try FileManager.default.attributesOfItem(atPath: file().path)[.posixPermissions] as? Int
        #expect(modes == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
        file().write([])
        #expect(file().read()?.actions == [])
    }

    @Test func `what others could have written, or is another server's, is not taken`() throws {
        file().write(Self.actions)
        #expect(
            CatalogueFile(folder: folder, server: "https://api_anakin.io/v1/holocron").path == file().path)
        #expect(file("https://api_anakin.io/v1/holocron").read() == nil)
        chmod(file().path, 0o666)
        #expect(file().read() == nil)
        chmod(file().path, 0o600)
        #expect(file().read() != nil)
    }

    @Test(arguments: [
        "", "{", "[]", "{\"version\":2}", "\u{0}", "{\"version\":1,\"server\":\"\(server)\",\"actions\":7}",
        "{\"version\":1,\"server\":\"\(server)\",\"actions\":[7,{},{\"action_id\":\"\"}]}",
    ])
    func `a damaged file is no fault`(text: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file().path))
        #expect((file().read()?.actions ?? []) == [])
    }

    @Test func `what the server says in a session goes before what was kept`() {
        file().write(Self.actions)
        let known = KnownActions(file: file(), maximumAge: 3600)
        #expect(known.index(within: .seconds(5)).actions.map(\.id) == ["a_b", "c"])
        var changed = Self.actions[0]
        changed.credits = 7
        known.learn([changed])
        #expect(known.index["a_b"]?.credits == 7)
        #expect(known.index["c"] != nil)
        // It is fresh, so nobody is asked again.
        #expect(!known.shouldRefresh(now: Int(Date().timeIntervalSince1970)))
        #expect(known.shouldRefresh(now: Int(Date().timeIntervalSince1970) + 3700))
        #expect(!known.shouldRefresh(now: Int(Date().timeIntervalSince1970) + 3700))
    }

    @Test func `actions are found by their id and its beginning`() {
        let index = ActionIndex(
            (0..<200).map { number in
                Action(
                    id: "x_\(number)", site: "s\(number % 3)", name: "", description: "", mode: .async,
                    authentication: .none, credits: nil, parameters: [])
            })
        #expect(index["x_77"]?.id == "x_77")
        #expect(index["x_7777"] == nil)
        #expect(index.hasPrefix("x_19") && index.hasPrefix("") && index.hasPrefix("x_199"))
        #expect(!index.hasPrefix("x_1999") && !index.hasPrefix("y") && !index.hasPrefix("a"))
        #expect(index.sites == ["s0", "s1", "s2"])
        #expect(!ActionIndex.empty.hasPrefix(""))
    }
}
