import HoloLang
import HoloRuntime

/// What a statement, a value or a stage of a pipeline can begin with.
extension Completer {
    func statements(_ context: CursorContext) -> [Offer] {
        let keywords = Keyword.allCases.filter { $0 != .else && $0 != .catch && $0 != .test }
        return commands(context, calls: true)
            + keywords.map { Offer($0.rawValue + " ", label: $0.rawValue, summary(of: $0.rawValue)) }
    }

    /// The statements that have a value.
    var compounds: [Offer] {
        ["if", "for", "try"].map { Offer($0 + " ", label: $0, summary(of: $0), isExtra: true) }
    }

    /// `calls` says that a function is called with its arguments in brackets here; behind a `|` it takes what is
    /// piped into it.
    func commands(_ context: CursorContext, calls: Bool) -> [Offer] {
        let rows = session.context.table.rows.filter { calls || $0.takesInput }
        let known = rows.filter { $0.group != .functions }.map {
            Offer($0.name + " ", label: $0.name, $0.summary)
        }
        let functions = rows.filter { $0.group == .functions }.map { row in
            Offer(row.name + (calls ? "(" : " "), label: row.name, row.summary, isExtra: true)
        }
        return known + (calls ? ownFunctions(context) : []) + functions
    }

    func ownFunctions(_ context: CursorContext) -> [Offer] {
        (session.functionNames + context.functions).uniqued.map {
            Offer($0 + "(", label: $0, "a function of this session")
        }
    }

    private func summary(of keyword: String) -> String { Topic.named(keyword)?.summary ?? "" }
}

extension [String] {
    var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
