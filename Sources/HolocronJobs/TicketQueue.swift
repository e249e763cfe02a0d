/// Tickets in the order in which they came.
struct TicketQueue: Sendable {
    private var tickets: [Int] = []
    private var start = 0

    var isEmpty: Bool { start == tickets.count }

    mutating func add(_ ticket: Int) { tickets.append(ticket) }

    mutating func removeFirst() -> Int? {
        guard start < tickets.count else { return nil }
        defer { start += 1 }
        if start > 64, start > tickets.count / 2 {
            tickets.removeFirst(start)
            start = 0
        }
        return tickets[start]
    }

    /// Takes those off the front who do not wait any more.
    mutating func dropGone(isThere: (Int) -> Bool) {
        while start < tickets.count, !isThere(tickets[start]) { start += 1 }
    }
}
