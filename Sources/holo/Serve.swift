import HoloRuntime
import HolocronService

extension CommandRow {
    static let serve = CommandRow(
        "serve", .process,
        "Runs the local Holocron for any client until Ctrl-C; the first line is its base URL.",
        examples: ["serve", "serve --port 0 --credits 20 --no-identities"]
    ) { parameters in
        let port = parameters.option(
            "port", .integer(0...65_535), default: 8787, "where to listen; 0 picks a free one")
        let data = parameters.option(
            "data", .file, "the SQLite file; the one that --local uses when not given")
        let credits = parameters.option(
            "credits", .integer(0...1_000_000_000), default: ServiceOptions().credits,
            "the balance of a new data file")
        let key = parameters.option("key", .text, "the API key; one is made and kept when not given")
        let isBare = parameters.flag("no-identities", "a new data file has no site connected")
        return .waiting { (call) async throws(Stop) in
            var options = ServiceOptions()
            options.port = call[port]
            options.dataFile = call[data] ?? call.context.paths.localData
            options.credits = call[credits]
            options.key = call[key]
            options.identities = !call[isBare]
            try await runService(options, call)
            return .null
        }
    }
}

private func runService(_ options: ServiceOptions, _ call: Call) async throws(Stop) {
    do throws(ServiceError) {
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
