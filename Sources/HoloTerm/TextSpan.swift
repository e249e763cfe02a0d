/// A piece of visible text, how it looks, and what it opens.
package struct TextSpan: Sendable, Hashable {
    package var text: VisibleText
    package var style: Style?
    package var link: Link?

    package init(_ text: VisibleText, _ style: Style? = nil, link: Link? = nil) {
        self.text = text
        self.style = style
        self.link = link
    }
}

extension TextSpan {
    var inASCII: TextSpan { TextSpan(text.inASCII, style, link: link) }
}

extension VisibleText {
    /// As an output writes it that has no UTF-8.
    package var inASCII: VisibleText { VisibleText(made: plainASCII(string)) }
}

/// How lines are laid out for where they go.
package struct LineStyle: Sendable {
    /// In columns; nil where nothing is to be cut.
    package var width: Int?
    package var colour: Bool
    package var links: Bool
    /// Else a character outside of ASCII is written as several, and takes as many columns.
    package var isUTF8: Bool

    package init(width: Int? = nil, colour: Bool = false, links: Bool = false, isUTF8: Bool = true) {
        self.isUTF8 = isUTF8
        self.width = width
        self.colour = colour
        self.links = links
    }

    /// The same with less room.
    package func indented(by columns: Int) -> LineStyle {
        LineStyle(width: width.map { max(1, $0 - columns) }, colour: colour, links: links, isUTF8: isUTF8)
    }

    /// For text that is in ASCII already.
    var inUTF8: LineStyle { LineStyle(width: width, colour: colour, links: links) }
}

extension LineSink {
    /// Writes text in its style; the text is at most as wide as there is room for.
    func put(_ text: String, _ span: TextSpan, _ style: LineStyle) {
        let link = style.colour && style.links ? span.link : nil
        let look = style.colour && !text.isEmpty ? span.style : nil
        if let link { put(link.opening) }
        if let look { put(sgr([look])) }
        put(text)
        if look != nil { put(sgrReset) }
        if link != nil { put(Link.closing) }
    }

    /// One line of pieces.
    package func add(_ spans: [TextSpan], _ style: LineStyle) {
        begin()
        for span in spans { put(span.text.string, span, style) }
        endTrimmed()
    }
}
