extension DemoSite {
    /// Search results at `/s`; `k` is the query, `page` and `size` cut the list, `s` sorts it.
    static let amazon = DemoSite(host: "www.amazon.com") { request in
        guard request.path == "/s", let query = request.query["k"] else { return nil }
        let found = Product.search(query, sortedBy: request.query["s"] ?? "relevance")
        let size = request.query["size"].flatMap { Int($0) } ?? 20
        let page = request.query["page"].flatMap { Int($0) } ?? 1
        let products = found.dropFirst(max(0, page - 1) * size).prefix(max(0, size))
        return DemoPage(
            template: "products",
            model: ResultPage(query: query, total: found.count, products: Array(products)))
    }
}

/// What `products.mustache` shows.
struct ResultPage: Sendable {
    let query: String
    let total: Int
    let products: [Product]
}

struct Product: Sendable {
    let asin: String
    let title: String
    let brand: String
    let price: String
    let listPrice: String?
    let rating: String
    let reviewCount: String
    let isPrime: Bool
    let isSponsored: Bool
    let badges: [String]

    // What a search sorts by.
    fileprivate let cents: Int
    fileprivate let tenths: Int
}

extension Product {
    private static let all: [Product] = kinds.flatMap { kind in (1...20).map { Product(kind, $0) } }

    /// Products that have every word of the query.
    fileprivate static func search(_ query: String, sortedBy order: String) -> [Product] {
        let words = query.lowercased().split(separator: " ")
        let found = all.filter { product in
            let title = product.title.lowercased()
            return words.allSatisfy { title.contains($0) }
        }
        switch order {
        case "price_asc": return found.sorted { $0.cents < $1.cents }
        case "price_desc": return found.sorted { $0.cents > $1.cents }
        case "rating": return found.sorted { $0.tenths > $1.tenths }
        default: return found
        }
    }

    private init(_ kind: String, _ number: Int) {
        var random = SeededRandom("product \(kind) \(number)")
        asin =
            "B0"
            + (0..<8).map { _ in String(random.pick(Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"))) }.joined()
        brand = random.pick(Product.brands)
        title = "\(brand) \(random.pick(Product.qualities)) \(kind), \(random.pick(Product.colours))"
        cents = random.number(7...1499) * 100 + 99
        price = Product.dollars(cents)
        listPrice = number % 3 == 0 ? Product.dollars(cents + random.number(5...200) * 100) : nil
        tenths = random.number(28...50)
        rating = "\(tenths / 10).\(tenths % 10) out of 5 stars"
        reviewCount = Product.grouped(random.number(3...24_000))
        isPrime = random.number(0...2) > 0
        isSponsored = number % 9 == 0
        badges = tenths >= 48 ? ["Best Seller", "Overall Pick"] : tenths >= 46 ? ["Best Seller"] : []
    }

    private static func dollars(_ cents: Int) -> String {
        let rest = cents % 100
        return "$\(grouped(cents / 100)).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `24,000`
    private static func grouped(_ number: Int) -> String {
        guard number >= 1000 else { return String(number) }
        return grouped(number / 1000) + "," + String(String(number % 1000 + 1000).dropFirst())
    }

    private static let kinds = [
        "Laptop", "Headphones", "Keyboard", "Mouse", "Monitor", "Webcam", "Desk Lamp", "Backpack",
        "Water Bottle",
        "Coffee Grinder", "Kettle", "Phone Case", "Charger", "Notebook", "Office Chair", "Router",
        "Microphone",
        "Tablet", "Speaker", "Camera",
    ]
    private static let brands = [
        "Norden", "Acme", "Kestrel", "Brightwood", "Oxbow & Sons", "Lumen", "Tidal", "Fern",
    ]
    private static let qualities = [
        "Compact", "Wireless", "Pro", "Ultra-Light", "Ergonomic", "Classic", "4K", "Travel",
    ]
    private static let colours = ["Black", "White", "Silver", "Forest Green", "Navy Blue", "Sand"]
}
