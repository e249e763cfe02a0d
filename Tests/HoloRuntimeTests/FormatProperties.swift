import OrderedCollections
import Testing

@testable import HoloRuntime

/// Random values and bytes; a failure names the seed that brings them back.
@Suite struct FormatProperties {
    let seed = UInt64.random(in: 0 ... .max)

    @Test(arguments: [Format.json, .yaml]) func `what is written is read again`(format: Format) throws {
        var values = RandomValues(seed: seed)
        for _ in 0..<500 {
            let value = values.next(depth: 4)
            let text = try format.text(of: value)
            // Yams drops a byte order mark that a text begins with.
            if format == .yaml, value.encoded().unicodeScalars.contains("\u{FEFF}") { continue }
            let again = try format.read(Array((text + "\n").utf8), named: "x")
            #expect(again == value, "seed \(seed), \(format), \(value.encoded()), \(text)")
        }
    }

    @Test func `lines of JSON are read again`() throws {
        var values = RandomValues(seed: seed)
        for _ in 0..<300 {
            let value = Value.list((0..<5).map { _ in values.next(depth: 3) })
            let text = try Format.ndjson.text(of: value)
            #expect(try Format.ndjson.read(Array(text.utf8), named: "x") == value, "seed \(seed)")
        }
    }

    @Test(arguments: [Format.csv, .tsv]) func `rows of cells are read again`(format: Format) throws {
        var values = RandomValues(seed: seed)
        for _ in 0..<1000 {
            let names = (0..<Int.random(in: 1...4, using: &values.random)).map { values.text() + "c\($0)" }
            let rows = (0..<Int.random(in: 1...4, using: &values.random)).map { _ in
                Value.record(Record(names.map { ($0, Self.cell(&values)) }, uniquingKeysWith: { $1 }))
            }
            var sink = ByteSink()
            try format.write(.list(rows), to: &sink)
            let again = try format.read(sink.bytes, named: "x")
            let text = String(decoding: sink.bytes, as: UTF8.self)
            #expect(again == .list(rows), "seed \(seed), \(Value.list(rows).encoded()), \(text)")
        }
    }

    /// What a cell can say: not true, which comes back as text.
    private static func cell(_ values: inout RandomValues) -> Value {
        while true {
            let value = values.scalar()
            if case .bool = value { continue }
            return value
        }
    }

    @Test func `text is read again`() throws {
        var values = RandomValues(seed: seed)
        for _ in 0..<300 {
            let value = Value.string(values.text() + values.text())
            var sink = ByteSink()
            try Format.txt.write(value, to: &sink)
            if sink.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
            #expect(try Format.txt.read(sink.bytes, named: "x") == value, "seed \(seed)")
        }
    }

    @Test(arguments: Format.ofFiles) func `any bytes are read or refused, never worse`(format: Format) {
        var values = RandomValues(seed: seed)
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0...12, using: &values.random)).map { _ in values.text() }.joined()
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 0...2, using: &values.random) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &values.random)] = .random(
                    in: 0...255, using: &values.random)
            }
            do throws(Stop) { _ = try format.read(bytes, named: "x") } catch {
                #expect(error.message?.hasPrefix("x is not") == true, "seed \(seed), \(bytes)")
            }
        }
    }
}
