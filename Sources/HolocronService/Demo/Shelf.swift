import HolocronAPI
import OrderedCollections

/// The items of a demo site, each a record with an id, made once when they are first asked for.
struct Shelf: Sendable {
    let items: [JSON]
    private let places: [String: Int]
    private let texts: [String]
    private let makeTrouble: @Sendable (String) -> JSON

    /// `make` gets the name of an item, which decides everything about it; `searched` are the fields that are searched.
    init(
        _ name: String, _ count: Int, id: String, searched: [String],
        make: @escaping @Sendable (String, Int, inout SeededRandom) -> JSON
    ) {
        items = (1...count).map { number in
            var random = SeededRandom("\(name) \(number)")
            return make(name, number, &random)
        }
        places = Dictionary(
            items.enumerated().map { ($1[id]?.text ?? $1[id]?.encoded() ?? "", $0) },
            uniquingKeysWith: { first, _ in first })
        texts = items.map { item in
            searched.compactMap { item[$0]?.text }.joined(separator: " ").lowercased()
        }
        makeTrouble = { trouble in
            var random = SeededRandom("\(name) \(trouble)")
            let item = make(name, 0, &random)
            let named = item.with(id, .string(trouble))
            guard trouble == Trouble.hostileName, let field = searched.first else { return named }
            return named.with(field, .string(Trouble.hostileText))
        }
    }

    /// The item with an id; the name of a trouble has an item as well.
    subscript(id: String) -> JSON? {
        if Trouble(id) != nil { return makeTrouble(id) }
        return places[id].map { items[$0] }
    }

    /// Items that have every word of the query, in order; the name of a trouble finds one item for it, before all others.
    func search(_ query: String) -> [JSON] {
        if Trouble(query) != nil { return [makeTrouble(query)] + items }
        let words = query.lowercased().split { $0 == " " || $0 == "+" }
        return items.indices.filter { index in words.allSatisfy { texts[index].contains($0) } }
            .map { items[$0] }
    }
}

extension JSON {
    /// The record with a field changed or added.
    func with(_ name: String, _ value: JSON) -> JSON {
        guard var fields else { return self }
        fields[name] = value
        return .object(fields)
    }

    /// The record with these fields only.
    func only(_ names: String...) -> JSON {
        .object((fields ?? [:]).filter { names.contains($0.key) })
    }
}

extension [JSON] {
    /// A page of the list, counted from 1.
    func page(_ page: Int, of size: Int) -> [JSON] {
        Array(dropFirst((Swift.max(1, page) - 1) * size).prefix(Swift.max(0, size)))
    }

    /// Sorted by a whole number, greatest first.
    func descending(by field: String) -> [JSON] {
        sorted { ($0[field]?.integer ?? 0) > ($1[field]?.integer ?? 0) }
    }

    func ascending(by field: String) -> [JSON] { descending(by: field).reversed() }
}
