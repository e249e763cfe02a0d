/// What is due when, the earliest first; what is due at one moment, in the order of its tickets.
struct DueHeap: Sendable {
    struct Item: Sendable {
        var due: Duration
        let ticket: Int

        fileprivate func isBefore(_ other: Item) -> Bool {
            (due, ticket) < (other.due, other.ticket)
        }
    }

    private var items: [Item] = []

    var first: Item? { items.first }
    var tickets: [Int] { items.map(\.ticket) }

    mutating func add(_ item: Item) {
        items.append(item)
        var child = items.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard items[child].isBefore(items[parent]) else { return }
            items.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() -> Item? {
        guard let first = items.first else { return nil }
        let last = items.removeLast()
        guard !items.isEmpty else { return first }
        items[0] = last
        sink()
        return first
    }

    /// Puts everything off; the order stays.
    mutating func skip(_ slept: Duration) {
        for index in items.indices { items[index].due += slept }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < items.count && items[child].isBefore(items[least]) {
                least = child
            }
            guard least != parent else { return }
            items.swapAt(parent, least)
            parent = least
        }
    }
}
