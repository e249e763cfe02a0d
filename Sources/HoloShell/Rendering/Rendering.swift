import HoloRuntime
import HoloTerm
import HolocronAPI
import OrderedCollections

/// Lays values out as lines of text.
struct Rendering {
    /// In columns; nil where nothing is to be cut.
    var width: Int?
    var colour = false
    /// For a person's eye: ids are cut to what tells them apart, times are ages.
    var isShort = false
    /// For a screen reader.
    var isPlain = false

    func lines(_ value: Value) -> [String] {
        if isPlain, let lines = plainLines(value) { return lines }
        return switch value {
        case .null: []
        case .string(let text): [visible(text)]
        case .job(let job): [line(of: job)]
        case .record(let fields) where !fields.isEmpty: list(fields)
        case .list(let items) where items.isEmpty && isShort: ["(none)"]
        case .list(let items) where !items.isEmpty && items.allSatisfy({ $0 == .null }): []
        case .list(let items): table(of: items) ?? json(value)
        case .record: json(value)
        default: [value.text]
        }
    }

    func json(_ value: Value) -> [String] { [visible(value.json.encoded(.indented))] }

    /// Rows where every item is a record or a job, else nil.
    func table(of items: [Value]) -> [String]? {
        let rows = items.compactMap(row)
        guard !rows.isEmpty, rows.count == items.count else { return nil }
        let names = rows.reduce(into: OrderedSet<String>()) { $0.formUnion($1.keys) }
        let columns = names.map { name in
            Table.Column(name, rows.allSatisfy { ($0[name] ?? .null).isNumberOrNull } ? .right : .left)
        }
        let cells = rows.map { row in names.map { (row[$0] ?? .null).text } }
        return Table(columns: columns, rows: cells).lines(width: width ?? Rendering.unbounded, colour: colour)
    }

    private static let unbounded = 1 << 20

    /// Fields one below the other; a list of records among them stands as a table under its name.
    private func list(_ fields: Record) -> [String] {
        var lines: [String] = []
        var plain: [(name: String, value: String)] = []
        func flush() {
            lines += FieldList(plain).lines(width: width ?? Rendering.unbounded, colour: colour)
            plain = []
        }
        for (name, value) in fields {
            guard case .list(let items) = value, let table = indented.table(of: items) else {
                plain.append((name, value.text))
                continue
            }
            flush()
            lines.append(Style.dim.apply(visible(name, .shown), colour: colour))
            lines += table.map { "  " + $0 }
        }
        flush()
        return lines
    }

    private var indented: Rendering {
        var inner = self
        inner.width = width.map { max(1, $0 - 2) }
        return inner
    }
}

extension Value {
    fileprivate var isNumberOrNull: Bool {
        switch self {
        case .integer, .decimal, .credits, .duration, .null: true
        default: false
        }
    }
}
