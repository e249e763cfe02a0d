import HolocronJobs

extension CommandRow {
    static let wait = CommandRow(
        "wait", .text, "Does nothing for a while; Ctrl-C ends it.", examples: ["wait 5s", "wait 250ms"]
    ) { parameters in
        let duration = parameters.required("DURATION", .duration, "how long")
        return .waiting { (call) async throws(Stop) in
            let length = call[duration]
            call.showWait(length)
            defer { call.context.host.progress(nil) }
            do {
                try await call.context.connector.tape.clock.sleep(length)
            } catch {
                throw Stop.interrupted
            }
            return .null
        }
    }
}

extension Call {
    fileprivate func showWait(_ length: Duration) {
        guard !scope.isInBatch, length >= .seconds(1) else { return }
        let milliseconds = Int(length / .milliseconds(1))
        context.host.progress(
            Progress(since: .now) { "waiting \(Value.duration(milliseconds: milliseconds).text)" })
    }
}
