import OrderedCollections

extension CommandRow {
    static let vars = CommandRow(
        "vars", .session, "Lists the variables of this session.", examples: ["vars", "vars | as json"]
    ) { _ in
        .session { (_, frame) in
            .list(
                frame.variables.map { name, value in
                    .record(["name": .string(name), "kind": .string(value.kind), "value": value.summary])
                })
        }
    }

    static let history = CommandRow(
        "history", .session, "Lists the lines typed so far.", examples: ["history", "history --limit 5"]
    ) { parameters in
        let limit = parameters.option("limit", .integer(1...100_000), default: 25, "most lines")
        return .immediate { (call) throws(Stop) in
            let lines = call.context.host.history
            let first = max(0, lines.count - call[limit])
            return .list(
                lines[first...].enumerated().map { offset, line in
                    .record(["number": .integer(first + offset + 1), "line": .string(line)])
                })
        }
    }

    static let clear = CommandRow(
        "clear", .session, "Clears the screen.", examples: ["clear", "clear; jobs"]
    ) { _ in
        .immediate { (call) throws(Stop) in
            call.context.host.clearScreen()
            return .null
        }
    }

    static let exit = CommandRow(
        "exit", .session, "Leaves holo; jobs that run go on.", examples: ["exit", "exit 10"]
    ) { parameters in
        let code = parameters.optional("N", .integer(0...255), "the exit code; scripts take 10 and up")
        return .immediate { (call) throws(Stop) in throw .exit(Int32(call[code] ?? 0)) }
    }

    static let use = CommandRow(
        "use", .session, "Talks to another profile's server from now on.",
        examples: ["use local", "use default"],
        need: .change
    ) { parameters in
        let profile = parameters.required("PROFILE", .profile, "local, default, or one of config.yaml")
        return .immediate { (call) throws(Stop) in
            try call.context.connector.use(call[profile])
            call.context.balance = nil
            let connector = call.context.connector
            if !connector.hasKey {
                call.context.host.note("there is no API key for \(connector.profile.name) yet: type login")
            }
            return call.answer(["profile": .string(connector.profile.name)])
        }
    }
}

extension Value {
    /// The value itself where it fits a line, else what it is.
    fileprivate var summary: Value {
        switch self {
        case .list(let items): .string("\(items.count) items")
        case .record(let fields): .string(fields.keys.prefix(6).joined(separator: ", "))
        default: self
        }
    }
}
