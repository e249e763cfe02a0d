import OrderedCollections

extension FunctionRow {
    static let addresses: [FunctionRow] = [.urlEncode, .urlDecode, .urlParse]

    static let urlEncode = FunctionRow(
        "url_encode", .encoding, "Makes text fit for a part of a URL: all but A-Z a-z 0-9 - . _ ~ as %XX.",
        examples: ["url_encode 'a b/c?' # a%20b%2Fc%3F", "url_encode('é') # %C3%A9"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in try .within(try given[text].percentEncoded) }
    }

    static let urlDecode = FunctionRow(
        "url_decode", .encoding, "Reads text in which characters stand as %XX.",
        examples: ["url_decode 'a%20b' # a b", "url_decode('%C3%A9+') # é+"]
    ) { parameters in
        let text = parameters.required("TEXT", .text)
        return { (given) throws(Stop) in
            let text = try given[text]
            guard let decoded = text.percentDecoded else {
                throw .failed(
                    "URL", "url_decode: \(Value.string(text).described) has a % that is no character")
            }
            return .string(decoded)
        }
    }

    static let urlParse = FunctionRow(
        "url_parse", .encoding, "Takes a URL apart; a name that is several times in its query has a list.",
        examples: [
            "url_parse('https://a.io:8080/x?q=1&q=2#top').query # {\"q\":[\"1\",\"2\"]}",
            "url_parse 'http://a.io/b' | get path # /b",
        ]
    ) { parameters in
        let text = parameters.required("URL", .text)
        return { (given) throws(Stop) in
            let text = try given[text]
            guard let parts = AddressParts(text) else {
                throw .failed(
                    "URL", "url_parse: \(Value.string(text).described) is not a URL such as https://a.io/b")
            }
            return .record(parts.record)
        }
    }
}

/// `scheme://user@host:port/path?query#fragment`
private struct AddressParts {
    let record: Record

    init?(_ text: String) {
        guard let colon = text.firstRange(of: "://"), !text[..<colon.lowerBound].isEmpty else { return nil }
        var rest = text[colon.upperBound...]
        let fragment = AddressParts.cut(&rest, at: "#")
        let query = AddressParts.cut(&rest, at: "?")
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var host = rest[..<slash]
        let user = host.lastIndex(of: "@").map { at in
            defer { host = host[host.index(after: at)...] }
            return host[..<at]
        }
        var port: Int?
        if let colon = host.lastIndex(of: ":"), !host[colon...].contains("]") {
            port = Int(host[host.index(after: colon)...])
            guard let port, (0...65_535).contains(port) else { return nil }
            host = host[..<colon]
        }
        record = [
            "scheme": .string(text[..<colon.lowerBound].lowercased()),
            "user": AddressParts.text(user), "host": .string(host.lowercased()),
            "port": port.map { .integer($0) } ?? .null,
            "path": .string(String(rest[slash...])),
            "query": .record(AddressParts.fields(query ?? "")),
            "fragment": AddressParts.text(fragment),
        ]
    }

    private static func text(_ part: Substring?) -> Value { part.map { .string(String($0)) } ?? .null }

    /// Takes off what is behind the first such character.
    private static func cut(_ rest: inout Substring, at mark: Character) -> Substring? {
        guard let position = rest.firstIndex(of: mark) else { return nil }
        defer { rest = rest[..<position] }
        return rest[rest.index(after: position)...]
    }

    private static func fields(_ query: Substring) -> Record {
        var fields: Record = [:]
        for pair in query.split(separator: "&") {
            var value = pair[...]
            let text = cut(&value, at: "=") ?? ""
            add(.string(decoded(text)), to: &fields, decoded(value))
        }
        return fields
    }

    private static func add(_ value: Value, to fields: inout Record, _ name: String) {
        switch fields[name] {
        case nil: fields[name] = value
        case .list(let values): fields[name] = .list(values + [value])
        case .some(let first): fields[name] = .list([first, value])
        }
    }

    /// In a query a plus is a space.
    private static func decoded(_ text: Substring) -> String {
        let text = String(text).replacing("+", with: " ")
        return text.percentDecoded ?? text
    }
}

extension String {
    fileprivate var percentEncoded: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in utf8 {
            let isPlain = Unicode.Scalar(byte).properties.isAlphabetic && byte < 0x80
            if isPlain || "0123456789-._~".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Nil when a % is not followed by two digits, or the bytes are not UTF-8.
    fileprivate var percentDecoded: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let code = String(decoding: rest.prefix(2), as: UTF8.self)
            guard code.utf8.count == 2, code.first != "+", code.first != "-",
                let decoded = UInt8(code, radix: 16)
            else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
