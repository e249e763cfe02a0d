import HolocronAPI
import HolocronService
import NIOHTTP1
import Testing

struct KeyTests {
    @Test(arguments: [
        ("X-API-Key", ""), ("Api-Key", ""), ("X-Access-Key", ""), ("apikey", ""), ("Authorization", ""),
        ("Authorization", "Bearer "), ("Authorization", "bearer "),
    ])
    func `the key is taken from every documented header`(name: String, scheme: String) async throws {
        try await withService { service in
            let headers: HTTPHeaders = [name: scheme + service.service.key]
            let right = try await service.send(.GET, "/v1/holocron/jobs", headers: headers)
            #expect(right.status == 200)
            let other: HTTPHeaders = [name: scheme + service.service.key.dropLast() + "!"]
            let wrong = try await service.send(.GET, "/v1/holocron/jobs", headers: other)
            #expect(wrong.status == 401)
        }
    }

    @Test func `no key, an empty one and a longer one are refused`() async throws {
        try await withService(ServiceOptions(key: "ak-mine")) { service in
            for headers: HTTPHeaders in [[:], ["X-API-Key": ""], ["X-API-Key": "ak-mine-and-more"]] {
                let answer = try await service.send(.GET, "/v1/wire/catalog", headers: headers)
                #expect(answer.status == 401)
                #expect(try answer.json["error"]?["code"]?.text == "UNAUTHORIZED")
            }
        }
    }

    @Test func `a data file keeps its key, and takes a new one when it is given`() async throws {
        try await withFolder { folder in
            let file = folder + "/holocron.sqlite"
            let first = try await withService(ServiceOptions(dataFile: file)) { $0.service.key }
            #expect(first.hasPrefix("ak-local-"))
            #expect(try await withService(ServiceOptions(dataFile: file)) { $0.service.key } == first)
            let third = try await withService(ServiceOptions(dataFile: file, key: "ak-other")) {
                $0.service.key
            }
            #expect(third == "ak-other")
        }
    }
}
