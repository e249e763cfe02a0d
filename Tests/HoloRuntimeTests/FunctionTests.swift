import HoloLang
import HolocronAPI
import Testing

@testable import HoloRuntime

@Suite struct FunctionTests {
    static let rows = FunctionRow.standard

    @Test(arguments: rows.map(\.name)) func `a function has two examples that show what it gives`(
        name: String
    ) {
        let row = Self.rows.first { $0.name == name }
        #expect((row?.examples.count ?? 0) >= 2)
        for example in row?.examples ?? [] { #expect(example.contains(" # ")) }
        #expect(row?.summary.hasSuffix(".") == true)
    }

    @Test func `names are taken once`() {
        #expect(Set(Self.rows.map(\.name)).count == Self.rows.count)
    }

    @Test(arguments: rows.flatMap(\.examples))
    func `an example gives what it says`(example: String) throws {
        let parts = example.split(separator: " # ")
        let value = try Evaluation.value(of: String(parts[0]))
        let isPlain = value.text == value.text.trimmed && !value.text.isEmpty
        let shown = isPlain ? value.text : value.encoded()
        #expect(shown == String(parts[1]))
    }

    @Test(
        arguments: [
            ("round", [.string("x")], "round: NUMBER takes a number, not 'x'"),
            ("round", [], "round needs NUMBER"),
            ("round", [.integer(1), .integer(2), .integer(3)], "round takes at most 2 values, not 3"),
            ("round", [.integer(1), .integer(101)], "round: PLACES takes an integer from 0 to 100, not 101"),
            ("upper", [.list([])], "upper: TEXT takes text, not a list"),
            ("now", [.null], "now takes no values, not 1"),
            ("keys", [.null], "keys: RECORD takes a record, not null"),
            ("take", [.list([]), .integer(-1)], "take: N takes an integer from 0 to 1000000, not -1"),
            ("get", [.null, .string("a..b")], "get: PATH takes a path such as address.lines[0], not 'a..b'"),
            ("date", [.string("soon")], "date: TIME takes a time such as 2026-11-24T09:30:00Z, not 'soon'"),
        ] as [(String, [Value], String)])
    func `a message names the function, the argument and what it takes`(
        name: String, values: [Value], message: String
    ) throws {
        let row = try #require(Self.rows.first { $0.name == name })
        #expect { try row.body(values, Interrupt()) } throws: { ($0 as? Stop)?.message == message }
    }

    @Test(arguments: rows.map(\.name)) func `what is not known stays so`(name: String) throws {
        let row = try #require(Self.rows.first { $0.name == name })
        #expect(try row.body([.unknown], Interrupt()) == .unknown)
    }

    @Test func `any values are computed or refused, never worse`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var values = RandomValues(seed: seed)
        for _ in 0..<200 {
            for row in Self.rows where row.name != "repeat" {
                let given = (0..<Int.random(in: 0...3, using: &values.random)).map { _ in
                    values.next(depth: 2)
                }
                do throws(Stop) { _ = try row.body(given, Interrupt()) } catch {
                    #expect(error.message?.isEmpty == false, "seed \(seed)")
                }
            }
        }
    }
}

extension Stop {
    var message: String? {
        if case .failure(let failure) = self { failure.message } else { nil }
    }
}
