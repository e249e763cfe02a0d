import HoloLang
package import HoloRuntime
import Synchronization

extension CommandRow {
    package static let edit = CommandRow(
        "edit", .session,
        "Opens the last statement, or the session, in $EDITOR and runs what comes back.",
        examples: ["edit", "edit --session"]
    ) { parameters in
        let isWhole = parameters.flag("session", "the whole session so far, without what only looked")
        return .immediate { (call) throws(Stop) in
            guard let host = call.context.host as? ConsoleHost, call.context.log.keeps else {
                throw .failed(
                    "NOT_HERE", "edit works at a prompt at a terminal", next: "holo")
            }
            guard let editor = EditedText.editor(call.context.environment) else {
                throw .failed(
                    "EDITOR", "there is no editor: EDITOR is not set, and neither vi nor nano is here",
                    next: "EDITOR names one, such as code --wait")
            }
            let text = call[isWhole] ? call.context.sessionText : host.lastStatement
            defer { call.context.interrupt.clear() }
            // What was not run can be run as it is.
            let draft = host.draft.withLock { $0 }.flatMap { $0 == text ? EditedText(text: $0) : nil }
            guard let edited = try EditedText.edit(text, with: editor, call.context.files) ?? draft else {
                host.note("nothing was changed, so nothing is run")
                return .null
            }
            host.edited.withLock { $0 = edited }
            return .null
        }
    }
}

extension ConsoleHost {
    /// What was typed before, with a line break at its end as editors want it.
    fileprivate var lastStatement: String {
        if let draft = draft.withLock({ $0 }) { return draft }
        let line = history.last { !$0.isEdit } ?? ""
        return line.isEmpty ? "" : line + "\n"
    }
}

extension String {
    /// The command itself is not what is to be edited.
    var isEdit: Bool {
        let words = split(whereSeparator: \.isWhitespace)
        return words.first == "edit"
    }
}
