/// One record as `name  value` lines, values aligned and wrapped under themselves.
package struct FieldList: Sendable {
    package let fields: [(name: String, value: String)]

    package init(_ fields: [(name: String, value: String)]) {
        self.fields = fields.map { (visible($0.name, .shown), visible($0.value, .kept)) }
    }

    package func lines(width: Int, colour: Bool = false) -> [String] {
        let longest = fields.reduce(0) { max($0, displayWidth($1.name)) }
        let names = min(longest, max(1, width / 2 - 2))
        return fields.flatMap { field in
            wrapped(untabbed(field.value), to: max(1, width - names - 2)).enumerated().map { row, text in
                let name = padded(row == 0 ? truncated(field.name, to: names) : "", to: names)
                let line = trimmingEnd(name + "  " + text)
                return row == 0 && colour
                    ? Style.dim.apply(name, colour: true) + line.dropFirst(name.count) : line
            }
        }
    }

    private func untabbed(_ text: String) -> String {
        String(text.map { $0 == "\t" ? " " : $0 })
    }
}
