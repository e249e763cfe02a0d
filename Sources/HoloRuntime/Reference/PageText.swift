/// Text laid out for a person, with what each part of it is, so that a terminal can tell them apart.
package struct PageText: Sendable {
    package enum Role: Sendable {
        case text, heading
        /// A name with what is said of it behind, or a line to be typed.
        case name
        /// What can be passed over.
        case note
    }

    package struct Piece: Sendable {
        package let text: String
        package let role: Role

        init(_ text: String, _ role: Role) { (self.text, self.role) = (text, role) }
    }

    package let lines: [[Piece]]

    /// By how help, the tour and `describe` lay their pages out: names before a gap, lines to be typed indented, and
    /// headings above what is indented.
    package init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        self.lines = lines.indices.map { index in
            let below = index + 1 < lines.count ? lines[index + 1] : ""
            return PageText.line(lines[index], isTop: index == 0, before: below)
        }
    }

    package var plain: String { lines.map { $0.map(\.text).joined() }.joined(separator: "\n") }

    private static func line(_ line: String, isTop: Bool, before next: String) -> [Piece] {
        let indent = line.prefix { $0 == " " }
        let rest = line[indent.endIndex...]
        // The text that hangs behind a name goes on below itself.
        guard !rest.isEmpty, indent.count <= 3 else { return [Piece(line, .text)] }
        if let gap = rest.firstRange(of: "  "), gap.lowerBound > rest.startIndex {
            let name = String(line[..<gap.lowerBound])
            return [Piece(name, .name)] + remark(String(line[gap.lowerBound...]), .text)
        }
        if !indent.isEmpty { return remark(line, .name) }
        let isHeading = !line.hasSuffix(".") && line.count <= 40 && (isTop || next.hasPrefix("  "))
        return [Piece(line, isHeading ? .heading : .text)]
    }

    /// What stands behind ` # ` says what a line gives.
    private static func remark(_ line: String, _ role: Role) -> [Piece] {
        guard let mark = line.firstRange(of: " # ") else { return [Piece(line, role)] }
        return [
            Piece(String(line[..<mark.lowerBound]), role), Piece(String(line[mark.lowerBound...]), .note),
        ]
    }
}
