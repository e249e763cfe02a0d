import HoloRuntime
import HoloTerm

extension Prompt {
    /// `local 498cr › `: whom the session talks to, and what it has left.
    init(_ context: Context) {
        let name = StyledText(context.connector.profile.name, .cyan)
        let credits = context.balance.map { StyledText(" \($0)cr") } ?? ""
        self.init(name + credits + StyledText(" › ", .dim))
    }
}

extension Prompt {
    /// A statement behind the prompt as it was typed, for where no editor paints it.
    func plainLines(of text: String) -> String {
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        return left.plain + rows.joined(separator: "\n" + continuation.plain) + "\n"
    }
}
