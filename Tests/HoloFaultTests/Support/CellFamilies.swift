import Foundation
import HolocronJobs

/// The cells of the matrix, by what is done to a submit.
enum Family: String, CaseIterable, Sendable {
    case request = "the request is cut"
    case line = "the status line and the head are cut"
    case body = "the JSON is cut at every byte"
    case framing = "the JSON is cut in other framings"
    case time = "it stalls or comes late"
    case foreign = "somebody else answers"
    case limit = "429 and other refusals"

    /// The head and body of an answer to a submit are this long.
    struct Sizes: Sendable {
        let request: Int
        let head: Int
        let body: Int
    }

    func cells(_ sizes: Sizes, seed: UInt64) -> [Cell] {
        var random = Seeded(seed)
        switch self {
        case .request: return Family.requestCells(sizes, &random)
        case .line: return Family.headCells(sizes, &random)
        case .body: return Family.bodyCells(sizes)
        case .framing: return Family.framingCells(sizes, &random)
        case .time: return Family.timeCells(sizes, &random)
        case .foreign: return Family.foreignCells()
        case .limit: return Family.limitCells()
        }
    }
}

extension Family {
    private static func requestCells(_ sizes: Sizes, _ random: inout Seeded) -> [Cell] {
        var cells: [Cell] = []
        for cut in Fault.Cut.allCases {
            // A connection that is seen to be dead before anything is written is tried again.
            for count in 1...3 {
                cells.append(
                    Cell(
                        "unread \(count) times \(cut)", Array(repeating: .unread(cut), count: count),
                        [.unknown, .notSent, .accepted], attempts: 3))
            }
            var places: Set<Int> = [1, 2, 4, 5, 16, sizes.request - 2, sizes.request - 1, sizes.request]
            while places.count < 24 { places.insert(.random(in: 1..<sizes.request, using: &random)) }
            cells += places.sorted().map { Cell("request \($0) \(cut)", [.partly($0, cut)], [.unknown]) }
        }
        return cells
    }

    private static func headCells(_ sizes: Sizes, _ random: inout Seeded) -> [Cell] {
        var cells: [Cell] = []
        for cut in Fault.Cut.allCases {
            var places = Set(0...22)
            while places.count < 38 { places.insert(.random(in: 23..<sizes.head, using: &random)) }
            cells += places.sorted().map { Cell("head \($0) \(cut)", [.cut(.byte($0), cut)], [.unknown]) }
            cells.append(Cell("between head and body \(cut)", [.cut(.headEnd, cut)], [.unknown]))
        }
        return cells
    }

    private static func bodyCells(_ sizes: Sizes) -> [Cell] {
        Fault.Cut.allCases.flatMap { cut in
            (1..<sizes.body).filter { cut == .end || $0 % 5 == 0 }.map {
                Cell("body \($0) \(cut)", [.cut(.body($0), cut)], [.unknown])
            }
        }
    }

    private static func framingCells(_ sizes: Sizes, _ random: inout Seeded) -> [Cell] {
        var cells: [Cell] = []
        for offset in 1..<sizes.body {
            var fault = Fault.cut(.body(offset), .end)
            if offset % 2 == 0 {
                fault.answer = { $0.unframed }
                cells.append(Cell("unframed \(offset)", [fault], [.unknown]))
            } else {
                let size = Int.random(in: 1...40, using: &random)
                fault.answer = { $0.chunked(size) }
                cells.append(Cell("chunks of \(size) \(offset)", [fault], [.unknown]))
            }
        }
        for piece in [1, 2, 7, 64] {
            var fault = Fault.none
            fault.piece = piece
            cells.append(Cell("pieces of \(piece)", [fault], [.accepted]))
        }
        let whole: [(String, @Sendable (RawMessage) -> RawMessage)] = [
            ("unframed", { $0.unframed }), ("chunked", { $0.chunked(3) }),
            (
                "after a 103",
                { message in
                    var message = message
                    message.bytes = Array("HTTP/1.1 103 Early Hints\r\n\r\n".utf8) + message.bytes
                    return message
                }
            ),
            (
                "twice",
                { message in
                    var message = message
                    message.bytes += message.bytes
                    return message
                }
            ),
        ]
        return cells + whole.map { Cell("whole, \($0)", [.changed($1)], [.accepted]) }
    }

    private static func timeCells(_ sizes: Sizes, _ random: inout Seeded) -> [Cell] {
        var unanswered = Fault.stall(.byte(0))
        unanswered.forwards = false
        unanswered.answer = { _ in RawMessage(status: "202 Accepted", body: "{}") }
        var cells = [
            Cell("stall, not forwarded", [unanswered], [.unknown]),
            Cell("stall, no byte", [.stall(.byte(0))], [.unknown]),
            Cell("stall, head", [.stall(.headEnd)], [.unknown]),
            Cell("late, whole", [.late(.milliseconds(400))], [.accepted]),
        ]
        for part in 0..<6 {
            let head = 1 + (sizes.head - 1) * part / 6 + Int.random(in: 0..<sizes.head / 8, using: &random)
            let body = 1 + (sizes.body - 1) * part / 6 + Int.random(in: 0..<sizes.body / 8, using: &random)
            cells.append(Cell("stall, head \(head)", [.stall(.byte(head))], [.unknown]))
            cells.append(Cell("stall, body \(body)", [.stall(.body(body))], [.unknown]))
        }
        for extra in [100, 300, 1000] {
            cells.append(
                Cell("late by \(extra) ms", [.late(Matrix.patience + .milliseconds(extra))], [.unknown]))
        }
        return cells
    }
}
