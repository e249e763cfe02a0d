import HolocronAPI

extension DemoSite {
    /// Open positions as JSON.
    static let jobicy = DemoSite(
        host: "jobicy.com",
        guide: [("https://jobicy.com/api/v2/remote-jobs?count=20", "200 positions, as JSON")]
    ) { request in
        guard request.path == "/api/v2/remote-jobs" else { return nil }
        let jobs = Positions.shelf.items.page(1, of: request.number("count", 20))
        return .json(["jobCount": .integer(Int64(jobs.count)), "jobs": .array(jobs)])
    }

    /// The same positions as another board gives them: a list whose first item is a notice.
    static let remoteok = DemoSite(
        host: "remoteok.com",
        guide: [("https://remoteok.com/api?tag=swift", "the positions with a tag, as JSON")]
    ) { request in
        guard request.path == "/api" else { return nil }
        let jobs = Positions.shelf.search(request.query["tag"] ?? "").page(1, of: request.number("limit", 50))
        return .json(["legal": "Demo data.", "jobs": .array(jobs)])
    }

    /// The same positions as a feed.
    static let weworkremotely = DemoSite(
        host: "weworkremotely.com",
        guide: [("https://weworkremotely.com/remote-jobs.rss", "the positions as a feed")]
    ) { request in
        guard request.path == "/remote-jobs.rss" else { return nil }
        return .page(
            "feed", DemoFeed.positions(Positions.shelf.items.page(1, of: request.number("limit", 25)))
        )
        .typed("application/rss+xml; charset=utf-8")
    }

    /// A search over the positions and what they pay; every page brings its data in a script.
    static let indeed = DemoSite(
        host: "www.indeed.com",
        guide: [
            (
                "https://www.indeed.com/jobs?q=engineer&l=berlin&start=10",
                "search over the positions, 10 a page"
            ),
            ("https://www.indeed.com/salaries?q=designer", "what positions with a title pay"),
        ]
    ) { request in
        switch request.path {
        case "/jobs": return Positions.search(request)
        case "/salaries": return Positions.salaries(request)
        default: return nil
        }
    }
}

enum Positions {
    static let shelf = Shelf("position", 200, id: "id", searched: ["title", "company", "location", "tags"]) {
        _, number, random in
        let title = random.pick(DemoWords.titles)
        let low = random.number(40...140) * 1000
        let high = low + random.number(5...60) * 1000
        return [
            "id": .string(String(700_000 + number * 13)), "title": .string(title),
            "company": .string(random.pick(DemoWords.companies)),
            "location": .string(random.pick(DemoWords.cities)),
            "tags": .string(
                "\(random.pick(DemoWords.languages)), \(random.pick(["remote", "full-time", "contract"]))"),
            "salary_min": .integer(Int64(low)), "salary_max": .integer(Int64(high)),
            "salary": .string("$\(low.grouped) - $\(high.grouped) a year"),
            "published": .string(random.moment().day), "summary": .string(DemoWords.remark(&random)),
            "url": .string("https://jobs.example/positions/\(700_000 + number * 13)"),
        ]
    }

    fileprivate static func search(_ request: DemoRequest) -> DemoReply {
        let place = request.query["l"]?.lowercased() ?? ""
        var found = shelf.search(request.query["q"] ?? "").filter {
            place.isEmpty || $0["location"]?.text?.lowercased().contains(place) == true
        }
        if request.query["sort"] == "date" {
            found.sort { ($0["published"]?.text ?? "") > ($1["published"]?.text ?? "") }
        }
        let shown = found.dropFirst(max(0, request.number("start", 0))).prefix(10)
        return .embedded(
            "Jobs - Indeed (demo)", "mosaic-data",
            ["total": .integer(Int64(found.count)), "results": .array(Array(shown))])
    }

    fileprivate static func salaries(_ request: DemoRequest) -> DemoReply? {
        let title = request.query["q"] ?? ""
        let place = request.query["l"]?.lowercased() ?? ""
        let found = shelf.search(title).filter {
            place.isEmpty || $0["location"]?.text?.lowercased().contains(place) == true
        }
        guard !found.isEmpty else { return nil }
        let low = found.compactMap { $0["salary_min"]?.integer }
        let high = found.compactMap { $0["salary_max"]?.integer }
        let mean = (low.reduce(0, +) + high.reduce(0, +)) / (2 * found.count)
        return .embedded(
            "Salaries - Indeed (demo)", "mosaic-data",
            [
                "title": .string(title), "positions": .integer(Int64(found.count)),
                "salary_min": .string("$\((low.min() ?? 0).grouped)"),
                "salary_max": .string("$\((high.max() ?? 0).grouped)"),
                "salary_mean": .string("$\(mean.grouped)"), "period": "year",
            ])
    }
}
