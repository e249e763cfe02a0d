/// The candidate a person most likely meant: one slip away for short names, about a third of the
/// letters for long ones, else one that starts with the text.
package func nearest(to text: String, in candidates: some Sequence<String>) -> String? {
    let wanted = Array(text.lowercased())
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    let limit = wanted.count == 1 ? 0 : max(1, wanted.count / 3)
    var best: (distance: Int, candidate: String)?
    var longer: String?
    for candidate in candidates {
        let letters = Array(candidate.lowercased())
        let distance = distance(wanted, letters)
        // Of two letters the other one has to be right.
        let isLike = wanted.count > 2 || wanted.first == letters.first || Set(wanted) == Set(letters)
        if isLike, distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
        if wanted.count > 1, letters.starts(with: wanted), candidate.count < longer?.count ?? .max {
            longer = candidate
        }
    }
    return best?.candidate ?? longer
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
private func distance(_ from: [Character], _ to: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...to.count)
    for i in from.indices {
        var row = [i + 1]
        for j in to.indices {
            var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (from[i] == to[j] ? 0 : 1))
            if i > 0, j > 0, from[i] == to[j - 1], from[i - 1] == to[j] {
                cost = min(cost, beforeLast[j - 1] + 1)
            }
            row.append(cost)
        }
        beforeLast = last
        last = row
    }
    return last[to.count]
}
