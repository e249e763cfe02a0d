import AsyncHTTPClient
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// What one running service is made of.
struct ServiceParts: Sendable {
    /// With the half second that closing may take, a stop stays under two.
    private static let drainTime = Duration.milliseconds(1500)
    static let idleTimeout = TimeAmount.seconds(30)
    private static let headerLimit = 16 * 1024
    /// Of a service that other machines can reach.
    private static let shortestKey = 20

    private let folder: DataFolder
    private let lock: ServiceLock
    private let catalog: Catalog
    private let templates: Templates
    private let client: HTTPClient
    private let bell = Bell()
    private let port = BoundPort()
    private let ends = JobEnds()
    private let cache = AnswerCache()
    /// What the service's own requests for pages carry.
    private let pass = String.newID()
    /// Every connection and every light request is on its one thread.
    private let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let faults: FaultSource?
    private let options: ServiceOptions
    let store: Store
    let key: String

    /// Takes the lock of the data file and opens it.
    init(_ options: ServiceOptions) async throws(ServiceError) {
        guard options.isLoopback || (options.key?.utf8.count ?? 0) >= ServiceParts.shortestKey else {
            throw .keyNeeded(host: options.host)
        }
        guard HTMLDocument.isAvailable else { throw .libxml2Missing }
        self.options = options
        catalog = try .all(options)
        faults = options.behaviour.faults.map(FaultSource.init)
        templates = try Templates()
        folder = try DataFolder(dataFile: options.dataFile)
        lock = try await ServiceParts.lock(folder.dataFile)
        do {
            store = try Store(path: folder.dataFile)
            key = try await store.open(options, sites: catalog.sites)
        } catch {
            lock.release()
            folder.remove()
            throw error
        }
        client = PageFetcher.client()
    }

    func announce(_ address: ServiceAddress) { lock.announce(address) }

    /// Closes everything, once nothing runs any more.
    func close() async {
        try? await store.releaseRunning(countsAttempt: false)
        store.close()
        try? await client.shutdown()
        try? await loops.shutdownGracefully()
        folder.remove()
        lock.release()
    }

    private static func lock(_ dataFile: String) async throws(ServiceError) -> ServiceLock {
        do {
            return try ServiceLock(dataFile: dataFile)
        } catch .unusable(let reason) {
            throw .unusableDataFile(path: dataFile, reason: reason)
        } catch {
            if let running = await ServiceLock.runningService(dataFile: dataFile) {
                throw .alreadyRunning(baseURL: running.baseURL)
            }
            throw .unusableDataFile(
                path: dataFile, reason: "another service on it is just starting or stopping")
        }
    }
}

extension ServiceParts {
    private var house: House {
        let behaviour = options.behaviour
        let isPlain = !behaviour.limits && behaviour.faults == nil
        return House(
            pass: pass, answers: isPlain ? ReadyAnswers(cache: cache, key: key, port: port) : nil)
    }

    /// The server and the workers; `onBound` is told the port.
    func serviceGroup(onBound: @escaping @Sendable (Int) -> Void) -> ServiceGroup {
        let house = house
        let logger = Logger(label: "holocron") { _ in SwiftLogNoOpLogHandler() }
        let server = Application(
            router: router,
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [GateBuilder(house)],
                    idleTimeout: ServiceParts.idleTimeout,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: ServiceParts.headerLimit,
                        maxHeaderListSize: ServiceParts.headerLimit,
                        maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port)),
            onServerRunning: { channel in
                port.value = channel.localAddress?.port ?? 0
                bell.ring()
                onBound(port.value)
            }, eventLoopGroupProvider: .shared(loops), logger: logger)
        let onLoop = LoopService(service: server, executor: LoopExecutor(loops.next()))
        var configuration = ServiceGroupConfiguration(services: [onLoop, workers], logger: logger)
        configuration.maximumGracefulShutdownDuration = ServiceParts.drainTime
        return ServiceGroup(configuration: configuration)
    }

    private var outside: OutsideWeb { OutsideWeb(allowsPrivate: options.allowsPrivate) }

    var performer: Performer {
        let fetcher = PageFetcher(
            client: client, sites: catalog.sites, host: options.hostInURL, port: port, outside: outside,
            pass: pass)
        return Performer(fetcher: fetcher)
    }

    private var workers: Workers {
        Workers(
            store: store, catalog: catalog, performer: performer, bell: bell, ends: ends, faults: faults,
            webhooks: Webhooks(store: store, style: AnswerStyle(options.behaviour), outside: outside))
    }

    private var router: Router<Visit> {
        let router = Router(context: Visit.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: FrontDoor(authorities: Authorities(names: options.names)))
        APIRoutes(
            store: store, catalog: catalog, bell: bell, ends: ends, key: key, behaviour: options.behaviour,
            faults: faults, cache: cache
        ).add(to: router)
        OpenAPI(catalog: catalog).add(to: router)
        // What a person tries first.
        for path in ["/", "/products"] as [RouterPath] {
            router.get(path) { _, _ -> Response in .seeOther("/products/holocron") }
        }
        let pages = router.group("products/holocron").add(middleware: OffLoop()).add(
            middleware: PageHeaders())
        let demo = router.group("web").add(middleware: OffLoop()).add(middleware: PageHeaders())
        if !options.isLoopback {
            for group in [pages, demo] { group.add(middleware: PageKey(key: key, pass: pass)) }
        }
        PageRoutes(
            store: store, catalog: catalog, templates: templates, style: AnswerStyle(options.behaviour)
        ).add(to: pages)
        DemoWeb(templates: templates, records: DemoRecords(store: store)).add(to: demo)
        return router
    }
}
