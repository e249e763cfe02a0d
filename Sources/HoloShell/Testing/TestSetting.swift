import HoloRuntime
import HolocronJobs

/// Where the tests of a process run, which is the same for all files.
struct TestSetting: Sendable {
    var environment: Environment
    var keys: KeyStore
    var config: Config
    /// Nil for that of the configuration.
    var profile: String?
    var apiURL: String?
    var local: @Sendable (Paths) -> any LocalServer
    var deck: TapeDeck
    var interrupt: Interrupt
    var table: CommandTable
    var policy: Policy
    /// What all files together may cost.
    var budget: Budget?

    var isLocal: Bool { profile == "local" }

    /// How long a file may take where nobody says it: a server's jobs may take minutes, others do not.
    var usualTimeout: Duration { isLocal || deck.replaying != nil ? .seconds(60) : .seconds(600) }

    /// The collector of a script's `test` blocks; a transcript checks them only.
    var tests: (any TestRunner)?
}

extension TestSetting {
    /// Unless told otherwise, tests have a Holocron of their own, whatever the environment and the configuration say.
    init(
        _ options: ProcessOptions, environment: Environment, config: Config, context: Context, deck: TapeDeck,
        local: @escaping @Sendable (Paths) -> any LocalServer
    ) {
        let isTold = !options.isLocal && (options.profile != nil || options.apiURL != nil)
        self.environment = isTold ? environment : environment.changing(TestSetting.unset)
        keys = KeyStore(environment: self.environment, paths: context.paths)
        self.config = config
        profile = isTold ? options.profile : "local"
        apiURL = isTold ? options.apiURL : nil
        self.local = local
        self.deck = deck
        interrupt = context.interrupt
        table = context.table
        policy = context.policy
        budget = policy.budget.map { Budget(limit: $0, label: "the budget of the tests") }
    }

    private static let unset: [String: String?] = [
        "ANAKIN_API_KEY": nil, "ANAKIN_API_URL": nil, "HOLO_PROFILE": nil,
    ]

    /// Tests at a server that takes real credits say how many they may take.
    /// - Parameter connector: one with the profile of the tests.
    func checkMaySpend(_ connector: Connector, _ files: [String]) throws(Stop) {
        guard deck.replaying == nil, !isLocal, policy.budget == nil else { return }
        let url = connector.profile.url
        guard !TestSetting.isOnThisMachine(url) else { return }
        let again = (["test"] + files.map(shellQuoted)).joined(separator: " ")
        throw .failed(
            "SPENDS", "these tests would spend real credits at \(url)",
            next: "holo --budget 20cr \(again)\nholo --local \(again)")
    }

    private static func isOnThisMachine(_ url: String) -> Bool {
        ["http://127.", "http://localhost", "http://[::1]"].contains { url.hasPrefix($0) }
    }
}
