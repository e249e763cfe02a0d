import TerminalScreen
import Testing

/// What a line shows while it is typed, on wide and narrow screens, whatever happens around it.
///
/// After each of the behaviours the whole screen is compared, cell by cell and with the place of the cursor.
@Suite struct TypingTests {
    @Test(arguments: [80, 30], [false, true]) func `nothing disturbs`(columns: Int, isWrapped: Bool)
        async throws
    {
        let typist = try await Typist(columns: columns, .calm)
        for letters in Letters.allCases {
            let setting = try await typist.setting(letters.rawValue, isWrapped: isWrapped)
            for typing in Typing.all(setting) { await typist.type(typing) }
        }
        #expect(typist.hits.rows == 22 * Letters.allCases.count)
    }

    @Test(arguments: [80, 30]) func `a job ends in the middle of each`(columns: Int) async throws {
        let typist = try await Typist(columns: columns, .jobsEnd)
        for typing in Typing.all(try await typist.setting(Letters.all, isWrapped: true)) {
            await typist.type(typing)
        }
        // One that never met a job's end has shown nothing.
        #expect(typist.hits.jobs * 10 >= typist.hits.rows * 9, "\(typist.hits)")
    }

    @Test(arguments: [80, 30], [Disturbance.windowReflows, .windowCuts])
    func `the window changes ten times a second`(columns: Int, disturbance: Disturbance) async throws {
        let typist = try await Typist(columns: columns, disturbance)
        for typing in Typing.all(try await typist.setting(Letters.all, isWrapped: true)) {
            await typist.type(typing)
        }
        #expect(typist.hits.windows >= 4 * typist.hits.rows)
    }
}
