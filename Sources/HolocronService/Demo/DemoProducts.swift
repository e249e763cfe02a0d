extension DemoSite {
    /// Search results at `/s`; `k` is the query, `page` and `size` cut the list, `s` sorts it.
    static let amazon = DemoSite(
        host: "www.amazon.com",
        guide: [
            ("https://www.amazon.com/s?k=laptop&page=2", "search over 400 products"),
            ("https://www.amazon.com/dp/ASIN", "a product; the ASINs are those of the search"),
            ("https://www.amazon.com/product-reviews/ASIN", "its reviews"),
        ]
    ) { request in
        let path = request.segments
        if path == ["s"], let query = request.query["k"] { return .page("products", search(query, request)) }
        guard path.count == 2, let product = Product[path[1]] else { return nil }
        switch path[0] {
        case "dp": return .page("product", product)
        case "product-reviews": return .page("reviews", ReviewPage(product))
        default: return nil
        }
    }

    private static func search(_ query: String, _ request: DemoRequest) -> ResultPage {
        let found = Product.search(query, sortedBy: request.query["s"] ?? "relevance")
        let size = max(0, request.number("size", 20))
        let page = max(1, request.number("page", 1))
        let products = found.dropFirst((page - 1) * size).prefix(size)
        return ResultPage(query: query, total: found.count, products: Array(products))
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
    private static let places = Dictionary(
        all.enumerated().map { ($1.asin, $0) }, uniquingKeysWith: { first, _ in first })

    /// The product with an ASIN; the name of a trouble has one as well.
    fileprivate static subscript(asin: String) -> Product? {
        Trouble(asin) == nil ? places[asin].map { all[$0] } : Product(asin, 1)
    }

    /// Products that have every word of the query.
    fileprivate static func search(_ query: String, sortedBy order: String) -> [Product] {
        if Trouble(query) != nil { return [Product(query, 1)] }
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
        let quality = random.pick(Product.qualities)
        let colour = random.pick(Product.colours)
        title = kind == Trouble.hostileName ? Trouble.hostileText : "\(brand) \(quality) \(kind), \(colour)"
        cents = random.number(7...1499) * 100 + 99
        price = Product.dollars(cents)
        listPrice = number % 3 == 0 ? Product.dollars(cents + random.number(5...200) * 100) : nil
        tenths = random.number(28...50)
        rating = "\(tenths / 10).\(tenths % 10) out of 5 stars"
        reviewCount = random.number(3...24_000).grouped
        isPrime = random.number(0...2) > 0
        isSponsored = number % 9 == 0
        badges = tenths >= 48 ? ["Best Seller", "Overall Pick"] : tenths >= 46 ? ["Best Seller"] : []
    }

    private static func dollars(_ cents: Int) -> String {
        let rest = cents % 100
        return "$\((cents / 100).grouped).\(rest < 10 ? "0" : "")\(rest)"
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

/// What `reviews.mustache` shows.
struct ReviewPage: Sendable {
    let asin: String
    let rating: String
    let total: String
    let reviews: [Review]

    struct Review: Sendable {
        let id: String
        let author: String
        let stars: Int
        let title: String
        let text: String
        let date: String
        let isVerified: Bool
    }

    init(_ product: Product) {
        asin = product.asin
        rating = product.rating
        total = product.reviewCount
        reviews = (1...10).map { number in
            var random = SeededRandom("review \(product.asin) \(number)")
            return Review(
                id: "R" + random.code(12, of: "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"),
                author: DemoWords.person(&random), stars: random.number(1...5),
                title: random.pick([
                    "Does what it says", "Sturdy", "Broke after a week", "Good value", "Returned it",
                ]),
                text: DemoWords.remark(&random), date: random.moment().day,
                isVerified: random.number(0...3) > 0)
        }
    }
}
