package import HolocronAPI
import OrderedCollections

/// Helps writing a manifest: checks it, and runs one of its actions without a key, credits or a job.
package enum ActionTrial {
    /// What the manifest says, once it is right: its actions with prices and parameters.
    package static func check(_ file: String) throws(ServiceError) -> JSON {
        let site = try site(file)
        return .array(
            site.actions.map { action in
                let required = (action.schema["required"]?.items ?? []).compactMap(\.text)
                let names = (action.schema["properties"]?.fields ?? [:]).map { name, _ in
                    required.contains(name) ? name + "*" : name
                }
                return [
                    "action": .string(action.id), "cr": .integer(Int64(action.credits)),
                    "parameters": .string(names.joined(separator: " ")),
                    "fields": .string(
                        action.reads.hasRules
                            ? action.result.map(\.name).joined(separator: " ")
                            : "those of reads: \(action.reads.rawValue)"),
                ]
            })
    }

    /// The result of an action of the manifest; the first one when none is named.
    ///
    /// - Parameter params: Texts are read as the type that the action's schema says.
    package static func run(
        _ file: String, action id: String?, params: JSON, allowsPrivate: Bool
    ) async throws(ServiceError) -> JSON {
        let site = try site(file)
        guard let action = id == nil ? site.actions.first : site.actions.first(where: { $0.id == id }) else {
            let known = site.actions.map(\.id).joined(separator: ", ")
            throw .faultyTrial("\(file) has no action \(id ?? ""); it has \(known)")
        }
        let typed = action.typed(params)
        do {
            try action.check(typed)
        } catch {
            throw .faultyTrial(error.message)
        }
        var options = ServiceOptions()
        options.manifests = [file]
        options.allowsPrivate = allowsPrivate
        let service = try await LocalHolocron.start(options)
        let result = await service.result(of: action, typed)
        await service.stop()
        switch result {
        case .success(let json): return json
        case .failure(let failure): throw .faultyTrial(failure.message)
        }
    }

    private static func site(_ file: String) throws(ServiceError) -> Site {
        guard HTMLDocument.isAvailable else { throw .libxml2Missing }
        let site = try Catalog.site(file: file)
        _ = try Catalog.builtIn().adding([file])
        return site
    }
}

extension SiteAction {
    /// The parameters with texts read as the types of the schema, where they are of one.
    fileprivate func typed(_ params: JSON) -> JSON {
        guard let fields = params.fields else { return params }
        var typed = fields
        for (name, value) in fields {
            guard let text = value.text, let type = schema["properties"]?[name]?["type"]?.text,
                type != "string",
                let json = try? JSON(parsing: text)
            else { continue }
            typed[name] = json
        }
        return .object(typed)
    }
}
