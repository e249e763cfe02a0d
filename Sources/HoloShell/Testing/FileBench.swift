import Dispatch
import Glibc
import HoloRuntime
import Synchronization

/// `holo test`: the files side by side, what came of them in their order.
struct FileBench: TestBench {
    let setting: @Sendable (Context) throws(Stop) -> TestSetting

    func run(_ request: TestRequest, _ context: Context) throws(Stop) -> Value {
        var setting = try setting(context)
        let connector = try Connector(
            paths: context.paths, keys: setting.keys, config: setting.config, profile: setting.profile,
            apiURL: setting.apiURL, local: nil)
        try setting.checkMaySpend(connector, request.files)
        if !setting.isLocal, setting.deck.replaying == nil, !connector.hasKey {
            throw KeyStore.missing(connector.profile)
        }
        setting.policy.offersPaid = false
        TestSession.sweep()
        let files = try TestFile.all(in: request.files)
        let report = TestReport(request, host: context.host, fileCount: files.count)
        Lanes(count: min(request.jobs ?? FileBench.processors, files.count)).run(files.count) {
            [setting] index in
            guard !context.interrupt.isPending else {
                return report.take(FileOutcome(notBegun: files[index]), index)
            }
            report.begin(files[index].path, index)
            report.take(FileTest(file: files[index], request: request, setting: setting).outcome(), index)
        }
        return try report.end(isInterrupted: context.interrupt.isPending)
    }

    private static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

/// Threads that take numbers until there are none left.
private struct Lanes {
    let count: Int

    func run(_ total: Int, _ work: @escaping @Sendable (Int) -> Void) {
        let next = NextNumber()
        let group = DispatchGroup()
        for _ in 0..<max(1, count) {
            group.enter()
            Worker.start {
                while let index = next.take(below: total) { work(index) }
                group.leave()
            }
        }
        group.wait()
    }
}

private final class NextNumber: Sendable {
    private let next = Atomic<Int>(0)

    func take(below end: Int) -> Int? {
        let number = next.add(1, ordering: .relaxed).oldValue
        return number < end ? number : nil
    }
}
