/// One record as `name  value` lines, values aligned and wrapped under themselves.
package struct FieldList: Sendable {
    package struct Field: Sendable {
        var name: VisibleText
        var value: TextSpan

        package init(_ name: VisibleText, _ value: TextSpan) {
            self.name = name
            self.value = value
        }
    }

    /// How wide the names are at most where there is room.
    private let longest: Int
    private let gap: Int

    /// - Parameter names: all that are to be aligned.
    package init(names: [VisibleText], gap: Int = 2) {
        longest = names.reduce(0) { max($0, $1.width) }
        self.gap = gap
    }

    /// How many columns are left for values.
    package func room(_ style: LineStyle) -> Int? {
        style.width.map { max(1, $0 - names(style) - gap) }
    }

    package func write(_ field: Field, to sink: LineSink, _ style: LineStyle) {
        guard style.isUTF8 else {
            return write(Field(field.name.inASCII, field.value.inASCII), to: sink, style.inUTF8)
        }
        let names = names(style)
        let text = VisibleText(made: untabbed(field.value.text.string))
        let lines = room(style).map { text.wrapped(to: $0) } ?? text.lines
        if lines.count > 1, let width = style.width, text.lines.count == 1, text.width <= width - gap {
            return writeBelow(field, text, to: sink, style)
        }
        for (row, line) in lines.enumerated() {
            sink.begin()
            let name = row == 0 ? field.name.truncated(to: names) : ""
            sink.put(name.string, TextSpan(name, .dim), style)
            sink.spaces(names - name.width + gap)
            sink.put(trimmingEnd(line.string), field.value, style)
            sink.endTrimmed()
        }
    }

    /// A line to paste stays one line where it can, under its name.
    private func writeBelow(_ field: Field, _ text: VisibleText, to sink: LineSink, _ style: LineStyle) {
        sink.begin()
        let name = field.name.truncated(to: style.width ?? field.name.width)
        sink.put(name.string, TextSpan(name, .dim), style)
        sink.endTrimmed()
        sink.begin()
        sink.spaces(gap)
        sink.put(trimmingEnd(text.string), field.value, style)
        sink.endTrimmed()
    }

    private func names(_ style: LineStyle) -> Int {
        style.width.map { min(longest, max(1, $0 / 2 - gap)) } ?? longest
    }

    private func untabbed(_ text: String) -> String {
        text.utf8.contains(UInt8(ascii: "\t")) ? String(text.map { $0 == "\t" ? " " : $0 }) : text
    }
}
