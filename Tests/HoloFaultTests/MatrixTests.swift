import Foundation
import HolocronAPI
import HolocronService
import Testing

/// Over every cell: no submit is sent twice after an unknown outcome, and none that was accepted is lost.
@Suite(.serialized)
struct MatrixTests {
    static let seed =
        ProcessInfo.processInfo.environment["HOLO_FAULT_SEED"].flatMap { UInt64($0) } ?? 20_260_101

    @Test(arguments: Family.allCases)
    func `A submit that meets a fault is never paid twice and never lost`(_ family: Family) async throws {
        let service = try await LocalHolocron.startRich()
        let cells = family.cells(try await MatrixTests.sizes(), seed: MatrixTests.seed)
        var matrix = Matrix(service: service)
        try await matrix.run(cells)
        await service.stop()
        print("\(family.rawValue): \(cells.count) cells, \(matrix.hits) hit, seed \(MatrixTests.seed)")
        for problem in matrix.problems.prefix(20) { Issue.record("\(problem)") }
        #expect(matrix.problems.isEmpty)
        #expect(matrix.hits == cells.count)
    }

    @Test(arguments: [Family.request, .time])
    func `Where the server has no list, what is not known stays so and is not sent again`(_ family: Family)
        async throws
    {
        let service = try await LocalHolocron.startRich()
        let cells = family.cells(try await MatrixTests.sizes(), seed: MatrixTests.seed + 1)
        var matrix = Matrix(service: service, hasList: false)
        try await matrix.run(cells)
        await service.stop()
        print("no list, \(family.rawValue): \(cells.count) cells, \(matrix.hits) hit")
        for problem in matrix.problems.prefix(20) { Issue.record("\(problem)") }
        #expect(matrix.problems.isEmpty)
        #expect(matrix.hits == cells.count)
    }

    /// How long a request and its answer are.
    private static func sizes() async throws -> Family.Sizes {
        let service = try await LocalHolocron.startRich()
        let request = Cell("0", [], []).request.json.encoded()
        let head = [
            "POST /v1/holocron/task HTTP/1.1", "X-API-Key: \(service.key)", "Content-Type: application/json",
        ]
        let text =
            (head + ["Host: 127.0.0.1:\(service.port)", "Content-Length: \(request.utf8.count)", "", ""])
            .joined(separator: "\r\n")
        guard let wire = Wire(to: service.port) else { throw FaultError("no service") }
        wire.write(Array((text + request).utf8))
        guard let answer = RawMessage(from: wire), answer.status == 202 else { throw FaultError("no answer") }
        wire.end()
        await service.stop()
        return Family.Sizes(
            request: text.utf8.count + request.utf8.count, head: answer.headEnd,
            body: answer.bytes.count - answer.headEnd)
    }
}
