import HolocronAPI

extension DemoSite {
    /// How often something was searched for, week by week, as JSON.
    static let trends = DemoSite(
        host: "trends.google.com",
        guide: [
            ("https://trends.google.com/data/timeline?q=swift&date=today+12-m", "52 weeks of any keyword")
        ]
    ) { request in
        guard request.path == "/data/timeline", let keyword = request.query["q"] else { return nil }
        guard let weeks = Trends.weeks[request.query["date"] ?? "today 12-m"] else { return nil }
        return .json(Trends.timeline(keyword, request.query["geo"] ?? "", weeks))
    }
}

private enum Trends {
    static let weeks = ["today 1-m": 4, "today 3-m": 13, "today 12-m": 52, "today 5-y": 260]
    private static let lastWeek = 1_795_305_600

    static func timeline(_ keyword: String, _ place: String, _ count: Int) -> JSON {
        var random = SeededRandom("trend \(keyword.lowercased()) \(place)")
        var level = random.number(20...80)
        let points = (0..<count).map { week -> JSON in
            level = min(100, max(0, level + random.number(-9...9)))
            let seconds = lastWeek - (count - 1 - week) * 7 * Day.length
            return [
                "time": .string(String(seconds)), "date": .string(seconds.day),
                "formattedTime": .string(seconds.feedDate.week),
                "value": [.integer(Int64(level))],
            ]
        }
        return ["default": ["timelineData": .array(points)]]
    }
}

extension String {
    /// `22 Nov 2026` out of `Sun, 22 Nov 2026 00:00:00 GMT`.
    fileprivate var week: String { split(separator: " ").dropFirst().prefix(3).joined(separator: " ") }
}
