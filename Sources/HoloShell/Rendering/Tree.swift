import HoloLang
import HoloRuntime
import HoloTerm
import HolocronAPI
import OrderedCollections

/// A record for a person: fields one below the other, and what is nested indented under its name.
struct Tree {
    let rendering: Rendering

    /// Of a nested list so many items are shown.
    static let mostItems = 10
    /// What is nested deeper than this, or has less room, is shown in short.
    private static let deepest = 6
    private static let narrowest = 16
    private static let step = 2

    private var style: LineStyle { rendering.style }

    func write(_ fields: Record, path: String?, to sink: LineSink, level: Int = 0) {
        let list = FieldList(names: fields.keys.map { VisibleText($0, .shown) })
        for (name, value) in fields {
            let title = VisibleText(name, .shown)
            if let span = inline(value, room: list.room(style) ?? .max, level) {
                list.write(.init(title, span), to: sink, style)
            } else {
                heading(title, value, to: sink)
                nested(value, path: path.map { Tree.path($0, name) }, to: sink, level)
            }
        }
    }

    /// The value beside its name; nil for what stands below it.
    private func inline(_ value: Value, room: Int, _ level: Int) -> TextSpan? {
        switch value {
        case .null: TextSpan("null", .dim)
        case .string(let text): TextSpan(VisibleText(text), link: Link(text))
        case .list(let items) where items.isEmpty: TextSpan("[]", .dim)
        case .record(let fields) where fields.isEmpty: TextSpan("{}", .dim)
        case .list(let items):
            joined(items, room: room) ?? (isTooDeep(level) ? TextSpan(rendering.short(value)) : nil)
        case .record: isTooDeep(level) ? TextSpan(rendering.short(value)) : nil
        default: rendering.cell(value)
        }
    }

    private func isTooDeep(_ level: Int) -> Bool {
        level >= Tree.deepest || (style.width ?? .max) < Tree.narrowest
    }

    /// A few short words or numbers, with commas between them, where they fit one line.
    private func joined(_ items: [Value], room: Int) -> TextSpan? {
        guard items.count <= 12 else { return nil }
        var texts: [VisibleText] = []
        for item in items {
            switch item {
            case .string(let text)
            where !text.contains(where: { $0 == "," || $0.isNewline }) && !text.isEmpty:
                texts.append(VisibleText(text, .shown))
            case .integer, .decimal, .bool: texts.append(VisibleText(item.text))
            default: return nil
            }
        }
        let text = texts.joined(separator: ", ")
        return text.width <= room ? TextSpan(text) : nil
    }

    private func heading(_ title: VisibleText, _ value: Value, to sink: LineSink) {
        var spans = [TextSpan(title.truncated(to: style.width ?? .max), .dim)]
        if case .list(let items) = value, items.count > 1 {
            let count: VisibleText = " · \(rendering.grouped(items.count)) items"
            if title.width + count.width <= style.width ?? .max { spans.append(TextSpan(count, .dim)) }
        }
        sink.add(spans, style)
    }

    private func nested(_ value: Value, path: String?, to sink: LineSink, _ level: Int) {
        var inner = rendering
        inner.width = inner.width.map { max(1, $0 - Tree.step) }
        sink.indent += Tree.step
        defer { sink.indent -= Tree.step }
        let tree = Tree(rendering: inner)
        switch value {
        case .record(let fields): tree.write(fields, path: path, to: sink, level: level + 1)
        case .list(let items): tree.write(items, path: path, to: sink, level: level + 1)
        default: break
        }
    }

    /// The items of a list one below the other, as a table where they are rows.
    func write(
        _ items: [Value], path: String?, to sink: LineSink, level: Int = 0, most: Int = Tree.mostItems
    ) {
        let shown = Array(items.prefix(most))
        if !rendering.writeTable(of: shown, path: path, to: sink, counts: false) {
            for (index, item) in shown.enumerated() { write(item, at: index, path, to: sink, level) }
        }
        guard items.count > shown.count, let width = style.width else { return }
        let rest = "… \(rendering.grouped(items.count - shown.count)) more"
        let note = VisibleText(path.map { "\(rest) · \($0)" } ?? rest, .shown)
        for line in note.wrapped(to: width) { sink.add([TextSpan(line, .dim)], style) }
    }

    /// One item of a list that is no table.
    private func write(_ item: Value, at index: Int, _ path: String?, to sink: LineSink, _ level: Int) {
        let mark = FieldList(names: ["-"], gap: 1)
        if let span = inline(item, room: mark.room(style) ?? .max, level) {
            mark.write(.init("-", span), to: sink, style)
        } else {
            heading("[\(index)]", item, to: sink)
            nested(item, path: path.map { "\($0)[\(index)]" }, to: sink, level)
        }
    }

    /// What is typed for a field of a record.
    static func path(_ path: String, _ name: String) -> String {
        name.isFieldName ? "\(path).\(name)" : "\(path)[\(Tree.quote(name))]"
    }

    private static func quote(_ name: String) -> String {
        let written = quoted(name)
        return written == name ? "'\(name)'" : written
    }
}
