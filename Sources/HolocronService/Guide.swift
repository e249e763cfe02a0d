/// Pages of help about the service; what they list is read from where it is made.
package enum Guide {
    /// The addresses of the demo web, as a list of test cases.
    package static var sandbox: String {
        let sites = DemoWeb.sites.map { site in
            ([site.host] + rows(site.guide.map { ($0.address, $0.content) })).joined(separator: "\n")
        }
        let opening = """
            The local Holocron's actions read a demo web that the service itself serves. Its pages are made from
            seeds, the same each time. A browser finds them at http://127.0.0.1:PORT/web/HOST/PATH.

            Pages that make trouble: put one of these names where an action takes an id, a slug, a query or the
            last part of an address, as in
              submit li_profile_scrape profile_url=https://www.linkedin.com/in/slow-5
              submit yt_video video_id=broken
              submit rt_search query=status-503
            """
        return
            ([opening + "\n" + rows(Trouble.names.map { ($0.name, $0.meaning) }).joined(separator: "\n")]
            + sites)
            .joined(separator: "\n\n")
    }

    /// The faults of `serve --fault`.
    package static var faults: String {
        """
        holo serve --fault LIST makes faults for clients to be tried against, in answers under /v1:
          holo serve --fault drop-reply=0.1,slow=2s,429=0.05
        P is a chance from 0 to 1; the faults are drawn from a seed, so a run can be had again.
        \(rows(Faults.guide.map { ($0.name, $0.meaning) }).joined(separator: "\n"))
        """
    }

    /// How a manifest is written.
    package static let actionsFormat = String(decoding: PackageResources.actions_format_txt, as: UTF8.self)

    private static func rows(_ rows: [(String, String)]) -> [String] {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, text in
            "  \(name)\(String(repeating: " ", count: width - name.count))  \(text)"
        }
    }
}
