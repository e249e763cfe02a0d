import OrderedCollections
import Testing

@testable import HoloRuntime

@Suite struct SortKeyTests {
    @Test func `kinds come in one order`() {
        let values: [Value] = [
            .null, .bool(false), .bool(true), .integer(-1), .decimal("0.5"), .integer(1), .decimal("1e400"),
            .string(""), .string("A"), .string("a"), .string("é"), .duration(milliseconds: 1),
            .duration(milliseconds: 2),
            .credits(1), .rate(count: 1, seconds: 60), .rate(count: 1, seconds: 1), .list([]), .list([.null]),
            .list([.integer(1)]), .list([.integer(1), .null]), .record([:]), .record(["a": .null]),
            .record(["a": .integer(1)]), .record(["b": .null]),
        ]
        #expect(values.shuffled().map(SortKey.init).sorted().map(\.value) == values)
    }

    @Test func `numbers that are nearly equal are told apart`() {
        let values: [Value] = [
            .integer(.max - 1), .integer(.max), .decimal("9223372036854775807.5"),
            .decimal("9223372036854775808"),
        ]
        #expect(values.reversed().map(SortKey.init).sorted().map(\.value) == values)
        #expect(SortKey(.integer(1)) == SortKey(.decimal("1.00")))
    }

    @Test func `any values have an order`() {
        let seed = UInt64.random(in: 0 ... .max)
        var values = RandomValues(seed: seed)
        for _ in 0..<2000 {
            let keys = (0..<3).map { _ in SortKey(values.next(depth: 2)) }.sorted()
            #expect(!(keys[1] < keys[0]) && !(keys[2] < keys[1]) && !(keys[2] < keys[0]), "seed \(seed)")
        }
    }

    @Test func `what is equal has one content`() {
        let seed = UInt64.random(in: 0 ... .max)
        var values = RandomValues(seed: seed)
        let all = (0..<300).map { _ in values.next(depth: 1) }
        for one in all {
            for other in all where one.equals(other) {
                #expect(ContentKey(one).hashValue == ContentKey(other).hashValue, "seed \(seed)")
            }
        }
        #expect(Set([Value.integer(1), .decimal("1.0"), .decimal("1e0")].map(ContentKey.init)).count == 1)
        let records: [Value] = [
            .record(["a": .null, "b": .integer(1)]), .record(["b": .decimal("1.0"), "a": .null]),
        ]
        #expect(Set(records.map(ContentKey.init)).count == 1)
    }
}
