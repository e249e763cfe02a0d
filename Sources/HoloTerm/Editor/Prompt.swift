import CEditline

/// What stands around the line while it is typed.
package struct Prompt: Sendable, Equatable {
    package var left: StyledText
    /// Hidden while the text reaches it.
    package var right: StyledText

    package init(_ left: StyledText, right: StyledText = "") {
        self.left = left
        self.right = right
    }
}

/// A prompt as libedit takes it: escapes between two marks, each before a visible character.
struct EncodedPrompt {
    static let escape: Unicode.Scalar = "\u{1}"

    let plain: String
    let characters: [wchar_t]

    init(_ text: StyledText, colour: Bool) {
        let pieces = text.pieces.filter { !$0.text.isEmpty }.map {
            StyledText.Piece(text: visible($0.text, .shown), styles: colour ? $0.styles : [])
        }
        // Colour needs a plain character after it to end at.
        let endsStyled = pieces.last?.styles.isEmpty == false
        let end = endsStyled ? [StyledText.Piece(text: " ", styles: [])] : []
        var encoded = ""
        var styles: [Style] = []
        for piece in pieces + end {
            let change = (styles.isEmpty ? "" : sgrReset) + (piece.styles.isEmpty ? "" : sgr(piece.styles))
            encoded +=
                styles == piece.styles ? piece.text : "\(Self.escape)\(change)\(Self.escape)\(piece.text)"
            styles = piece.styles
        }
        plain = (pieces + end).map(\.text).joined()
        characters = wideCharacters(encoded.unicodeScalars)
    }
}
