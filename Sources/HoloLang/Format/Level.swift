/// The program or a bracket, and how the lines in it are indented.
struct Level {
    static let step = 4

    var kind: Bracket.Kind
    /// Of the line that ends it.
    var indent: Int
    /// Of the statements or values in it.
    var base: Int
    var isOneLiner = false
    /// Words with blocks of their own.
    private static let controls: Set = ["if", "for", "while", "try", "fn", "test"]
    /// The statement being written has one of them.
    private(set) var isControl = false
    /// The indentation of the line on which the statement, or that word, starts.
    private(set) var start = 0

    /// Takes note of a token that is about to be written on a line with this indentation.
    mutating func note(_ token: Token, _ text: String, indent: Int) {
        if token.startsStatement {
            isControl = false
            start = base
        }
        if !isControl, token.kind == .keyword, Level.controls.contains(text) {
            isControl = true
            start = indent
        }
    }

    /// Of a new line in it.
    func indentation(_ place: Layout.Place) -> Int {
        guard kind == .block else { return base }
        switch place {
        case .betweenStatements: return base
        case .beforeBlock, .beforeElse: return start
        case .inStatement: return start + Self.step
        }
    }
}
