import HoloRuntime
import HoloTerm
import HolocronAPI
import OrderedCollections

extension Rendering {
    /// Every item is a record or a job, and not all of them are empty.
    func isTable(_ items: [Value]) -> Bool {
        !items.isEmpty
            && items.allSatisfy { item in
                switch item {
                case .record, .job: true
                default: false
                }
            }
    }

    /// Writes rows where every item is a record or a job.
    /// - Returns: false, and nothing is written, where they are not.
    func writeTable(
        of items: [Value], path: String?, to sink: LineSink, most: Int? = nil, counts: Bool = true
    ) -> Bool {
        guard isTable(items) else { return false }
        let names = columns(of: items)
        let most = most ?? mostRows
        let types = isForPerson ? ColumnTypes(names, of: items) : nil
        let areJobs = items.allSatisfy(\.isJob)
        let columns = names.enumerated().map { index, name in
            Table.Column(
                title(name), type: VisibleText(types?.name(index) ?? "", .shown),
                isNumeric(name, items, types?[index]) ? .right : .left,
                isRigid: types?[index].isRigid == true || areJobs && name == "id",
                isKept: areJobs && (name == "id" || name == "status"),
                isWeak: types?.isWeak(index) == true)
        }
        let table = Table(columns: columns, count: items.count) { cells(of: items[$0], names) }
        let dropped = table.write(to: sink, style, most: most).map { names[$0] }
        note(dropped: dropped, path, to: sink)
        if counts, items.count > most {
            note("\(grouped(items.count)) rows · \(grouped(most)) shown", path, to: sink)
        }
        return true
    }

    private func title(_ name: String) -> VisibleText {
        VisibleText(name, .shown, for: isForPerson ? .person : .program)
    }

    /// All keys, in the order they are first met.
    private func columns(of items: [Value]) -> OrderedSet<String> {
        var names: OrderedSet<String> = []
        var last: OrderedSet<String>?
        for item in items {
            guard let keys = row(item)?.keys, keys != last else { continue }
            names.formUnion(keys)
            last = keys
        }
        return names
    }

    private func isNumeric(_ name: String, _ items: [Value], _ type: ColumnTypes.Kind?) -> Bool {
        if let type { return type.isNumber }
        return items.allSatisfy { (row($0)?[name] ?? .null).isNumberOrNull }
    }

    private func cells(of item: Value, _ names: OrderedSet<String>) -> [TextSpan] {
        guard let record = row(item) else { return [] }
        if record.keys == names { return record.values.map(cell) }
        return names.map { name in record[name].map(cell) ?? TextSpan("") }
    }

    private func note(dropped: [String], _ path: String?, to sink: LineSink) {
        guard let width, let last = dropped.last else { return }
        let count = dropped.count == 1 ? "1 more column" : "\(dropped.count) more columns"
        let isShort = dropped.count <= 3 && dropped.allSatisfy(\.isFieldName)
        let names = dropped.count <= 6 ? dropped.joined(separator: ", ") : "\(dropped[0]) … \(last)"
        let next =
            if let path {
                isShort ? "\(path) | select \(dropped.joined(separator: ", "))" : "\(path) | as json"
            } else {
                "as json shows all"
            }
        let text = VisibleText("… \(count): \(names) · \(next)", .shown)
        for line in text.wrapped(to: width) { sink.add([TextSpan(line, .dim)], style) }
    }

    private func note(_ text: String, _ path: String?, to sink: LineSink) {
        guard let width else { return }
        let text = VisibleText(path.map { "\(text) · \($0) | skip 20 | take 40" } ?? text, .shown)
        for line in text.wrapped(to: width) { sink.add([TextSpan(line, .dim)], style) }
    }

    /// `100,000`
    func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return String(
            digits.enumerated().flatMap { index, digit in
                index > 0 && (digits.count - index).isMultiple(of: 3) ? [",", digit] : [digit]
            })
    }
}

extension Value {
    fileprivate var isJob: Bool { if case .job = self { true } else { false } }

    var isNumberOrNull: Bool {
        switch self {
        case .integer, .decimal, .credits, .duration, .null: true
        default: false
        }
    }
}

extension String {
    /// It can stand behind a point in a path.
    var isFieldName: Bool {
        guard let first = utf8.first,
            first == UInt8(ascii: "_") || Unicode.Scalar(first).properties.isAlphabetic,
            first < 0x80
        else { return false }
        return utf8.allSatisfy {
            $0 == UInt8(ascii: "_") || $0 < 0x80 && Character(Unicode.Scalar($0)).isLetter
                || (0x30...0x39).contains($0)
        }
    }
}
