import HolocronAPI
import OrderedCollections
import Testing

@testable import HoloRuntime

@Suite struct FormatTests {
    static func read(_ text: String, _ format: Format, _ options: ReadOptions = ReadOptions()) throws
        -> String
    {
        try format.read(Array(text.utf8), named: "x", options).encoded()
    }

    @Test(arguments: [
        ("a,b\n1,x\n", #"[{"a":1,"b":"x"}]"#),
        ("a,b\r\n1,x\r\n2,y", #"[{"a":1,"b":"x"},{"a":2,"b":"y"}]"#),
        ("a,b\r1,x\r", #"[{"a":1,"b":"x"}]"#),
        ("\u{FEFF}a;b\n1;x,y\n", #"[{"a":1,"b":"x,y"}]"#),
        ("a\tb\n1\tx\n", #"[{"a":1,"b":"x"}]"#),
        ("a,b\n\"x\ny\",\"he said \"\"hi\"\"\"\n", #"[{"a":"x\ny","b":"he said \"hi\""}]"#),
        ("a,b,c\n1\n,\n", #"[{"a":1,"b":null,"c":null},{"a":null,"b":null,"c":null}]"#),
        ("a,b\n,\"\"\n", #"[{"a":null,"b":""}]"#),
        ("a,b\n1,2,,\n", #"[{"a":1,"b":2}]"#),
        ("\na,b\n\n1,2\n\n", #"[{"a":1,"b":2}]"#),
        ("a\n1\n\n2\n", #"[{"a":1},{"a":null},{"a":2}]"#),
        ("a,a,\n1,2,3\n", #"[{"a":1,"a_2":2,"column_3":3}]"#),
        (
            "n\n007\n+49\n1_000\n1.50\n-0\n12345678901234567890\n1e3\n.5\n5.\n\"5\"\n- 5\n",
            #"[{"n":"007"},{"n":"+49"},{"n":"1_000"},{"n":1.50},{"n":-0},{"n":12345678901234567890},{"n":1e3},"#
                + #"{"n":".5"},{"n":"5."},{"n":"5"},{"n":"- 5"}]"#
        ),
        (
            "n\n9223372036854775807\n-9223372036854775808\n",
            #"[{"n":9223372036854775807},{"n":-9223372036854775808}]"#
        ),
        ("a\n\"x\"y\n", #"[{"a":"xy"}]"#),
        ("a\n'=1+1\n''=1\n'a\n", #"[{"a":"=1+1"},{"a":"'=1"},{"a":"'a"}]"#),
        ("", "[]"), ("a,b\n", "[]"),
    ])
    func `csv is read`(text: String, json: String) throws {
        #expect(try Self.read(text, .csv) == json)
    }

    @Test func `csv keeps what it is asked to keep`() throws {
        #expect(try Self.read("a,b\n1,\n", .csv, ReadOptions(keepsText: true)) == #"[{"a":"1","b":null}]"#)
        #expect(try Self.read("a\n'=1\n", .csv, ReadOptions(isRaw: true)) == #"[{"a":"'=1"}]"#)
    }

    @Test(arguments: [
        ("a,b\n1,2,3\n", Format.csv, "x is not CSV: the row has 3 cells, and the head has 2, in line 2"),
        ("a\n1\n\"2\n3", .csv, "x is not CSV: a quote is never closed, in line 3"),
        ("[1,", .json, "x is not JSON: a value is missing, in line 1"),
        ("1\n{\n", .ndjson, "x is not NDJSON: a key in double quotes is missing, in line 3"),
        ("a: [1\n", .yaml, "x is not YAML: did not find expected ',' or ']', in line 2"),
        ("a: 1\na: 2\n", .yaml, "x is not YAML: the key \"a\" is there twice, in line 1"),
        ("? [a]\n: 1\n", .yaml, "x is not YAML: a key is not text, in line 1"),
        ("text", .md, "x is not Markdown: there is no table in it"),
    ])
    func `what is not in a format is refused with its line`(text: String, format: Format, message: String) {
        #expect { try Self.read(text, format) } throws: { ($0 as? Stop)?.message == message }
    }

    @Test(arguments: Format.ofFiles) func `text that is not UTF-8 is refused`(format: Format) {
        for bytes in [[0xFF, 0xFE, 0x61, 0x00], [0x22, 0x61, 0xC3, 0x28, 0x22]] as [[UInt8]] {
            #expect { try format.read(bytes, named: "x") } throws: {
                ($0 as? Stop)?.message?.contains("UTF") == true
            }
        }
    }

    @Test(arguments: [
        (
            "a: no\nb: on\nc: 0x1F\nd: 007\ne: 1_000\nf: 2026-11-24\ng: .inf\n",
            #"{"a":"no","b":"on","c":"0x1F","d":"007","e":"1_000","f":"2026-11-24","g":".inf"}"#
        ),
        (
            "- 1\n- 1.50\n- true\n- null\n- ~\n-\n- '1'\n- \"true\"\n- !!str 1\n",
            #"[1,1.50,true,null,null,null,"1","true","1"]"#
        ),
        ("a: &x {b: 1}\nc: *x\n", #"{"a":{"b":1},"c":{"b":1}}"#),
        ("a: 1\n---\nb: 2\n", #"[{"a":1},{"b":2}]"#),
        ("12345678901234567890", "12345678901234567890"), ("", "null"),
        ("a: |\n  x\n  y\n", #"{"a":"x\ny\n"}"#),
    ])
    func `yaml has no surprises`(text: String, json: String) throws {
        #expect(try Self.read(text, .yaml) == json)
    }

    @Test(arguments: [
        (
            "Some text\n\n| a | b |\n|---|:-:|\n| 1 | x \\| y |\n| | <br> |\n\nmore | text",
            #"[{"a":1,"b":"x | y"},{"a":null,"b":"\n"}]"#
        ),
        ("a | b\n--- | ---\n1.50 | \\<br>\n", #"[{"a":1.50,"b":"<br>"}]"#),
    ])
    func `a Markdown table is read`(text: String, json: String) throws {
        #expect(try Self.read(text, .md) == json)
    }

    @Test(arguments: [
        (#"[{"a":1,"b":"x,y"},{"c":null,"a":[1]}]"#, Format.csv, "a,b,c\n1,\"x,y\",\n\"[1]\",,"),
        (
            #"[{"a":"=1","b":-1,"c":"-1","d":"@x","e":"","f":"+49"}]"#, .csv,
            "a,b,c,d,e,f\n'=1,-1,'-1,'@x,\"\",'+49"
        ),
        (#"[1,"a",null]"#, .csv, "value\n1\na\n"), (#"{"a;b":1}"#, .csv, "\"a;b\"\n1"),
        (#"[{"a":"x\ty"}]"#, .tsv, "a\n\"x\ty\""), (#"[{"a":"x"}]"#, .ndjson, #"{"a":"x"}"#),
        (#"{"a":"x|y\nz"}"#, .md, "| a |\n| --- |\n| x\\|y<br>z |"), (#"["x",1]"#, .md, "- x\n- 1"),
        (#"["x",1,{"a":2}]"#, .txt, "x\n1\n{\"a\":2}"),
        (
            #"{"a":"no","b":["x y","1",1,null,"",[],{}],"c":"é: x"}"#, .yaml,
            "a: \"no\"\nb:\n- x y\n- \"1\"\n- 1\n- null\n- \"\"\n- []\n- {}\nc: \"é: x\""
        ),
    ])
    func `values are written`(json: String, format: Format, text: String) throws {
        let value = try Format.json.read(Array(json.utf8), named: "x")
        #expect(try format.text(of: value) == text)
    }

    @Test func `rows have to be records`() {
        #expect { try Format.csv.text(of: .list([.record(["a": .null]), .integer(1)])) } throws: {
            ($0 as? Stop)?.message == "CSV takes records, and item [1] is an integer"
        }
    }

    @Test(
        arguments: [
            ("a.csv", Format.csv), ("a.b.NDJSON", .ndjson), ("x/a.jsonl", .ndjson), ("a.yml", .yaml),
            ("a.log", .txt),
            ("a", nil), ("a.csv/b", nil), ("a.table", nil), ("a.exe", nil), (".csv", .csv),
        ] as [(String, Format?)])
    func `a file's name says its format`(name: String, format: Format?) {
        #expect(Format(fileName: name) == format)
    }

    @Test(arguments: [
        (String(repeating: "[", count: 100_000), Format.json, "nested deeper than 256, in line 1"),
        (String(repeating: "[", count: 300), .ndjson, "nested deeper than 256, in line 1"),
        (
            String(repeating: "[", count: 900) + String(repeating: "]", count: 900), .yaml,
            "nested deeper than 256, in line 1"
        ),
        (String(repeating: "- ", count: 900) + "x", .yaml, "nested deeper than 256, in line 1"),
        (String(repeating: "[", count: 100_000), .yaml, "nested deeper than 256, in line 1"),
        (
            "- &a [x, x]\n"
                + "bcdefghijklmnopqrstuvwxyz".map { letter in
                    let before = UnicodeScalar(letter.asciiValue! - 1)
                    return "- &\(letter) [*\(before), *\(before)]\n"
                }.joined(), .yaml, "its aliases stand for too many values"
        ),
    ])
    func `what would be too deep or too much is refused`(text: String, format: Format, reason: String) {
        #expect { try Self.read(text, format) } throws: {
            ($0 as? Stop)?.message?.contains(reason) == true
        }
    }

    @Test func `a list has at most a million items, whatever it is read from`() throws {
        for (text, format) in [
            ("a\n" + String(repeating: "1\n", count: 1_000_001), Format.csv),
            ("[" + String(repeating: "1,", count: 1_000_000) + "1]", .json),
        ] {
            #expect { try Self.read(text, format) } throws: {
                ($0 as? Stop)?.message?.contains("a list may have 1000000 items, and this has more") == true
            }
        }
    }

    @Test func `a text has at most 64 MiB`() throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: (64 << 20) + 1)
        for (bytes, format) in [
            (long, Format.txt), ([UInt8(ascii: "\"")] + long + [UInt8(ascii: "\"")], .json),
            (Array("a\n".utf8) + long, .csv),
        ] {
            #expect { try format.read(bytes, named: "x") } throws: {
                ($0 as? Stop)?.message?.contains("a text may have") == true
            }
        }
    }
}
