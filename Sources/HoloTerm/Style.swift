/// How a piece of text looks on a terminal with colour.
package enum Style: Int, Sendable {
    case bold = 1
    case dim = 2
    case reverse = 7
    case red = 31
    case green = 32
    case yellow = 33
    case magenta = 35
    case cyan = 36

    /// `text` in this style, or unchanged where colour is off.
    package func apply(_ text: String, colour: Bool) -> String {
        StyledText(text, self).rendered(colour: colour)
    }
}

/// Text made of pieces that each have their own styles.
package struct StyledText: Sendable, Equatable, ExpressibleByStringLiteral {
    package struct Piece: Sendable, Equatable {
        package var text: String
        package var styles: [Style]
    }

    package var pieces: [Piece]

    package init(_ text: String, _ styles: Style...) {
        pieces = text.isEmpty ? [] : [Piece(text: text, styles: styles)]
    }

    package init(stringLiteral value: String) { self.init(value) }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        var joined = left
        joined.pieces += right.pieces
        return joined
    }

    package var plain: String { pieces.map(\.text).joined() }

    package func rendered(colour: Bool) -> String {
        guard colour else { return plain }
        return pieces.map { piece in
            piece.styles.isEmpty ? piece.text : sgr(piece.styles) + piece.text + sgrReset
        }.joined()
    }
}

extension StyledText {
    /// The text as it can be written, each piece made visible.
    package func written(colour: Bool) -> VisibleText {
        var safe = self
        for index in safe.pieces.indices { safe.pieces[index].text = visible(pieces[index].text) }
        return VisibleText(made: safe.rendered(colour: colour))
    }
}

let sgrReset = "\u{1b}[0m"

func sgr(_ styles: [Style]) -> String {
    "\u{1b}[" + styles.map { String($0.rawValue) }.joined(separator: ";") + "m"
}

/// The text without what ``Style`` puts into it.
package func withoutColour(_ text: String) -> String {
    guard text.contains("\u{1b}[") else { return text }
    var plain = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "\u{1b}["), let end = rest[start.upperBound...].firstIndex(of: "m")
    {
        plain += rest[..<start.lowerBound]
        rest = rest[rest.index(after: end)...]
    }
    return plain + rest
}
