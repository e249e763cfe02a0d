import Foundation
import HolocronService
import Testing

struct LockTests {
    @Test func `a data file has one service, which others join`() async throws {
        try await withFolder { folder in
            let file = folder + "/holocron.sqlite"
            #expect(await LocalHolocron.join(dataFile: file) == nil)
            try await withService(ServiceOptions(dataFile: file)) { first in
                let address = try #require(await LocalHolocron.join(dataFile: file))
                #expect(address.baseURL == first.service.baseURL)
                #expect(address.key == first.service.key)
                let error = await #expect(throws: ServiceError.self) {
                    try await LocalHolocron.start(ServiceOptions(dataFile: file))
                }
                guard case .alreadyRunning(first.service.baseURL) = error else {
                    return #expect(Bool(false), "\(String(describing: error))")
                }
            }
            #expect(await LocalHolocron.join(dataFile: file) == nil)
            try await withService(ServiceOptions(dataFile: file)) { _ in }
        }
    }

    @Test func `of many starts at once one wins and the others are told where it is`() async throws {
        try await withFolder { folder in
            let file = folder + "/holocron.sqlite"
            let outcomes = await withTaskGroup(of: (LocalHolocron?, String).self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        do throws(ServiceError) {
                            let service = try await LocalHolocron.start(ServiceOptions(dataFile: file))
                            return (service, service.baseURL)
                        } catch .alreadyRunning(let baseURL) {
                            return (nil, baseURL)
                        } catch {
                            return (nil, "\(error)")
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let winners = outcomes.compactMap(\.0)
            #expect(winners.count == 1)
            #expect(Set(outcomes.map(\.1)).count == 1)
            for winner in winners { await winner.stop() }
        }
    }

    @Test func `another name for the data file is the same data file`() async throws {
        try await withFolder { folder in
            let (file, link) = (folder + "/holocron.sqlite", folder + "/link.sqlite")
            try await withService(ServiceOptions(dataFile: file)) { first in
                try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
                #expect(await LocalHolocron.join(dataFile: link)?.baseURL == first.service.baseURL)
                await #expect(throws: ServiceError.self) {
                    try await LocalHolocron.start(ServiceOptions(dataFile: link))
                }
            }
        }
    }

    @Test func `files are for their owner only`() async throws {
        try await withFolder { folder in
            let file = folder + "/deep/holocron.sqlite"
            try await withService(ServiceOptions(dataFile: file)) { _ in
                let folderMode = try Self.mode(folder + "/deep")
                #expect(folderMode == 0o700)
                for path in [file, file + "-wal", file + "-shm", file + ".lock"] {
                    #expect(try Self.mode(path) == 0o600)
                }
            }
        }
    }

    private static func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test func `a port that is taken, a foreign host and an unusable file are named`() async throws {
        try await withService { service in
            let port = try #require(Int(service.origin.split(separator: ":").last ?? ""))
            let taken = await #expect(throws: ServiceError.self) {
                try await LocalHolocron.start(ServiceOptions(port: port))
            }
            #expect(taken?.message.hasPrefix("port \(port) is in use") == true)
        }
        let open = await #expect(throws: ServiceError.self) {
            try await LocalHolocron.start(ServiceOptions(host: "0.0.0.0"))
        }
        #expect(open?.message.contains("so it needs a key of yours") == true)
        let unusable = await #expect(throws: ServiceError.self) {
            try await LocalHolocron.start(ServiceOptions(dataFile: "/proc/holocron.sqlite"))
        }
        #expect(unusable?.message.hasPrefix("the data file /proc/holocron.sqlite cannot be used") == true)
    }

    @Test func `a file that is no database is left as it is`() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let file = folder + "/notes.txt"
            let text = String(repeating: "These are my notes. ", count: 100)
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            await #expect(throws: ServiceError.self) {
                try await LocalHolocron.start(ServiceOptions(dataFile: file))
            }
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
            #expect(await LocalHolocron.join(dataFile: file) == nil)
        }
    }

    @Test func `a run that is cancelled stops the service`() async throws {
        try await withFolder { folder in
            let file = folder + "/holocron.sqlite"
            let service = try await LocalHolocron.start(ServiceOptions(dataFile: file))
            let running = Task { try await service.run() }
            running.cancel()
            try await running.value
            #expect(await LocalHolocron.join(dataFile: file) == nil)
        }
    }

    @Test func `a start that is cancelled leaves nothing behind`() async throws {
        try await withFolder { folder in
            let file = folder + "/holocron.sqlite"
            let starting = Task { try await LocalHolocron.start(ServiceOptions(dataFile: file)) }
            starting.cancel()
            if let service = try? await starting.value { await service.stop() }
            #expect(await LocalHolocron.join(dataFile: file) == nil)
            try await withService(ServiceOptions(dataFile: file)) { _ in }
        }
    }

    @Test func `run returns after a stop`() async throws {
        let service = try await LocalHolocron.start(ServiceOptions())
        async let running: Void = service.run()
        await service.stop()
        try await running
    }
}
