import HoloRuntime
import HolocronAPI
import HolocronService
import Synchronization

/// The local Holocron inside this process, or the one that another process already runs on the same data.
actor LocalService: LocalServer {
    private let dataFile: String
    private var service: LocalHolocron?
    private let hasStarted = Atomic<Bool>(false)

    init(dataFile: String) { self.dataFile = dataFile }

    func address() async throws(Stop) -> (url: String, key: String) {
        if let service { return (service.baseURL, service.key) }
        if let other = await LocalHolocron.join(dataFile: dataFile) { return (other.baseURL, other.key) }
        do throws(ServiceError) {
            var options = ServiceOptions()
            options.dataFile = dataFile
            let service = try await LocalHolocron.start(options)
            self.service = service
            hasStarted.store(true, ordering: .relaxed)
            return (service.baseURL, service.key)
        } catch {
            if case .alreadyRunning = error, let other = await LocalHolocron.join(dataFile: dataFile) {
                return (other.baseURL, other.key)
            }
            throw Stop(error)
        }
    }

    nonisolated func actions() -> [Action] { LocalHolocron.builtInActions }

    nonisolated var isRunning: Bool { hasStarted.load(ordering: .relaxed) }

    nonisolated func balance() -> Int? { LocalHolocron.balance(dataFile: dataFile) }

    nonisolated func another(dataFile: String) -> any LocalServer { LocalService(dataFile: dataFile) }

    func stop() async {
        await service?.stop()
        service = nil
    }
}

extension Stop {
    init(_ error: ServiceError) {
        self = .failed("LOCAL", error.message, next: error.next, exit: .network)
    }
}
