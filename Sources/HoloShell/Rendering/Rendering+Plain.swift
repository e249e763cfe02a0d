import HoloRuntime
import HoloTerm
import OrderedCollections

extension Rendering {
    /// Records and lists as lines that each say what they are of: `name: value`. Nil for what is one text anyway.
    func plainLines(_ value: Value) -> [VisibleText]? {
        switch value {
        case .record(let fields) where !fields.isEmpty: fields.flatMap { field("\($0)", $1) }
        case .list(let items) where !items.isEmpty && !items.allSatisfy({ $0 == .null }):
            rows(items, of: "row")
        default: nil
        }
    }

    private func field(_ name: VisibleText, _ value: Value) -> [VisibleText] {
        switch value {
        case .record(let fields) where !fields.isEmpty:
            return fields.flatMap { field("\(name) \($0)", $1) }
        case .list(let items) where items.contains(where: \.hasFields):
            return rows(items, of: name)
        case .null: return ["\(name): none"]
        default: return ["\(name): \(value.text)"]
        }
    }

    /// `row 1 of 3`, then its fields.
    private func rows(_ items: [Value], of name: VisibleText) -> [VisibleText] {
        items.enumerated().flatMap { index, item -> [VisibleText] in
            let head: VisibleText = "\(name) \(index + 1) of \(items.count)"
            guard let fields = row(item) else { return ["\(head): \(item.text)"] }
            return [head] + fields.flatMap { field("\($0)", $1) }
        }
    }
}

extension Value {
    fileprivate var hasFields: Bool {
        switch self {
        case .record, .job: true
        default: false
        }
    }
}
