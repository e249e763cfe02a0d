import HolocronAPI

/// The address of a page with parameters in braces: `https://www.amazon.com/s?k={query}&page={page}`.
struct AddressTemplate: Sendable {
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
    func filled(with params: JSON) -> String {
        if pieces.count == 1, case .parameter(let name) = pieces[0] { return params[name]?.text ?? "" }
        return pieces.map { piece in
            switch piece {
            case .text(let text): return text
            case .parameter(let name):
                let value = params[name] ?? ""
                return (value.text ?? value.encoded()).percentEncoded
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
