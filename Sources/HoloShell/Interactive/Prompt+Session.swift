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
