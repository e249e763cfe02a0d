import HoloLang
import HolocronAPI
import OrderedCollections

/// One expression over a row, ready to run.
struct RowColumn: Sendable {
    /// What it is called in the result.
    let name: String
    let isDescending: Bool
    let code: Code
}

/// A command that looks at rows, at work: its columns, and the rows that were piped in.
package struct RowsCall {
    let rows: [Value]
    let columns: [RowColumn]
    let frame: Frame
    /// Where the row is while a column is computed.
    fileprivate let slot: Int

    /// A column of a row.
    func value(_ column: RowColumn, of row: Value) throws(Stop) -> Value {
        frame.slots[slot] = row
        return try column.code(frame)
    }
}

extension Compiler {
    /// A command whose arguments are expressions over one row.
    mutating func rows(_ command: Command, _ body: @escaping RowsBody, _ binding: Binding) -> StageCode {
        scope.open()
        defer { scope.close() }
        let slot = scope.declare("it")
        let outer = fields
        fields = []
        let columns = columns(of: command)
        let used = fields ?? []
        fields = outer
        let name = command.name.text
        let places = Failure.Place(source: source, range: command.range)
        let source = source
        let variables = Set(scope.names)
        return { (frame, input) throws(Stop) in
            if input == .unknown { return .unknown }
            do throws(Stop) {
                let rows = try inputRows(input, for: name)
                for field in used { try check(field, in: rows, source, variables) }
                let value = try body(RowsCall(rows: rows, columns: columns, frame: frame, slot: slot))
                try frame.noteGrowth(of: value)
                return binding.wantsJSON ? try value.shownAsJSON() : value
            } catch {
                throw error.at(places.source, places.range)
            }
        }
    }

    private mutating func columns(of command: Command) -> [RowColumn] {
        var columns: [RowColumn] = []
        for column in command.columns {
            let code = expression(column.value)
            if column.name == nil, column.value.lastName == nil, command.needsNames {
                report(
                    "this column needs a name", at: column.value.range,
                    hint: "name: \(source.text(column.value.range))")
            }
            columns.append(
                RowColumn(
                    name: column.name?.text ?? column.value.lastName ?? "", isDescending: column.isDescending,
                    code: code))
        }
        return columns
    }

    /// A name without `$`: a field of the row, the row itself, or outside of rows a variable.
    mutating func bare(_ name: Name) -> Code {
        guard fields != nil, name.text != "it", let slot = scope.place(of: "it"), case .own(let slot) = slot
        else { return variable(name) }
        fields?.append(name)
        let field = name.text
        let whole = source
        return { (frame) throws(Stop) in
            switch frame.slots[slot] {
            case .record(let fields): return fields[field] ?? .null
            case .job(let job):
                do throws(Stop) {
                    return try frame.context.field(field, of: job, optional: true)
                } catch {
                    throw error.at(whole, name.range)
                }
            case .unknown: return .unknown
            default: return .null
            }
        }
    }
}

/// What a row command does.
package typealias RowsBody = @Sendable (RowsCall) throws(Stop) -> Value

private func inputRows(_ input: Value?, for command: String) throws(Stop) -> [Value] {
    switch input {
    case .list(let rows): return rows
    case nil, .null:
        throw .failed("NO_INPUT", "\(command) needs rows to look at", next: "help \(command)")
    case .some(let value):
        throw .failed(
            "TYPE", "\(command) takes a list, and this is \(value.kind)", next: "help \(command)")
    }
}

/// A field that no row has is a mistake, and not null in all of them.
private func check(_ field: Name, in rows: [Value], _ source: Source, _ variables: Set<String>) throws(Stop) {
    guard let first = rows.first, !rows.contains(where: { $0.hasField(field.text) }) else { return }
    let names = first.fieldNames
    let hint: String
    if let near = nearest(to: field.text, in: names) {
        hint = "did you mean \(near)?"
    } else if variables.contains(field.text) {
        hint = "a variable is written $\(field.text)"
    } else if names.isEmpty {
        hint = "the row itself is written it"
    } else {
        hint = "the fields are \(names.prefix(12).joined(separator: ", "))"
    }
    throw Stop.failed("NO_FIELD", "no row has a field \(field.text)", next: hint).at(source, field.range)
}

extension Value {
    fileprivate func hasField(_ name: String) -> Bool {
        switch self {
        case .record(let fields): fields[name] != nil
        case .job, .unknown: true
        default: false
        }
    }

    fileprivate var fieldNames: [String] {
        if case .record(let fields) = self { Array(fields.keys) } else { [] }
    }
}

extension Command {
    fileprivate var needsNames: Bool { name.text == "select" || name.text == "group" }
}

extension Expression {
    /// What the value of a path is called: the last name in it.
    fileprivate var lastName: String? {
        switch kind {
        case .bare(let name), .variable(let name): name.text
        case .field(_, let name, _): name.text
        default: nil
        }
    }
}
