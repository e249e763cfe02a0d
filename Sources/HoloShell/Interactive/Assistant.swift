import HoloRuntime
import HoloTerm

/// What helps while a line is typed: completion, colours and suggestions, from what the session knows.
///
/// Nothing here sends a request, reads a key or spends a credit. Owned by the thread that edits.
final class Assistant {
    private let completer: Completer
    private let highlighter: Highlighter
    private let suggester: Suggester

    /// `keeps` says of a line whether it may be in the history at all.
    init(session: Session, history: HistoryLines, keeps: @escaping (String) -> Bool) {
        let vocabulary = Vocabulary(session: session)
        completer = Completer(vocabulary: vocabulary)
        highlighter = Highlighter(vocabulary: vocabulary)
        suggester = Suggester(vocabulary: vocabulary, history: history, keeps: keeps)
    }

    func completions(_ text: String, cursor: Int) -> Completions {
        completer.completions(text, cursor: cursor)
    }

    func spans(_ text: String) -> [StyledSpan] { highlighter.spans(text) }

    func suggestion(for text: String) -> String { suggester.suggestion(for: text) }
}
