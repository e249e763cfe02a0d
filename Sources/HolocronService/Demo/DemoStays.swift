import HolocronAPI

extension DemoSite {
    /// Homes with their calendars and reviews; every page brings its data in a script.
    static let airbnb = DemoSite(
        host: "www.airbnb.com",
        guide: [
            ("https://www.airbnb.com/s/berlin/homes", "search over 400 homes, 18 a page, by cursor"),
            ("https://www.airbnb.com/rooms/10007919", "a home; the ids are 10000000 + 7919 × n"),
            ("https://www.airbnb.com/rooms/10007919/calendar", "its free days"),
            ("https://www.airbnb.com/rooms/10007919/reviews", "its reviews"),
        ]
    ) { request in
        let path = request.segments
        switch (path.first, path.count) {
        case ("s", 3): return Stays.search(path[1], request)
        case ("rooms", 2): return Stays.shelf[path[1]].map { Stays.reply($0) }
        case ("rooms", 3) where path[2] == "calendar":
            return Stays.shelf[path[1]].flatMap { Stays.calendar($0, request) }
        case ("rooms", 3) where path[2] == "reviews":
            return Stays.shelf[path[1]].map { Stays.reviews($0, request) }
        default: return nil
        }
    }
}

private enum Stays {
    static let shelf = Shelf("stay", 400, id: "listing_id", searched: ["name", "city", "room_type"]) {
        _, number, random in
        let id = String(10_000_000 + number * 7919)
        let city = random.pick(DemoWords.cities.dropLast(1))
        let type = random.pick(["Entire home", "Private room", "Entire loft", "Cabin", "Houseboat"])
        return [
            "listing_id": .string(id),
            "name": .string(
                "\(random.pick(["Sunny", "Quiet", "Tiny", "Grand", "Rustic"])) \(type.lowercased()) in \(city)"
            ),
            "room_type": .string(type), "city": .string(city),
            "price": .string("$\(random.number(35...620)) per night"),
            "rating": .string("4.\(random.number(10...99))"),
            "review_count": .string(random.number(3...900).grouped),
            "guests": .integer(Int64(random.number(1...8))),
            "bedrooms": .integer(Int64(random.number(1...5))),
            "beds": .integer(Int64(random.number(1...7))), "baths": .integer(Int64(random.number(1...3))),
            "host_name": .string(random.pick(DemoWords.firstNames)),
            "is_superhost": .bool(random.number(0...2) == 0),
            "amenities": .array(
                ["Wifi", "Kitchen", "Washer", "Desk", "Garden", "Sauna"].filter { _ in
                    random.number(0...1) == 1
                }
                .map(JSON.string)),
            "description": .string(DemoWords.remark(&random)),
            "url": .string("https://www.airbnb.com/rooms/\(id)"),
        ]
    }

    static func reply(_ data: JSON) -> DemoReply {
        .embedded("\(data["name"]?.text ?? "Homes") - Airbnb (demo)", "data-deferred-state-0", data)
    }

    private static let pageSize = 18

    static func search(_ query: String, _ request: DemoRequest) -> DemoReply {
        let guests = request.number("adults", 1) + request.number("children", 0)
        let isTrouble = Trouble(query) != nil
        let found = shelf.search(query).filter { isTrouble || ($0["guests"]?.integer ?? 0) >= guests }
        let start = request.number("cursor", 0)
        let shown = found.dropFirst(max(0, start)).prefix(pageSize)
        let next = start + pageSize
        return reply([
            "query": .string(query), "total": .integer(Int64(found.count)),
            "next_cursor": next < found.count ? .string(String(next)) : .null,
            "listings": .array(
                shown.map {
                    $0.only(
                        "listing_id", "name", "room_type", "city", "price", "rating", "review_count",
                        "guests", "url")
                }),
        ])
    }

    /// `month`, `year` and `count` of months; nil for a month that is none.
    static func calendar(_ stay: JSON, _ request: DemoRequest) -> DemoReply? {
        let id = stay["listing_id"]?.text ?? ""
        let (year, month) = (request.number("year", 2027), request.number("month", 1))
        guard let first = Day(year: year, month: month) else { return nil }
        let end = month - 1 + min(12, max(1, request.number("count", 1)))
        guard let last = Day(year: year + end / 12, month: end % 12 + 1) else { return nil }
        let days = stride(from: first.seconds, to: last.seconds, by: Day.length).map { second -> JSON in
            var random = SeededRandom("stay \(id) \(second.day)")
            return [
                "date": .string(second.day), "available": .bool(random.number(0...2) > 0),
                "price": .string("$\(random.number(35...620))"),
                "min_nights": .integer(Int64(random.number(1...4))),
            ]
        }
        return reply([
            "listing_id": .string(id), "currency": .string(request.query["currency"] ?? "USD"),
            "days": .array(days),
        ])
    }

    static func reviews(_ stay: JSON, _ request: DemoRequest) -> DemoReply {
        let id = stay["listing_id"]?.text ?? ""
        let reviews = (1...60).map { number -> JSON in
            var random = SeededRandom("stay \(id) review \(number)")
            return [
                "review_id": .string(random.code(18, of: "0123456789")),
                "author": .string(DemoWords.person(&random)),
                "rating": .integer(Int64(random.number(1...5))), "date": .string(random.moment().day),
                "text": .string(DemoWords.remark(&random)), "language": "en",
            ]
        }
        let isByRating = request.query["sort_by"] == "rating"
        let sorted = isByRating ? reviews.descending(by: "rating") : reviews.sorted { $0.date > $1.date }
        return reply([
            "listing_id": .string(id), "total": .integer(Int64(reviews.count)),
            "reviews": .array(sorted.page(1, of: request.number("limit", 20))),
        ])
    }
}

extension JSON {
    fileprivate var date: String { self["date"]?.text ?? "" }
}
