/// What stands before the line at a prompt: text, and fields in braces that are filled in.
package struct PromptTemplate: Sendable, Equatable {
    package enum Field: String, Sendable, CaseIterable {
        /// `local`, or the profile's name; `live` before it where the server takes real credits.
        case place
        /// `482cr`, as last known.
        case credits
        /// `2 running`: jobs of this session that have not ended.
        case jobs
        /// The host of the server.
        case server
    }

    package enum Part: Sendable, Equatable {
        case text(String)
        case field(Field)
    }

    /// A name in braces that no field has.
    package struct UnknownField: Error {
        let name: String
    }

    package let parts: [Part]

    private init(parts: [Part]) { self.parts = parts }

    package init(_ text: String) throws(UnknownField) {
        var parts: [Part] = []
        var rest = text[...]
        while let brace = rest.firstIndex(of: "{") {
            if brace > rest.startIndex { parts.append(.text(String(rest[..<brace]))) }
            let name = rest[brace...].dropFirst().prefix { $0 != "}" }
            guard let field = Field(rawValue: String(name)) else { throw UnknownField(name: String(name)) }
            parts.append(.field(field))
            rest = rest[name.endIndex...].dropFirst()
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    package static let standard = PromptTemplate(
        parts: [.field(.place), .text(" "), .field(.credits), .text(" › ")])
    package static let standardRight = PromptTemplate(parts: [.field(.jobs)])

    /// The parts with something to say; `value` gives nil for a field that has nothing.
    ///
    /// The text before a field that is left out is left out too, when it is only blanks.
    package func filled<Piece>(_ value: (Field) -> Piece?, text: (String) -> Piece) -> [Piece] {
        var pieces: [Piece] = []
        var gap: String?
        for part in parts {
            switch part {
            case .text(let words) where words.allSatisfy { $0 == " " }: gap = (gap ?? "") + words
            case .text(let words):
                // Blanks on both sides of nothing are one gap.
                if let gap, !words.hasPrefix(" ") { pieces.append(text(gap)) }
                gap = nil
                pieces.append(text(words))
            case .field(let field):
                guard let piece = value(field) else {
                    gap = nil
                    continue
                }
                if let gap { pieces.append(text(gap)) }
                gap = nil
                pieces.append(piece)
            }
        }
        if let gap { pieces.append(text(gap)) }
        return pieces
    }
}
