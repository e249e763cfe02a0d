/// The marks at the start of continued rows.
///
/// libedit knows one prompt and a plain buffer, so the marks are characters of the buffer: put after each
/// line feed on the way in, taken out on the way out. Their space is one that nobody types.
struct Gutter {
    private static let space: Unicode.Scalar = "\u{2004}"

    let marks: [Unicode.Scalar]

    init(_ continuation: String) {
        let scalars = visible(continuation, .shown).unicodeScalars.map { $0 == " " ? Self.space : $0 }
        marks = scalars.isEmpty || scalars.contains(Self.space) ? scalars : scalars + [Self.space]
    }

    func encode(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.flatMap { $0 == "\n" ? [$0] + marks : [$0] }
    }

    /// The text without marks, also without those that editing has torn.
    func decode(_ buffer: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        var rest = Array(buffer)[...]
        while let next = rest.popFirst() {
            text.append(next)
            if next == "\n" { rest = rest.dropFirst(tornMarks(rest)) }
            while let first = rest.first, first == marks.first, rest.starts(with: marks) {
                rest = rest.dropFirst(marks.count)
            }
        }
        return String(String.UnicodeScalarView(text.filter { $0 != Self.space }))
    }

    /// How many cells of marks end right before `index`.
    func marksBefore(_ index: Int, in buffer: [Unicode.Scalar]) -> Int {
        !marks.isEmpty && buffer[..<index].suffix(marks.count + 1).elementsEqual(["\n"] + marks)
            ? marks.count : 0
    }

    /// How many marks follow the line feed at `index`.
    func marksAfter(_ index: Int, in buffer: [Unicode.Scalar]) -> Int {
        index < buffer.count && buffer[index] == "\n" && buffer[(index + 1)...].starts(with: marks)
            ? marks.count : 0
    }

    private func tornMarks(_ row: ArraySlice<Unicode.Scalar>) -> Int {
        if row.starts(with: marks) { return marks.count }
        return (1..<max(1, marks.count)).reversed().first { row.starts(with: marks.prefix($0)) } ?? 0
    }
}
