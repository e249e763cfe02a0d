import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What a site answered, whole.
struct LoadedResponse: Sendable {
    /// What a page may have.
    static let sizeLimit = 4 << 20

    let status: Int
    let headers: HTTPHeaders
    let bytes: [UInt8]

    static func load(
        _ request: HTTPClientRequest, by client: HTTPClient, timeout: TimeAmount
    ) async -> Result<LoadedResponse, JobFailure> {
        do {
            let response = try await client.execute(request, timeout: timeout)
            let body = try await response.body.collect(upTo: sizeLimit)
            return .success(
                LoadedResponse(
                    status: Int(response.status.code), headers: response.headers, bytes: Array(buffer: body)))
        } catch is NIOTooManyBytesError {
            return .failure(.pageTooLarge)
        } catch {
            return .failure(.pageNotLoaded)
        }
    }

    /// Where a redirect leads; nil for any other answer.
    var location: String? {
        [301, 302, 303, 307, 308].contains(status) ? headers.first(name: "Location") : nil
    }

    /// `text/html`, in small letters.
    var type: String {
        String((headers.first(name: "Content-Type") ?? "").prefix { $0 != ";" }).collapsed.lowercased()
    }
}

extension LoadedResponse {
    /// The body as text in the charset it has: by its first bytes, its type, or what its head says.
    var text: String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return utf16 }
        switch charset {
        case "iso-8859-1", "latin1", "windows-1252", "us-ascii", "iso-8859-15": return latin
        default:
            let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            return String(decoding: bytes[start...], as: UTF8.self)
        }
    }

    private var charset: String {
        if let named = LoadedResponse.charset(in: (headers.first(name: "Content-Type") ?? "").utf8) {
            return named
        }
        let head = bytes.prefix(1024)
        return LoadedResponse.charset(in: head) ?? LoadedResponse.encoding(in: head) ?? "utf-8"
    }

    /// `charset=…` as in a header and in a `meta` element.
    private static func charset(in text: some Sequence<UInt8>) -> String? {
        ByteText(text).value(of: "charset")
    }

    /// `<?xml version="1.0" encoding="…"?>`
    private static func encoding(in text: some Sequence<UInt8>) -> String? {
        let declaration = ByteText(text.drop { $0 <= 0x20 }.prefix { $0 != UInt8(ascii: ">") })
        return declaration.starts(with: "<?xml") ? declaration.value(of: "encoding") : nil
    }

    private var utf16: String {
        let isLittle = bytes[0] == 0xFF
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
            let (low, high) = isLittle ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
            return UInt16(high) << 8 | UInt16(low)
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// As browsers read it: 0x80 to 0x9F are the letters of Windows 1252.
    private var latin: String {
        var text = ""
        for byte in bytes {
            let scalar =
                (0x80...0x9F).contains(byte) ? LoadedResponse.windows[Int(byte) - 0x80] : Unicode.Scalar(byte)
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    private static let windows = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
}
