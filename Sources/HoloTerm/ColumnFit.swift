/// Which columns of a table are shown, and how wide each is; middle ones go first, and `…` stands where they were.
struct ColumnFit {
    struct Slot {
        /// Nil where columns were left out.
        var column: Int?
        var width: Int
    }

    private(set) var slots: [Slot] = []

    var columns: [Int] { slots.compactMap(\.column) }

    /// - Parameters:
    ///   - rigid: columns of numbers and the like, which say something else when they are cut.
    ///   - kept: columns that the others are left out before.
    ///   - weak: columns that are left out before the others, as a part of them says little.
    init(natural: [Int], width: Int?, rigid: Set<Int> = [], kept: Set<Int> = [], weak: Set<Int> = []) {
        guard let width else {
            slots = natural.enumerated().map { Slot(column: $0, width: $1) }
            return
        }
        let narrowest = Table.narrowest(width)
        let rigid = rigid.filter { natural[$0] <= Self.longestRigid }
        var shown = Array(natural.indices)
        while shown.count > 1, !Self.fits(shown, natural, rigid, width, narrowest) {
            let free = shown.filter { !kept.contains($0) }
            let poor = free.filter { weak.contains($0) && $0 != shown.first }
            let left = !poor.isEmpty ? poor : free.isEmpty ? shown : free
            let middle = shown.count / 2
            let dropped = left.min { abs(position($0) - middle) < abs(position($1) - middle) }
            shown.removeAll { $0 == dropped }
            func position(_ column: Int) -> Int { shown.firstIndex(of: column) ?? 0 }
        }
        let room = Self.room(shown, of: natural, width)
        let cut = shown.indices.map { Self.mayCut($0, natural[shown[$0]], room, rigid.contains(shown[$0])) }
        let widths = Self.shrink(shown.map { natural[$0] }, cut, to: room, narrowest).map {
            shown.count == 1 ? min($0, room) : $0
        }
        slots = zip(shown, widths).map { Slot(column: $0, width: $1) }
        let dropped = natural.indices.first { !shown.contains($0) }
        if let dropped, Self.isMarked(width) { slots.insert(Slot(column: nil, width: 1), at: dropped) }
    }

    /// What is left for cells beside gaps and `…`.
    private static func room(_ shown: [Int], of natural: [Int], _ width: Int) -> Int {
        let gaps = Table.gap * (shown.count - 1)
        let mark = shown.count < natural.count && isMarked(width) ? Table.gap + 1 : 0
        return max(1, width - gaps - mark)
    }

    /// On the narrowest screens the line below the table is enough to say that columns are missing.
    private static func isMarked(_ width: Int) -> Bool { width >= 24 }

    /// Whether all fit when they are cut as far as they may be.
    private static func fits(
        _ shown: [Int], _ natural: [Int], _ rigid: Set<Int>, _ width: Int, _ narrowest: Int
    ) -> Bool {
        let room = room(shown, of: natural, width)
        var sum = 0
        for (index, column) in shown.enumerated() {
            let whole = natural[column]
            sum += mayCut(index, whole, room, rigid.contains(column)) ? min(whole, narrowest) : whole
        }
        return sum <= room
    }

    /// The first column says what a row is about: it stays whole while it leaves a third of the room to the others.
    private static func mayCut(_ index: Int, _ width: Int, _ room: Int, _ isRigid: Bool) -> Bool {
        !isRigid && (index > 0 || width > room * 2 / 3)
    }

    /// What is longer is cut all the same.
    private static let longestRigid = 40

    /// Takes from the widest until the sum is `room` or none is left that may be cut.
    private static func shrink(_ widths: [Int], _ mayCut: [Bool], to room: Int, _ narrowest: Int) -> [Int] {
        var widths = widths
        var excess = widths.reduce(0, +) - room
        let cut = widths.indices.filter { mayCut[$0] }
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
