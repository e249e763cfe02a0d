import HoloTerm
import TerminalScreen
import Testing

/// What a second Tab lists: of every kind, with what each is, above the line that stays.
@Suite struct ListingTests {
    /// What is typed, and the rows that have to be listed, by their beginnings and ends.
    static let lists: [(typed: String, rows: [(label: String, note: String)])] = [
        ("a", [("actions", "Lists"), ("append", "Adds"), ("as", ""), ("await", "Waits")]),
        ("jobs --", [("--limit", "N · "), ("--json", "answer in JSON")]),
        (
            "submit am_",
            [
                ("am_product_details", "1 cr · "), ("am_product_reviews", "1 cr · "),
                ("am_search_products", "1 cr · "),
            ]
        ),
        ("submit am_search_products ", [("query", "text, required · "), ("limit", "")]),
        ("run am_search_products query=x sort=", [("relevance", "default"), ("rating", "")]),
        ("await ", [("$last", "li_profile_scrape · "), ("", "li_profile_scrape · completed · just now")]),
        ("use ", [("local", ""), ("work", "")]),
        ("print $kept.result.", [("connections", ""), ("headline", ""), ("location", ""), ("name", "")]),
    ]

    @Test(arguments: [80, 30]) func `a second Tab lists what fits`(columns: Int) async throws {
        let typist = try await Typist(columns: columns, .calm)
        let setting = try await typist.setting(Letters.all, isWrapped: true)
        for (typed, rows) in Self.lists {
            await typist.list(setting.lead + typed) { listed in
                rows.allSatisfy { label, note in
                    listed.contains { row in
                        displayWidth(row) < columns && row.hasPrefix(label)
                            && (columns < 80 || row.contains(note))
                    }
                }
            }
        }
    }
}
