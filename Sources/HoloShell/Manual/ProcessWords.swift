import HoloRuntime

/// What can stand behind `holo` on a command line, as the completions of the shells and the manual page need it.
struct ProcessWords {
    /// What a word is, for a shell to complete it.
    enum Kind: Equatable {
        case file, folder
        /// One of these.
        case choice([String])
        /// What `holo completions NAME` lists.
        case listed(String)
        /// A parameter of the action that is named before.
        case parameter
        case other
    }

    struct Option {
        let name: String
        /// What its value is; nil for one that takes none.
        let value: Kind?
        let placeholder: String
        let help: String
    }

    struct Verb {
        let name: String
        let summary: String
        let options: [Option]
        let places: [Kind]
        /// The last of the places may come again and again.
        let repeats: Bool
    }

    let options: [Option]
    let verbs: [Verb]

    init(_ table: CommandTable) {
        options = ProcessOptions.rows.map { row in
            Option(
                name: row.name, value: row.value.map { ProcessWords.kind($0, row.name) },
                placeholder: row.value ?? "", help: row.help)
        }
        verbs = table.rows.filter { $0.group != .functions }.map(Verb.init)
    }

    /// - Parameters:
    ///   - type: as usage lines have it.
    ///   - name: of the parameter or option.
    static func kind(_ type: String, _ name: String) -> Kind {
        switch (type, name.uppercased()) {
        case ("FILE", _): .file
        case ("DIR", _), ("FOLDER", _), (_, "FOLDER"), (_, "DIR"): .folder
        case ("ACTION", _), (_, "ACTION"): .listed("actions")
        case ("JOB", _): .listed("jobs")
        case ("PROFILE", _), ("NAME", "PROFILE"): .listed("profiles")
        case ("COMMAND", _): .listed("commands")
        case (_, "RUN"): .listed("runs")
        case (_, "SITE"): .listed("sites")
        default: .other
        }
    }
}

extension ProcessWords.Verb {
    fileprivate init(_ row: CommandRow) {
        let parameters = row.signature.parameters
        let own = parameters.filter { $0.kind == .option || $0.kind == .flag }.map { parameter in
            ProcessWords.Option(
                name: parameter.name, value: parameter.kind == .flag ? nil : parameter.wordKind,
                placeholder: parameter.typeName, help: parameter.help)
        }
        let places = parameters.filter { $0.kind == .required || $0.kind == .optional || $0.kind == .rest }
        let assigns = parameters.contains { $0.kind == .assignments }
        self.init(
            name: row.name, summary: row.summary, options: own,
            places: places.map(\.wordKind) + (assigns ? [.parameter] : []),
            repeats: assigns || places.last?.kind == .rest)
    }
}

extension Parameter {
    fileprivate var wordKind: ProcessWords.Kind {
        choices.isEmpty ? ProcessWords.kind(typeName, name) : .choice(choices)
    }
}
