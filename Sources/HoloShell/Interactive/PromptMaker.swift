import HoloRuntime
import HoloTerm

/// The prompt as it is now: where the session is, what it has, what runs.
struct PromptMaker {
    let context: Context
    let running: () -> Int
    let columns: () -> Int

    /// Below so many columns only the place is told.
    static let narrow = 40
    private static let longestName = 20

    var prompt: Prompt {
        let config = context.connector.config
        let isNarrow = columns() < Self.narrow
        let left = text(config.prompt, isNarrow: isNarrow)
        return Prompt(left, right: isNarrow ? "" : text(config.rightPrompt, isNarrow: false))
    }

    private func text(_ template: PromptTemplate, isNarrow: Bool) -> StyledText {
        template.filled({ value(of: $0, isNarrow: isNarrow) }, text: { StyledText($0, .dim) })
            .reduce("", +)
    }

    private func value(of field: PromptTemplate.Field, isNarrow: Bool) -> StyledText? {
        guard field == .place || !isNarrow else { return nil }
        switch field {
        case .place: return place(isNarrow: isNarrow)
        case .credits: return context.balance.map { StyledText("\($0)cr") }
        case .jobs:
            let count = running()
            return count > 0 ? StyledText("\(count) running", .yellow) : nil
        case .server:
            let host = context.connector.keys.secrets.text(context.connector.profile.host)
            return host.isEmpty ? nil : StyledText(host)
        }
    }

    /// Real money is told in a word and not only in a colour.
    private func place(isNarrow: Bool) -> StyledText {
        let profile = context.connector.profile
        let hidden = context.connector.keys.secrets.text(profile.name)
        let name = StyledText(truncated(hidden, to: isNarrow ? 10 : Self.longestName), .cyan)
        guard profile.takesRealCredits else { return name }
        return StyledText("live", .bold, .reverse, .red) + " " + name
    }
}
