import HolocronAPI
import HolocronClient
import OrderedCollections

extension CommandRow {
    static let actions = CommandRow(
        "actions", .discovery, "Lists the actions that can be run, with their prices.",
        examples: ["actions", "actions product"], need: .server,
        columns: ["action", "cr", "site", "parameters", "description"]
    ) { parameters in
        let text = parameters.optional("TEXT", .text, "only those that have to do with it")
        return .waiting { (call) async throws(Stop) in
            let actions = try await call.context.connection().catalogue.actions(matching: call[text])
            return .list(actions.map { .record($0.row) })
        }
    }

    static let describe = CommandRow(
        "describe", .discovery, "Shows what an action takes and costs, and a line to try.",
        examples: ["describe li_profile_scrape", "describe am_search_products --json"], need: .server,
        page: actionPage
    ) { parameters in
        let name = parameters.required("ACTION", .action, "which one")
        return .waiting { (call) async throws(Stop) in
            guard let action = try await call.context.connection().catalogue.action(call[name]) else {
                throw .failed(
                    "NO_CATALOGUE", "this server does not say what \(call[name]) takes",
                    next: "see https://anakin.io for its parameters")
            }
            return .record(action.page)
        }
    }
}

extension Action {
    fileprivate var row: Record {
        [
            "action": .string(id), "cr": credits.map { .integer($0) } ?? .null, "site": .string(site),
            "parameters": .string(
                parameters.map { $0.name + ($0.isRequired ? "*" : "") }.joined(separator: " ")),
            "description": .string(description),
        ]
    }

    fileprivate var page: Record {
        var page: Record = [
            "action": .string(id), "name": .string(name), "site": .string(site),
            "description": .string(description),
            "credits": credits.map { .integer($0) } ?? .null, "connection": .string(connection),
        ]
        if !parameters.isEmpty {
            let hasChoices = parameters.contains { !$0.choices.isEmpty }
            page["parameters"] = .list(parameters.map { .record($0.row(hasChoices: hasChoices)) })
        }
        page["example"] = .string(example(after: "run"))
        return page
    }

    private var connection: String {
        switch (authentication, isConnected) {
        case (.none, _): "not needed"
        case (let need, true?): "\(need.rawValue), and there is one"
        case (let need, false?): "\(need.rawValue): connect \(site)"
        case (let need, nil): need.rawValue
        }
    }
}

extension ActionParameter {
    fileprivate func row(hasChoices: Bool) -> Record {
        var row: Record = [
            "name": .string(name), "type": .string(typeName), "required": .string(isRequired ? "yes" : "no"),
            "default": standard.map { Value($0) } ?? .null,
        ]
        if hasChoices { row["one of"] = .string(choices.map { Value($0).text }.joined(separator: " ")) }
        row["description"] = .string(description)
        return row
    }
}
