import HolocronAPI

/// A script that is killed while it runs.
struct Victim: Sendable, CustomStringConvertible {
    let rows: Int
    /// As many submits may be in flight at once.
    let atOnce: Int

    static let serial = Victim(rows: 20, atOnce: 1)
    static let parallel = Victim(rows: 20, atOnce: 4)

    var description: String { "\(rows) rows, \(atOnce) at once" }

    /// Its text; the tag tells its jobs from those of others at the same server.
    func script(_ tag: String) -> String {
        let clause = atOnce > 1 ? " parallel \(atOnce)" : ""
        return """
            for i in 1..\(rows)\(clause) {
                submit li_profile_scrape profile_url="https://www.linkedin.com/in/person-$i?run=\(tag)"
            }
            """
    }

    func request(_ row: Int, _ tag: String) -> TaskRequest {
        TaskRequest(
            action: "li_profile_scrape",
            params: ["profile_url": .string("https://www.linkedin.com/in/person-\(row)?run=\(tag)")])
    }
}
