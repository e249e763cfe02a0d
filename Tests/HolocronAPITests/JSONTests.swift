import HolocronAPI
import Testing

struct JSONTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "[]", "{}", #""""#,
        "9223372036854775808", "12345678901234567890123", "-0", "0.0", "1.50", "6e3", "6E+3", "1.0e-10",
        "-0.5",
        #"{"z":1,"a":{"y":[1,2.50,null],"b":true},"m":"x"}"#, #"["a",["b",["c"]],{}]"#,
        #""\"\\\n\r\t\u0001\u007f""#,
        #""é 日本 👩‍👩‍👧 \#u{2028}""#,
    ])
    func `what is read is written unchanged, in its order and with its digits`(text: String) throws {
        let value = try JSON(parsing: text)
        #expect(value.encoded() == text)
        #expect(try JSON(parsing: value.encoded(.indented)) == value)
    }

    @Test func `white space is allowed around everything, and is all that layout adds`() throws {
        let value = try JSON(parsing: " \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : { } , \"c\" : [ ] } \n")
        #expect(value.encoded() == #"{"a":[1,2],"b":{},"c":[]}"#)
        #expect(
            value.encoded(.indented) == """
                {
                  "a": [
                    1,
                    2
                  ],
                  "b": {},
                  "c": []
                }
                """)
    }

    @Test(arguments: [
        (#""\u0041\u00e9\u00E9""#, "Aéé"), (#""\ud83d\ude00""#, "😀"), (#""\/\b\f""#, "/\u{8}\u{C}"),
        (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"),
        (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
        (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
        (#""\u0000""#, "\u{0}"),
        (#""\uFFFF""#, "\u{FFFF}"),
    ])
    func `escapes are read, and half a surrogate pair is replaced`(text: String, value: String) throws {
        #expect(try JSON(parsing: text) == .string(value))
    }

    @Test(arguments: [
        ("", 0, "a value is missing"), ("  ", 2, "a value is missing"),
        ("1 2", 2, "there is more after the value"),
        ("{} x", 3, "there is more after the value"), ("tru", 0, "this is not a value"),
        ("nul", 0, "this is not a value"),
        ("True", 0, "this is not a value"), ("'a'", 0, "this is not a value"),
        ("+1", 0, "this is not a value"),
        (".5", 0, "this is not a value"), ("NaN", 0, "this is not a value"),
        ("\u{FEFF}1", 0, "this is not a value"),
        ("01", 2, "a number may not start with 0"), ("-01", 3, "a number may not start with 0"),
        ("1.", 2, "a digit is missing"), ("-", 1, "a digit is missing"), ("1e", 2, "a digit is missing"),
        ("1e+", 3, "a digit is missing"), ("1.e5", 2, "a digit is missing"), ("--1", 1, "a digit is missing"),
        ("[1", 2, "a comma or ] is missing"), ("[1 2]", 3, "a comma or ] is missing"),
        ("[1,]", 3, "this is not a value"),
        ("[", 1, "a value is missing"), ("[,1]", 1, "this is not a value"),
        ("{", 1, "a key in double quotes is missing"), ("{1:2}", 1, "a key in double quotes is missing"),
        (#"{"a":1,}"#, 7, "a key in double quotes is missing"), (#"{"a"}"#, 4, "a colon is missing"),
        (#"{"a":}"#, 5, "this is not a value"), (#"{"a":1"#, 6, "a comma or } is missing"),
        (#"{"a":1 "b":2}"#, 7, "a comma or } is missing"),
        (#"{"a":1,"a":2}"#, 7, #"the key "a" is there twice"#),
        (#"{"a":1,"\u0061":2}"#, 7, #"the key "a" is there twice"#),
        (#""abc"#, 0, "the string is not closed"),
        (#""abc\"#, 5, "there is no such escape"), (#""\x""#, 2, "there is no such escape"),
        (#""\u12""#, 3, "four hexadecimal digits are missing"),
        (#""\u12G4""#, 3, "four hexadecimal digits are missing"),
        (#""\ud83d\u12""#, 9, "four hexadecimal digits are missing"),
        ("\"a\nb\"", 2, "a control character in a string must be escaped"),
        ("\"\u{0}\"", 1, "a control character in a string must be escaped"),
    ])
    func `a mistake is named with its place`(text: String, offset: Int, reason: String) {
        #expect(throws: JSONError(reason: reason, offset: offset)) { try JSON(parsing: text) }
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xC3, 0x28], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF],
        ] as [[UInt8]])
    func `a string that is not UTF-8 is refused`(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONError(reason: "the string is not UTF-8", offset: 1)) {
            try JSON(parsing: [quote] + bytes + [quote])
        }
    }

    @Test(arguments: ["[", #"{"a":"#])
    func `nesting has a limit, and everything within it works`(opening: String) throws {
        let closing = opening == "[" ? "]" : "}"
        func nested(_ depth: Int) -> String {
            String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
        }
        let deepest = try JSON(parsing: nested(JSON.maximumDepth))
        #expect(deepest.encoded() == nested(JSON.maximumDepth))
        #expect(deepest.canonical == deepest)
        #expect(throws: JSONError.self) { try JSON(parsing: nested(JSON.maximumDepth + 1)) }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: opening, count: 1_000_000)) }
        #expect(throws: JSONError.self) { try JSON(parsing: Array("[[1]]".utf8), maximumDepth: 1) }
    }

    @Test func `the depth is that of the nesting, not of the number of values`() throws {
        let wide = "[" + Array(repeating: "[]", count: 1000).joined(separator: ",") + "]"
        #expect(try JSON(parsing: wide).items?.count == 1000)
    }

    @Test func `canonical text does not depend on the order of keys`() throws {
        let one = try JSON(parsing: #"{"b":[{"y":1,"x":2}],"a":1.0}"#)
        let other = try JSON(parsing: #"{"a":1.0,"b":[{"x":2,"y":1}]}"#)
        #expect(one != other)
        #expect(one.canonical.encoded() == #"{"a":1.0,"b":[{"x":2,"y":1}]}"#)
        #expect(one.canonical == other.canonical)
    }

    @Test func `a key is found only in an object, a value only as what it is`() {
        let value: JSON = ["text": "t", "number": 1, "flag": true, "list": [1], "nothing": nil]
        #expect(value["text"]?.text == "t")
        #expect(value["number"]?.integer == 1)
        #expect(value["flag"]?.bool == true)
        #expect(value["list"]?.items == [1])
        #expect(value["nothing"] == .null)
        #expect(value["none"] == nil)
        #expect(value["number"]?.text == nil)
        #expect(value["text"]?.integer == nil)
        #expect(value["list"]?["text"] == nil)
        #expect(value.fields != nil)
        #expect(value["text"]?.fields == nil)
    }

    @Test func `any bytes are read or refused, never worse`() {
        var state: UInt64 = 42
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let alphabet =
            Array(#"{}[]",:\u0189.eE+-tfn "#.utf8) + [0x00, 0x0A, 0x7F, 0xC3, 0xA9, 0xED, 0xA0, 0xFF]
        for _ in 0..<20_000 {
            let bytes = (0..<Int(next() % 24)).map { _ in alphabet[Int(next()) % alphabet.count] }
            guard let value = try? JSON(parsing: bytes) else { continue }
            #expect((try? JSON(parsing: value.encoded())) == value)
        }
    }
}
