import HolocronAPI
import OrderedCollections

extension Value {
    /// A list may not have more items than this.
    static let maximumCount = 1_000_000
    /// A text may not have more bytes than this.
    static let maximumText = 64 << 20

    /// Itself, or an error when it is nested deeper than a value can be read, compared and freed safely.
    func withinDepth() throws(Stop) -> Value {
        guard isNested(within: JSON.maximumDepth) else {
            throw .failed("TOO_DEEP", "a value may be nested \(JSON.maximumDepth) deep, and this is deeper")
        }
        if case .list(let items) = self, items.count > Value.maximumCount { throw .tooLong }
        return self
    }

    private func isNested(within depth: Int) -> Bool {
        switch self {
        case .list(let items): depth > 0 && items.allSatisfy { $0.isNested(within: depth - 1) }
        case .record(let fields): depth > 0 && fields.values.allSatisfy { $0.isNested(within: depth - 1) }
        default: true
        }
    }
}

extension Stop {
    static var tooLong: Stop {
        .failed("TOO_LONG", "a list may have \(Value.maximumCount) items, and this has more")
    }

    static var tooMuchText: Stop {
        .failed("TOO_LONG", "a text may have \(Value.maximumText >> 20) MiB, and this has more")
    }
}
