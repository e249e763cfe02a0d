extension Token {
    /// Whether a space stands between two tokens of one line. Where nothing is said, what was one word
    /// stays one and what was apart stays apart.
    static func isSpaced(_ left: Token, _ right: Token, wasApart: Bool) -> Bool {
        switch (left.kind, right.kind) {
        case (_, .comment): true
        case (.open(.block), .close(.block)): false
        case (.open(.block), _), (_, .close(.block)): true
        case (.open, _), (_, .close), (_, .comma), (_, .colon): false
        case (.comma, _), (.colon, _): true
        case (.range, _), (_, .range): false
        case (.infix, _), (_, .infix): true
        // Two together would begin an option where a statement begins.
        case (.sign, .sign): true
        case (.sign, _), (.spread, _): false
        case (.keyword, _), (_, .keyword), (_, .open(.block)), (.close(.block), _): true
        default: wasApart
        }
    }
}
