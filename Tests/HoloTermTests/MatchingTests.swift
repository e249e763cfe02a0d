import Testing

@testable import HoloTerm

@Suite struct MatchingTests {
    @Test(
        arguments: [
            ("li_pr", "li_profile_scrape", Fit.beginning), ("LI_PR", "li_profile_scrape", .foldedBeginning),
            ("", "anything", .beginning), ("l_p", "li_profile_scrape", .parts),
            ("profile", "li_profile_scrape", .parts),
            ("pr_sc", "li_profile_scrape", .parts), ("lps", "li_profile_scrape", .initials),
            ("lp", "li_profile_scrape", .initials), ("scrape-li", "li_profile_scrape", nil),
            ("rofile", "li_profile_scrape", nil), ("li_pr_pr", "li_profile_scrape", nil), ("x", "li", nil),
            ("_", "li_profile", nil), ("É", "éclair", .foldedBeginning), ("peo", "my people.csv", .parts),
        ] as [(String, String, Fit?)])
    func `how a text fits a word`(typed: String, word: String, fit: Fit?) {
        #expect(Pattern(typed).fit(word) == fit)
    }
}
