import HolocronAPI
import OrderedCollections

extension Value {
    /// A list may not have more items than this.
    static let maximumCount = 1_000_000
    /// A text may not have more bytes than this.
    static let maximumText = 64 << 20
    /// A value may hold about as many values, all that is inside of them counted each time it stands there.
    static let maximumSpread = 1 << 25
}

/// Looks at how deep values have become, now and then: what makes one adds a level at most, so that those
/// between two looks are never deeper than a few levels over the limit.
struct Growth {
    private static let interval = 32

    private var made = 0

    @inline(__always)
    mutating func isDue() -> Bool {
        made += 1
        return made % Growth.interval == 0
    }
}

extension Frame {
    /// Checks a value that was put together of others, and may be one level deeper than they.
    ///
    /// - Parameter levels: how many more are around it.
    func noteGrowth(of value: Value, below levels: Int = 0) throws(Stop) {
        try value.checkSize()
        switch value {
        case .list, .record: if growth.isDue() { try value.checkDepth(context.interrupt, below: levels) }
        default: break
        }
    }
}

extension Value {
    func checkSize() throws(Stop) {
        switch self {
        case .list(let items) where items.count > Value.maximumCount: throw .tooLong
        case .string(let text) where text.utf8.count > Value.maximumText: throw .tooLarge
        default: break
        }
    }
}

/// Goes through all of a value: one that holds the same list many times over, level by level, is small in memory and
/// has no end for whoever writes or compares it.
private struct Walk {
    private let interrupt: Interrupt
    private var left = Value.maximumSpread

    init(_ interrupt: Interrupt) { self.interrupt = interrupt }

    mutating func check(_ value: Value, _ depth: Int) throws(Stop) {
        switch value {
        case .list(let items):
            try enter(items.count, depth)
            for item in items { try check(item, depth - 1) }
        case .record(let fields):
            try enter(fields.count, depth)
            for item in fields.values { try check(item, depth - 1) }
        default: break
        }
    }

    private mutating func enter(_ count: Int, _ depth: Int) throws(Stop) {
        guard depth > 0 else {
            throw .failed("TOO_DEEP", "a value may be nested \(JSON.maximumDepth) deep, and this is deeper")
        }
        try interrupt.check()
        // A list or a record is more work than what is in it.
        left -= count + 8
        guard left >= 0 else {
            throw .failed(
                "TOO_LARGE", "a value may hold about \(Value.maximumSpread) values, and this has more in it")
        }
    }
}

extension Value {
    /// Checks how deep it is and how much is in it.
    func checkDepth(_ interrupt: Interrupt, below levels: Int = 0) throws(Stop) {
        var walk = Walk(interrupt)
        try walk.check(self, JSON.maximumDepth - levels)
    }
}

extension Stop {
    static var tooLarge: Stop {
        .failed("TOO_LARGE", "a text may have 64 MiB, and this has more")
    }

    static var tooLong: Stop {
        .failed("TOO_LONG", "a list may have \(Value.maximumCount) items, and this has more")
    }
}
