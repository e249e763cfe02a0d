import HoloRuntime
import HoloShell
import HolocronService

extension CommandRow {
    static let serve = CommandRow(
        "serve", .process,
        "Runs the local Holocron for any client until Ctrl-C; the first line is its base URL.",
        examples: [
            "serve", "serve --port 0 --credits 20 --no-identities", "serve --fault drop-reply=0.1,slow=2s",
        ]
    ) { parameters in
        let place = PlaceParameters(&parameters)
        let behaviour = BehaviourParameters(&parameters)
        return .waiting { (call) async throws(Stop) in
            var options = place.options(call)
            options.behaviour = try behaviour.behaviour(call)
            try await runService(options, call)
            return .null
        }
    }
}

/// Where the service is and what it has.
private struct PlaceParameters: Sendable {
    let port, credits: Handle<Int>
    let data, key, host, names, actions: Handle<String?>
    let isBare, allowsPrivate: Handle<Bool>

    init(_ parameters: inout Parameters) {
        port = parameters.option(
            "port", .integer(0...65_535), default: 8787, "where to listen; 0 picks a free one")
        data = parameters.option(
            "data", .file, "the SQLite file; the one that --local uses when not given")
        credits = parameters.option(
            "credits", .integer(0...1_000_000_000), default: ServiceOptions().credits,
            "the balance of a new data file")
        key = parameters.option("key", .text, "the API key; one is made and kept when not given")
        host = parameters.option(
            "host", .text, "the address to listen on; other than 127.0.0.1 it needs --key")
        names = parameters.option("name", .text, "a name besides localhost that clients may call it by")
        actions = parameters.option("actions", .file, "a folder of manifests of your own")
        isBare = parameters.flag("no-identities", "a new data file has no site connected")
        allowsPrivate = parameters.flag("allow-private", "jobs may load addresses of this network")
    }

    func options(_ call: Call) -> ServiceOptions {
        var options = ServiceOptions()
        options.port = call[port]
        options.dataFile = call[data] ?? call.context.paths.localData
        options.credits = call[credits]
        options.key = call[key]
        options.host = call[host] ?? options.host
        options.names = call[names].map { [$0] } ?? []
        options.actions = call[actions]
        options.identities = !call[isBare]
        options.allowsPrivate = call[allowsPrivate]
        return options
    }
}

/// What the service does otherwise than by default.
private struct BehaviourParameters: Sendable {
    let limits, envelope, list: Handle<Bool>
    let retryAfter: Handle<Int?>
    let fault: Handle<String?>

    init(_ parameters: inout Parameters) {
        limits = parameters.flag("limits", "the documented limits hold: 20 submits and 60 polls a minute")
        retryAfter = parameters.option(
            "retry-after-ms", .integer(0...600_000), "what a poll of a running job answers")
        envelope = parameters.flag("envelope", "results come in the newest envelope")
        list = parameters.flag("parameter-list", "parameters are a list, not a JSON Schema object")
        fault = parameters.option("fault", .text, "faults on demand: help faults")
    }

    func behaviour(_ call: Call) throws(Stop) -> Behaviour {
        var behaviour = Behaviour()
        behaviour.limits = call[limits]
        behaviour.retryAfter = call[retryAfter]
        behaviour.envelope = call[envelope]
        behaviour.parameterList = call[list]
        do throws(ServiceError) {
            if let text = call[fault] { behaviour.faults = try Faults(text) }
        } catch {
            throw .failed("FAULT", error.message, next: error.next)
        }
        return behaviour
    }
}

private func runService(_ options: ServiceOptions, _ call: Call) async throws(Stop) {
    do throws(ServiceError) {
        Signals.letFinish()
        let service = try await LocalHolocron.start(options)
        let host = call.context.host
        host.show(.string(service.baseURL), isVerbatim: true)
        if options.key == nil { host.show(.string("key \(service.key)"), isVerbatim: true) }
        let origin = service.baseURL.dropLast("/v1".count)
        host.note("dashboard \(origin)/products/holocron · Ctrl-C stops it")
        defer { call.context.host.note("stopped") }
        try await service.run()
        await service.stop()
    } catch {
        throw Stop(error)
    }
}
