import HoloLang
import HoloRuntime
import HolocronAPI
import HolocronService
import OrderedCollections

extension CommandRow {
    static let action = CommandRow(
        "action", .process, "Checks a manifest of actions, or tries one of its actions; costs nothing.",
        examples: ["action check shop.yaml", "action try shop.yaml sh_item item=7"]
    ) { parameters in
        let verb = parameters.required("check|try", .choice(["check", "try"]), "what to do")
        let file = parameters.required("FILE", .file, "the manifest: help actions-format")
        let id = parameters.optional("ACTION", .text, "which one to try; the first when none is named")
        let allowsPrivate = parameters.flag("allow-private", "addresses of this network may be loaded")
        let params = parameters.assignments("the action's parameters")
        return .waiting { (call) async throws(Stop) in
            let asked = JSON.object(fields(call[params]))
            do throws(ServiceError) {
                if call[verb] == "check" { return Value(try ActionTrial.check(call[file])) }
                let result = try await ActionTrial.run(
                    call[file], action: call[id], params: asked, allowsPrivate: call[allowsPrivate])
                return Value(result)
            } catch {
                throw .failed("MANIFEST", error.message, next: error.next)
            }
        }
    }
}

private func fields(_ assignments: [Assignment]) -> OrderedDictionary<String, JSON> {
    var fields: OrderedDictionary<String, JSON> = [:]
    for assignment in assignments {
        guard case .name(let name)? = assignment.key.parts.first else { continue }
        fields[name] = assignment.value.json
    }
    return fields
}
