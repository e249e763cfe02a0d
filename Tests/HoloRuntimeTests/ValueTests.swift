import HoloLang
import HolocronAPI
import OrderedCollections
import Testing

@testable import HoloRuntime

@Suite struct ValueTests {
    @Test(arguments: [
        (0, "0s"), (250, "250ms"), (1000, "1s"), (90_000, "90s"), (120_000, "2m"), (3_600_000, "1h"),
        (1500, "1500ms"),
    ]) func `a duration is written in the largest unit that is exact`(milliseconds: Int, text: String) {
        #expect(Value.duration(milliseconds: milliseconds).text == text)
    }

    @Test(
        arguments: [
            (.add, .integer(.max), .integer(1)), (.subtract, .integer(.min), .integer(1)),
            (.multiply, .integer(.max), .integer(2)), (.divide, .integer(.min), .integer(-1)),
            (.remainder, .integer(.min), .integer(-1)), (.add, .credits(.max), .credits(1)),
        ] as [(BinaryOperator, Value, Value)])
    func `what does not fit 64 bits is an error`(operation: BinaryOperator, left: Value, right: Value) {
        #expect { try Value.calculate(operation, left, right) } throws: { ($0 as? Stop)?.code == "OVERFLOW" }
    }

    @Test func `numbers are equal by value, containers by content, text never equals a number`() {
        #expect(Value.integer(1).equals(.decimal("1.0")))
        #expect(!Value.integer(1).equals(.string("1")))
        #expect(Value.list([.integer(1)]).equals(.list([.decimal("1.00")])))
        #expect(
            Value.record(["a": .null, "b": .bool(true)]).equals(.record(["b": .bool(true), "a": .null])))
        #expect(!Value.record(["a": .null]).equals(.record(["a": .null, "b": .null])))
    }

    @Test func `JSON comes back as it was, order and numbers included`() throws {
        let text = #"{"b":1.50,"a":[12345678901234567890,-0,1e400,null,true,"é\n"],"c":{}}"#
        #expect(Value(try JSON(parsing: text)).json.encoded() == text)
    }

    @Test func `a value is nested 256 deep and no deeper`() throws {
        var value = Value.null
        for _ in 0..<256 { value = .list([value]) }
        try value.checkDepth(Interrupt())
        #expect { try Value.list([value]).checkDepth(Interrupt()) } throws: {
            ($0 as? Stop)?.code == "TOO_DEEP"
        }
    }

    @Test func `set replaces what the path names and makes at most the last field`() throws {
        let value = Value.record(["a": .list([.integer(1), .integer(2)])])
        func replaced(_ path: [Value]) throws -> String {
            var copy = value
            try copy.replace(path[...], with: .integer(9))
            return copy.json.encoded()
        }
        #expect(try replaced([.string("a"), .integer(-1)]) == #"{"a":[1,9]}"#)
        #expect(try replaced([.string("b")]) == #"{"a":[1,2],"b":9}"#)
        #expect(throws: Stop.self) { try replaced([.string("b"), .string("c")]) }
        #expect(throws: Stop.self) { try replaced([.string("a"), .integer(2)]) }
    }
}

extension Stop {
    var code: String? {
        if case .failure(let failure) = self { failure.code } else { nil }
    }

    var next: String? {
        if case .failure(let failure) = self { failure.next } else { nil }
    }
}
