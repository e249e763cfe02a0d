import HoloRuntime
import HoloTerm
import HolocronAPI
import OrderedCollections

/// Lays values out as lines of text: for a person, fitted to a width, or for a program, stable and complete.
struct Rendering {
    /// In columns; nil for a program.
    var width: Int?
    var colour = false
    var links = false
    /// Of longer tables only the first and the last rows are shown: so many together.
    var mostRows = Int.max
    /// For a screen reader.
    var isPlain = false
    /// Else text is wider where it is written than it is here.
    var isUTF8 = true

    var isForPerson: Bool { width != nil }
    var style: LineStyle { LineStyle(width: width, colour: colour, links: links, isUTF8: isUTF8) }

    func lines(_ value: Value, path: String? = nil) -> [VisibleText] {
        LineSink.lines { write(value, path: path, to: $0) }
    }

    /// - Parameter path: what the person types to have the value again.
    func write(_ value: Value, path: String? = nil, to sink: LineSink) {
        if isPlain, let lines = plainLines(value) { return sink.add(lines) }
        switch value {
        case .null: break
        case .string(let text): writeText(text, to: sink)
        case .job(let job): sink.add(line(of: job))
        case .record(let fields) where !fields.isEmpty: writeFields(fields, path, to: sink)
        case .list(let items) where items.isEmpty && isForPerson: sink.add("(none)")
        case .list(let items) where !items.isEmpty && items.allSatisfy({ $0 == .null }): break
        case .list(let items):
            if writeTable(of: items, path: path, to: sink) { break }
            guard let width else { return writeJSON(value, to: sink) }
            if let line = line(of: items, room: width) { return sink.add(line) }
            Tree(rendering: self).write(items, path: path, to: sink, most: mostRows)
        case .record: writeJSON(value, to: sink)
        default: sink.add(VisibleText(value.text))
        }
    }

    /// `[1,2,"a"]`: a list without records that fits one line.
    private func line(of items: [Value], room: Int) -> VisibleText? {
        let isFlat = items.allSatisfy { item in
            if case .list(let inner) = item { inner.allSatisfy(\.isAtom) } else { item.isAtom }
        }
        guard isFlat, items.count <= room / 2 else { return nil }
        let text = VisibleText(json: Value.list(items).encoded(.compact, enough: room * 4))
        return text.width <= room ? text : nil
    }

    /// For a person it is wrapped at words; a word too long for a line is left to the terminal, as addresses are.
    private func writeText(_ text: String, to sink: LineSink) {
        guard let width else { return sink.add(VisibleText(text, for: .program).lines) }
        if let link = Link(text) { return sink.add([TextSpan(VisibleText(text), link: link)], style) }
        let text = isUTF8 ? VisibleText(text) : VisibleText(text).inASCII
        for line in text.lines {
            if line.width <= width {
                sink.add(line)
            } else {
                sink.add(line.wrappedAtSpaces(to: width))
            }
        }
    }

    private func writeFields(_ fields: Record, _ path: String?, to sink: LineSink) {
        if isForPerson {
            Tree(rendering: self).write(fields, path: path, to: sink)
        } else {
            writePlainFields(fields, to: sink)
        }
    }

    /// Fields one below the other; a list of records among them stands as a table under its name.
    private func writePlainFields(_ fields: Record, to sink: LineSink) {
        var plain: [(name: VisibleText, value: VisibleText)] = []
        func flush() {
            let list = FieldList(names: plain.map(\.name))
            for field in plain {
                list.write(.init(field.name, TextSpan(field.value)), to: sink, style)
            }
            plain = []
        }
        for (name, value) in fields {
            let title = VisibleText(name, .shown, for: .program)
            if case .list(let items) = value, isTable(items) {
                flush()
                sink.add(title)
                sink.indent += 2
                _ = writeTable(of: items, path: nil, to: sink)
                sink.indent -= 2
            } else {
                plain.append((title, VisibleText(value.text, for: .program)))
            }
        }
        flush()
    }
}

extension Value {
    /// Neither a list nor a record.
    fileprivate var isAtom: Bool {
        switch self {
        case .list, .record: false
        default: true
        }
    }
}
