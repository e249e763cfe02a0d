import HoloLang
import HoloTerm

/// Something that can stand at the cursor.
struct Offer {
    /// What is inserted.
    var text: String
    /// What it is called: shown, and held against what is typed.
    var label: String
    var note: String
    /// Less likely than the others: it is listed behind them, and does not keep them from being completed.
    var isExtra: Bool

    init(_ text: String, label: String? = nil, _ note: String = "", isExtra: Bool = false) {
        self.text = text
        self.label = label ?? text
        self.note = note
        self.isExtra = isExtra
    }
}

extension [Offer] {
    /// What of it fits what is typed, the best first.
    ///
    /// `raw` is what stands in the line from `start` to the cursor, `typed` what that means, `rest` what follows.
    func completions(start: Int, raw: String, typed: String, rest: Substring) -> Completions {
        let pattern = Pattern(typed)
        var ranked: [(rank: Int, order: Int, offer: Offer)] = []
        var hasBeginning = false
        for (order, offer) in enumerated() {
            guard let fit = pattern.fit(offer.label) else { continue }
            if !offer.isExtra, fit <= .foldedBeginning { hasBeginning = true }
            ranked.append((fit.rawValue + (offer.isExtra ? Self.extra : 0), order, offer))
        }
        // What fits only inside of words is for where nothing begins with what is typed.
        if hasBeginning { ranked.removeAll { $0.rank % Self.extra > Fit.foldedBeginning.rawValue } }
        ranked.sort { ($0.rank, $0.order) < ($1.rank, $1.order) }
        guard let best = ranked.first?.rank else {
            return Completions(start: start, candidates: [], insertion: nil)
        }
        // Where nothing is typed, nothing says that one of the less likely is wanted.
        let inserts = !typed.isEmpty || best < Self.extra
        let preferred = ranked.prefix { $0.rank == best }.map(\.offer)
        return Completions(
            start: start,
            candidates: ranked.map {
                Completions.Candidate($0.offer.text, $0.offer.note, label: $0.offer.label)
            },
            insertion: inserts ? preferred.insertion(raw, pattern, rest) : nil)
    }

    /// What the rank of one that is less likely is higher by.
    private static var extra: Int { 10 }

    /// Those that are values, in the quotes that were begun; all as they are where there are none.
    func inQuotes(_ quote: Character?) -> [Offer] {
        guard let quote else { return self }
        return compactMap { offer in
            guard !offer.isExtra, !offer.label.hasPrefix("-"),
                offer.text == HoloLang.quoted(offer.label) + " ",
                !offer.label.contains(where: { "\"'\\$".contains($0) })
            else { return nil }
            var offer = offer
            offer.text = "\(quote)\(offer.label)\(quote) "
            return offer
        }
    }

    /// What one Tab can insert without choosing: all of the only one, or what those that fit best have in common.
    private func insertion(_ raw: String, _ pattern: Pattern, _ rest: Substring) -> String? {
        if count == 1 { return self[0].text.without(rest) }
        let text = commonBeginning(map(\.text))
        let isEnough = pattern.fit(commonBeginning(map(\.label))) != nil
        return isEnough && text.unquoted.count >= raw.unquoted.count ? text : nil
    }
}

private func commonBeginning(_ texts: [String]) -> String {
    guard let first = texts.first else { return "" }
    return texts.dropFirst().reduce(first) { common, text in
        String(zip(common, text).prefix { $0 == $1 }.map(\.0))
    }
}

extension String {
    fileprivate var unquoted: Substring { first == "'" || first == "\"" ? dropFirst() : self[...] }

    /// Without what of its end already stands behind the cursor: a space, or the quote that closes it.
    fileprivate func without(_ rest: Substring) -> String {
        for end in ["' ", "\" ", "'", "\"", " "]
        where hasSuffix(end) && (rest.hasPrefix(end) || end.count == 2 && rest.first == end.first) {
            return String(dropLast(end.count))
        }
        return self
    }
}
