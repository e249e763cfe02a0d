import HoloRuntime
import OrderedCollections

/// What the columns of a table hold, by a sample of its rows.
struct ColumnTypes {
    enum Kind: String {
        case text, int, dec, bool, list, rec, job, cr, dur, rate, time, date, null, mixed

        /// A part of it would be another one.
        var isRigid: Bool { self != .null && isNumber || [.date, .time, .bool].contains(self) }

        var isNumber: Bool { [.int, .dec, .cr, .dur, .null].contains(self) }
    }

    private static let sampled = 500

    private let kinds: [Kind]
    /// Columns whose first text is an address.
    private let links: Set<Int>
    /// A list of jobs has columns that were chosen for it, and needs no types.
    private let isShown: Bool

    init(_ names: OrderedSet<String>, of items: [Value]) {
        isShown = items.contains { if case .job = $0 { false } else { true } }
        let step = max(1, items.count / Self.sampled)
        var links: Set<Int> = []
        var kinds: [Kind?] = Array(repeating: nil, count: names.count)
        for index in stride(from: 0, to: items.count, by: step) {
            let fields =
                if case .record(let fields) = items[index] { fields } else {
                    Rendering().row(items[index]) ?? [:]
                }
            for (column, name) in names.enumerated() {
                guard let value = fields[name], value != .null else { continue }
                if kinds[column] == nil, value.isAddress { links.insert(column) }
                kinds[column] = Kind(value).joined(with: kinds[column])
            }
        }
        self.kinds = kinds.map { $0 ?? .null }
        self.links = links
    }

    subscript(_ column: Int) -> Kind { kinds[column] }

    /// Of what it holds a part says little: addresses begin alike, and of a list there is a bracket.
    func isWeak(_ column: Int) -> Bool {
        links.contains(column) || [.list, .rec, .null].contains(kinds[column])
    }

    func name(_ column: Int) -> String { isShown ? kinds[column].rawValue : "" }
}

extension Value {
    fileprivate var isAddress: Bool {
        guard case .string(let text) = self else { return false }
        return text.hasPrefix("https://") || text.hasPrefix("http://")
    }
}

extension ColumnTypes.Kind {
    init(_ value: Value) {
        self =
            switch value {
            case .null, .unknown: .null
            case .bool: .bool
            case .integer: .int
            case .decimal: .dec
            case .string(let text): ColumnTypes.Kind(text)
            case .list: .list
            case .record: .rec
            case .duration: .dur
            case .credits: .cr
            case .rate: .rate
            case .job: .job
            }
    }

    /// `2026-01-31` and `2026-01-31T10:00:00Z`, else text.
    private init(_ text: String) {
        let shape = text.utf8.prefix(11).map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
        self =
            switch String(decoding: shape, as: UTF8.self) {
            case "0000-00-00": .date
            case "0000-00-00T": .time
            default: .text
            }
    }

    fileprivate func joined(with other: ColumnTypes.Kind?) -> ColumnTypes.Kind {
        guard let other, other != self else { return self }
        let both: Set = [self, other]
        if both.isSubset(of: [.int, .dec]) { return .dec }
        if both.isSubset(of: [.text, .date, .time]) { return .text }
        return .mixed
    }
}
