import HolocronAPI

/// A text with parameters in braces: `https://www.amazon.com/s?k={query}&page={page}`.
struct Template: Sendable {
    private enum Piece {
        case text(String)
        case parameter(String)
    }

    private let pieces: [Piece]

    /// Nil when a brace is not closed.
    init?(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let opening = rest.firstIndex(of: "{") {
            guard let closing = rest[opening...].firstIndex(of: "}") else { return nil }
            pieces.append(.text(String(rest[..<opening])))
            pieces.append(.parameter(String(rest[rest.index(after: opening)..<closing])))
            rest = rest[rest.index(after: closing)...]
        }
        pieces.append(.text(String(rest)))
        self.pieces = pieces.filter { if case .text("") = $0 { false } else { true } }
    }

    var parameters: [String] {
        pieces.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// The address for these parameters. A template that is one parameter takes it as the whole address;
    /// inside a longer one a value is percent-encoded.
    func address(for params: JSON) -> String {
        if let name = only { return params[name]?.text ?? "" }
        return filled(params) { $0.percentEncoded }
    }

    /// The value for these parameters: one parameter keeps its type, a longer text takes values as they are.
    func value(for params: JSON) -> JSON {
        if let name = only { return params[name] ?? .null }
        return .string(filled(params) { $0 })
    }

    /// The parameter that is the whole template.
    private var only: String? {
        if pieces.count == 1, case .parameter(let name) = pieces[0] { name } else { nil }
    }

    private func filled(_ params: JSON, _ encode: (String) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): return text
            case .parameter(let name):
                let value = params[name] ?? ""
                return encode(value.text ?? value.encoded())
            }
        }.joined()
    }
}

extension String {
    /// Everything but letters, digits and `-._~` percent-encoded.
    var percentEncoded: String {
        var encoded = ""
        for byte in utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII,
                scalar.properties.isAlphabetic || "0123456789-._~".unicodeScalars.contains(scalar)
            {
                encoded.unicodeScalars.append(scalar)
            } else {
                encoded += byte < 16 ? "%0" : "%"
                encoded += String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
