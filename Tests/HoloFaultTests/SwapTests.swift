import Foundation
import Glibc
import HolocronClient
import HolocronJobs
import HolocronService
import Synchronization
import Testing

/// Answers that reach the wrong request.
struct SwapTests {
    @Test(arguments: [1, 2, 3, 4])
    func `Two submits whose answers are swapped are both kept and neither is sent again`(_ round: Int)
        async throws
    {
        let service = try await LocalHolocron.startRich()
        let swap = Swap()
        let cells = (1...2).map { Cell("swap \(round) \($0)", [.changed { swap.trade($0) }], [.accepted]) }
        var matrix = Matrix(service: service)
        matrix.maySwap = true
        try await matrix.run(cells)
        await service.stop()
        #expect(swap.count == 2)
        #expect(matrix.problems.isEmpty)
    }

    /// The second row is told the first row's id; it is not its job, and its own is found.
    @Test func `An answer that comes a second time, to another submit, is not taken for that one's`()
        async throws
    {
        let service = try await LocalHolocron.startRich()
        let first = Mutex<RawMessage?>(nil)
        let echo = Fault.changed { answer in
            let earlier = first.withLock { first in
                defer { first = first ?? answer }
                return first
            }
            guard let earlier else { return answer }
            // The first row has its id by then: were it told to another row sooner, nobody could know whose it is.
            usleep(2_000_000)
            return earlier
        }
        let cells = (1...6).map { Cell("echo \($0)", [echo], [.accepted, .unknown]) }
        var matrix = Matrix(service: service)
        matrix.maySwap = true
        try await matrix.run(cells)
        await service.stop()
        #expect(matrix.problems.isEmpty)
        #expect(matrix.hits == cells.count)
    }
}

/// Lets two answers change places.
final class Swap: Sendable {
    private let held = Mutex<[RawMessage]>([])

    /// How many came by.
    var count: Int { held.withLock { $0.count } }

    /// Blocks its thread until the other one is there.
    func trade(_ answer: RawMessage) -> RawMessage {
        let mine = held.withLock { held in
            held.append(answer)
            return held.count - 1
        }
        for _ in 0..<2000 where count < 2 { usleep(1000) }
        return held.withLock { $0.count == 2 ? $0[1 - mine] : answer }
    }
}
