import HTTPTypes
import HolocronAPI
import Hummingbird
import NIOCore
import OrderedCollections

extension Request {
    private static let bodyLimit = 1 << 20
    private static let depthLimit = 64

    /// The body as JSON.
    func json() async throws(Problem) -> JSON {
        guard mediaType == "application/json" else { throw .notJSON }
        let bytes = try await bytes()
        do {
            return try JSON(parsing: bytes, maximumDepth: Request.depthLimit)
        } catch {
            throw .badRequest("The body is not JSON: \(error.reason), at byte \(error.offset).")
        }
    }

    /// The body as the fields of an HTML form.
    func form() async throws(Problem) -> FormFields {
        guard mediaType == "application/x-www-form-urlencoded" else {
            throw .badRequest("The body must be a form.")
        }
        return FormFields(parsing: String(decoding: try await bytes(), as: UTF8.self))
    }

    var fields: FormFields { FormFields(parsing: uri.query ?? "") }

    private var mediaType: String? {
        headers[.contentType].map {
            $0 == "application/json" ? $0 : String($0.prefix { $0 != ";" }).collapsed.lowercased()
        }
    }

    private func bytes() async throws(Problem) -> [UInt8] {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > Request.bodyLimit {
            throw .bodyTooLarge
        }
        do {
            return Array(buffer: try await body.collect(upTo: Request.bodyLimit))
        } catch is NIOTooManyBytesError {
            throw .bodyTooLarge
        } catch {
            throw .badRequest("The body could not be read to its end.")
        }
    }
}

/// Names and values as in a query or a form: `q=jane+doe&page=2`.
struct FormFields: Sendable {
    /// In order; of a name that comes twice the last one counts.
    let pairs: OrderedDictionary<String, String>

    var values: [String] { Array(pairs.values) }

    init(parsing text: String) {
        var values: OrderedDictionary<String, String> = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[String(parts[0]).formDecoded] = parts.count > 1 ? String(parts[1]).formDecoded : ""
        }
        pairs = values
    }

    /// Nil where the field is left out or empty.
    subscript(name: String) -> String? {
        pairs[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// One of a few words; nil where it is left out.
    func choice(_ name: String, _ choices: [String]) throws(Problem) -> String? {
        guard let text = pairs[name] else { return nil }
        guard choices.contains(text) else {
            throw .invalidInput("\(name) must be one of \(choices.joined(separator: ", ")).")
        }
        return text
    }

    /// A whole number that has to be in `range`; `fallback` where it is left out.
    func integer(_ name: String, _ fallback: Int, in range: ClosedRange<Int>) throws(Problem) -> Int {
        guard let text = pairs[name] else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw .invalidInput(
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}

extension String {
    /// `+` is a space and `%E2` a byte; what is not UTF-8 becomes U+FFFD.
    fileprivate var formDecoded: String { replacing("+", with: " ").percentDecoded }
}

extension StringProtocol {
    /// `%E2` is a byte; what is not UTF-8 becomes U+FFFD.
    var percentDecoded: String {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"),
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
