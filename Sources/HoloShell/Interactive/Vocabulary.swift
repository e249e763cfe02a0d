import HoloLang
import HoloRuntime

/// The words that mean something in a session, kept so that each can be looked up at every key.
///
/// Owned by the thread that edits.
final class Vocabulary {
    let session: Session
    let rows: [String: CommandRow]
    let functions: [String: FunctionRow]
    private var parameters: [String: [Parameter]] = [:]
    /// The environment is read when something of a value is shown for the first time.
    private lazy var environmentSecrets = Secrets(session.context.environment.secrets)

    init(session: Session) {
        self.session = session
        let table = session.context.table
        rows = Dictionary(table.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        functions = Dictionary(table.functions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The text without keys, and without what the environment has under a secret's name.
    func hiding(_ text: String) -> String {
        session.context.connector.keys.secrets.text(environmentSecrets.text(text))
    }

    /// What a command takes; nothing for one that is not there.
    func parameters(of command: String) -> [Parameter] {
        if let known = parameters[command] { return known }
        guard let row = rows[command] else { return [] }
        let rows = row.signature.parameters
        parameters[command] = rows
        return rows
    }

    func option(_ name: String, of command: String) -> Parameter? {
        parameters(of: command).first { $0.name == name && ($0.kind == .option || $0.kind == .flag) }
    }

    /// The parameter that the argument at a place belongs to, where options do not count.
    func positional(_ place: Int, of command: String) -> Parameter? {
        let rows = parameters(of: command).filter {
            $0.kind == .required || $0.kind == .optional || $0.kind == .rest
        }
        return place < rows.count ? rows[place] : rows.last.flatMap { $0.kind == .rest ? $0 : nil }
    }

    /// Its first argument is an action, whose parameters follow.
    func takesAction(_ command: String) -> Bool { positional(0, of: command)?.typeName == "ACTION" }

    /// What is known of the server's actions by now.
    var actions: ActionIndex { session.context.connector.actions.index }
}
