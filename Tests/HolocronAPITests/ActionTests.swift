import HolocronAPI
import Testing

/// Catalogue entries in both of their shapes. Contract §4.
struct ActionTests {
    static func read(_ text: String, site: String? = nil) throws -> Action? {
        Action(try JSON(parsing: text), site: site)
    }

    static let parameters = [
        ActionParameter(name: "query", type: "string", isRequired: true, description: "What to find"),
        ActionParameter(name: "sort", choices: ["new", "top"], standard: "new"),
        ActionParameter(name: "limit", type: "integer"),
    ]

    @Test(arguments: [
        """
        {"type":"object","required":["query"],"properties":{
        "query":{"type":"string","description":"What to find"},
        "sort":{"enum":["new","top"],"default":"new"},"limit":{"type":["null","integer"]}}}
        """,
        """
        [{"name":"query","type":"string","required":true,"description":"What to find"},
        {"name":"sort","required":false,"enum":["new","top"],"default":"new"},{"name":"limit","type":"integer"}]
        """,
    ])
    func `both shapes of parameters mean the same, in their order`(parameters: String) throws {
        for key in ["parameters", "params"] {
            let action = try #require(
                try ActionTests.read(#"{"action_id":"rt_search","\#(key)":\#(parameters)}"#))
            #expect(action.parameters == ActionTests.parameters)
        }
    }

    @Test func `an entry of a site's list and one of a search are read alike`() throws {
        let listed = """
            {"id":"u","action_id":"rt_search","catalog_id":"c","name":"Search","description":"d","mode":"sync",
            "auth_mode":"optional","auth_required":false,"credits_per_call":2}
            """
        let found = """
            {"action_id":"rt_search","catalog_slug":"reddit","name":"Search","description":"d","mode":"sync",
            "auth_mode":"optional","connected":true,"credits":2}
            """
        let action = Action(
            id: "rt_search", site: "reddit", name: "Search", description: "d", mode: .sync,
            authentication: .optional, credits: 2, parameters: [])
        #expect(try ActionTests.read(listed, site: "reddit") == action)
        var connected = action
        connected.isConnected = true
        #expect(try ActionTests.read(found) == connected)
    }

    @Test func `what an entry does not say has a meaning`() throws {
        let action = try #require(try ActionTests.read(#"{"action_id":"a","mode":"new","parameters":"?"}"#))
        let bare = Action(
            id: "a", site: "", name: "a", description: "", mode: .async, authentication: .none, credits: nil,
            parameters: [])
        #expect(action == bare)
    }

    @Test func `the older auth_required counts where auth_mode is missing`() throws {
        let older = try ActionTests.read(#"{"action_id":"a","auth_required":true}"#)
        #expect(older?.authentication == .required)
    }

    @Test(arguments: ["{}", "[]", #"{"action_id":7}"#, #"{"name":"a"}"#])
    func `an entry without an id is none`(text: String) throws {
        #expect(try ActionTests.read(text) == nil)
    }

    @Test func `parameters without a name are passed over`() throws {
        let action = try ActionTests.read(#"{"action_id":"a","params":[{"type":"string"},1,{"name":"q"}]}"#)
        #expect(action?.parameters.map(\.name) == ["q"])
    }
}
