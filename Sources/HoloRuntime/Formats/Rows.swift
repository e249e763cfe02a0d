import OrderedCollections

/// A value as the rows of a table: columns are all keys, in the order they are first met.
struct Rows {
    let columns: OrderedSet<String>
    let rows: [Record]

    /// - Throws: what the format cannot say as rows.
    init(_ value: Value, for format: Format) throws(Stop) {
        let items = if case .list(let items) = value { items } else { [value] }
        let hasRecords = items.contains { $0.row != nil }
        var rows: [Record] = []
        rows.reserveCapacity(items.count)
        var columns: OrderedSet<String> = []
        var last: Record?
        for (index, item) in items.enumerated() {
            let row: Record
            if let record = item.row {
                row = record
            } else if hasRecords {
                throw .failed(
                    "TYPE", "\(format.title) takes records, and item [\(index)] is \(item.kind)",
                    next: "leave it out, or write a file that ends in .ndjson")
            } else {
                row = ["value": item]
            }
            if last.map({ $0.keys != row.keys }) ?? true { columns.formUnion(row.keys) }
            last = row
            rows.append(row)
        }
        self.columns = columns
        self.rows = rows
    }
}

extension Value {
    /// The fields, of a record or a job.
    var row: Record? {
        switch self {
        case .record(let fields): fields
        case .job(let job): job.record
        default: nil
        }
    }
}
