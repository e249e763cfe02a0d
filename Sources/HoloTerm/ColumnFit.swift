/// Which columns of a table are shown, and how wide each is; middle ones go first, and `…` stands where they were.
struct ColumnFit {
    struct Slot {
        /// Nil where columns were left out.
        var column: Int?
        var width: Int
    }

    private(set) var slots: [Slot] = []

    var columns: [Int] { slots.compactMap(\.column) }

    init(natural: [Int], width: Int?) {
        guard let width else {
            slots = natural.enumerated().map { Slot(column: $0, width: $1) }
            return
        }
        let narrowest = Table.narrowest(width)
        var shown = Array(natural.indices)
        while shown.count > 1,
            Self.least(shown.map { natural[$0] }, Self.room(shown, of: natural, width), narrowest) == nil
        {
            shown.remove(at: shown.count / 2)
        }
        let room = Self.room(shown, of: natural, width)
        let widths = Self.shrink(shown.map { natural[$0] }, to: room, narrowest).map {
            shown.count == 1 ? min($0, room) : $0
        }
        slots = zip(shown, widths).map { Slot(column: $0, width: $1) }
        let dropped = natural.indices.first { !shown.contains($0) }
        if let dropped, width > Table.gap + 1 { slots.insert(Slot(column: nil, width: 1), at: dropped) }
    }

    /// What is left for cells beside gaps and `…`.
    private static func room(_ shown: [Int], of natural: [Int], _ width: Int) -> Int {
        let gaps = Table.gap * (shown.count - 1)
        let mark = shown.count < natural.count && width > Table.gap + 1 ? Table.gap + 1 : 0
        return max(1, width - gaps - mark)
    }

    /// The sum of the widths when all are cut as far as they may be; nil where that is more than `room`.
    private static func least(_ widths: [Int], _ room: Int, _ narrowest: Int) -> Int? {
        var sum = 0
        for (index, width) in widths.enumerated() {
            sum += mayCut(index, width, room) ? min(width, narrowest) : width
        }
        return sum <= room ? sum : nil
    }

    /// The first column says what a row is about: it stays whole while it leaves a third of the room to the others.
    private static func mayCut(_ index: Int, _ width: Int, _ room: Int) -> Bool {
        index > 0 || width > room * 2 / 3
    }

    /// Takes from the widest until the sum is `room` or none is left that may be cut.
    private static func shrink(_ widths: [Int], to room: Int, _ narrowest: Int) -> [Int] {
        var widths = widths
        var excess = widths.reduce(0, +) - room
        let cut = widths.indices.filter { mayCut($0, widths[$0], room) }
        while excess > 0, let widest = cut.map({ widths[$0] }).max(), widest > narrowest {
            let level = max(narrowest, cut.map { widths[$0] }.filter { $0 < widest }.max() ?? 0)
            let tied = cut.filter { widths[$0] == widest }
            let step = max(1, min(widest - level, excess / tied.count))
            for index in tied where excess > 0 {
                widths[index] -= step
                excess -= step
            }
        }
        return widths
    }
}
