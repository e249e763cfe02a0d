import HolocronAPI
import OrderedCollections

extension Value {
    /// A list may not have more items than this.
    static let maximumCount = 1_000_000
    /// A text may not have more bytes than this.
    static let maximumText = 64 << 20

    private func isNested(within depth: Int) -> Bool {
        switch self {
        case .list(let items): depth > 0 && items.allSatisfy { $0.isNested(within: depth - 1) }
        case .record(let fields): depth > 0 && fields.values.allSatisfy { $0.isNested(within: depth - 1) }
        default: true
        }
    }
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
    func noteGrowth(of value: Value) throws(Stop) {
        try value.checkSize()
        switch value {
        case .list, .record: if growth.isDue() { try value.checkDepth() }
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

extension Value {
    func checkDepth() throws(Stop) {
        guard isNested(within: JSON.maximumDepth) else {
            throw .failed("TOO_DEEP", "a value may be nested \(JSON.maximumDepth) deep, and this is deeper")
        }
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
