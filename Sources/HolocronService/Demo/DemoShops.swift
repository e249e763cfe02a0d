import HolocronAPI

extension DemoSite {
    /// Products, and a cart that keeps what is put into it.
    static let flipkart = DemoSite(
        host: "www.flipkart.com",
        guide: [
            ("https://www.flipkart.com/search?q=kettle", "search over 200 products"),
            ("https://www.flipkart.com/viewcart", "the cart, with everything that fk_add_to_cart put there"),
        ]
    ) { request in
        switch (request.path, request.isPost) {
        case ("/search", false): return Cart.search(request)
        case ("/viewcart", false): return try await Cart.show(request)
        case ("/api/cart/items", true): return try await Cart.add(request)
        default: return nil
        }
    }

    /// A calendar of appointments that keeps what is booked; it does not refuse a slot that is taken.
    static let gap = DemoSite(
        host: "api.gap.example",
        guide: [
            (
                "https://api.gap.example/schedules/sch-1 … sch-20",
                "schedules with 40 slots each and their bookings"
            )
        ]
    ) { request in
        let path = request.segments
        guard path.first == "schedules", path.count > 1, Schedules.exists(path[1]) else { return nil }
        if path.count == 2, !request.isPost { return try await Schedules.show(path[1], request) }
        if path.count == 3, path[2] == "bookings", request.isPost {
            return try await Schedules.book(path[1], request)
        }
        return nil
    }
}

private enum Cart {
    static let shelf = Shelf("flipkart", 200, id: "product_id", searched: ["title", "brand"]) {
        _, _, random in
        let letters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
        let brand = random.pick(["Norden", "Acme", "Kestrel", "Lumen", "Tidal", "Fern"])
        let thing = random.pick(["Kettle", "Mixer", "Phone", "Shirt", "Backpack", "Lamp", "Watch", "Router"])
        let paise = random.number(199...89_999)
        return [
            "product_id": .string("ITM" + random.code(13, of: letters)),
            "listing_id": .string("LST" + random.code(16, of: letters)),
            "title": .string("\(brand) \(random.pick(["Classic", "Pro", "Lite", "Max"])) \(thing)"),
            "brand": .string(brand), "price": .string("₹\(paise.grouped)"),
            "mrp": .string("₹\((paise + random.number(50...9000)).grouped)"),
            "rating": .string("\(random.number(2...4)).\(random.number(0...9))"),
            "review_count": .string("\(random.number(4...48_000).grouped) Ratings"),
            "in_stock": .bool(random.number(0...9) > 0),
        ]
    }

    static func search(_ request: DemoRequest) -> DemoReply {
        let found = shelf.search(request.query["q"] ?? "")
        let shown = found.page(1, of: request.number("limit", 20))
        return .embedded(
            "Flipkart (demo)", "is_script",
            [
                "total": .integer(Int64(found.count)),
                "pincode": request.query["pincode"].map(JSON.string) ?? .null,
                "products": .array(shown),
            ])
    }

    static func show(_ request: DemoRequest) async throws -> DemoReply {
        let items = try await request.records.all("cart")
        return .json(["item_count": .integer(Int64(items.count)), "items": .array(items)])
    }

    static func add(_ request: DemoRequest) async throws -> DemoReply? {
        guard let product = shelf[request.body["product_id"]?.text ?? ""] else { return nil }
        let item = product.only("product_id", "title", "price")
            .with("listing_id", request.body["listing_id"] ?? .null)
            .with("quantity", request.body["quantity"] ?? 1)
        try await request.records.add("cart", item, by: request.job)
        let count = try await request.records.all("cart").count
        return .json(["added": item, "item_count": .integer(Int64(count))])
    }
}

private enum Schedules {
    private static let first = 1_798_793_200

    static func exists(_ name: String) -> Bool {
        Trouble(name) != nil || (1...20).contains { "sch-\($0)" == name }
    }

    static func show(_ name: String, _ request: DemoRequest) async throws -> DemoReply {
        let bookings = try await request.records.all("schedule \(name)")
        let slots = (0..<40).map { number -> JSON in
            let start = JSON.integer(Int64(first + number * 1800))
            let count = bookings.filter { $0["slot_start_unix"] == start }.count
            return ["slot_start_unix": start, "duration_minutes": 30, "bookings": .integer(Int64(count))]
        }
        return .json(["schedule_id": .string(name), "slots": .array(slots), "bookings": .array(bookings)])
    }

    static func book(_ name: String, _ request: DemoRequest) async throws -> DemoReply {
        let booking = request.body.with("schedule_id", .string(name))
        let number = try await request.records.add("schedule \(name)", booking, by: request.job)
        return .json(
            booking.with("booking_id", .string("bk-\(number)")).with("status", "confirmed"))
    }
}
