/// An error the API named, in whichever of its shapes. Source: contract §2 and §5.
public struct APIError: Error, Sendable, Hashable {
    /// The HTTP status it came with; 200 inside a failed job.
    public var status: Int
    /// `INSUFFICIENT_CREDITS`, `AUTH_REQUIRED`, …; upper case, underscores. `HTTP_400` where the server gave no code.
    public var code: String
    public var message: String
    /// Where to connect an account; relative to `https://anakin.io` when it starts with a slash.
    public var connectURL: String?
    /// Credits the account has, in a 402.
    public var balance: Int?
    /// Credits the call needs, in a 402.
    public var required: Int?
    public var missingFields: [String] = []
    /// What the server says besides; its shape is not documented.
    public var details: JSON?
    /// The `X-Request-Id` of the answer, where there was one: what to quote to the server's people.
    public var requestID: String?

    public init(status: Int, code: String, message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    /// Reads any of the documented shapes; nil when the body has none of them.
    public init?(status: Int, body: JSON) {
        if let error = body["error"], error.fields != nil {
            self.init(status: status, named: error)
        } else if let text = body["error"]?.text {
            self.init(status: status, flat: text, body)
        } else if body["statusCode"]?.integer != nil, let message = body["message"] {
            self.init(status: status, code: APIError.unnamed(status), message: APIError.joined(message))
        } else {
            return nil
        }
    }

    /// `{"code":…,"message":…}`; one of the two may be absent.
    private init?(status: Int, named error: JSON) {
        let code = error["code"]?.text.flatMap(APIError.code)
        guard let message = error["message"].map(APIError.joined) ?? error["code"]?.text else { return nil }
        self.init(status: status, code: code ?? APIError.unnamed(status), message: message)
        readOptional(error)
    }

    /// `{"error":"code","message":…}` or `{"error":"text","code":…}`.
    private init(status: Int, flat text: String, _ body: JSON) {
        let code = (body["code"]?.text).flatMap(APIError.code) ?? APIError.code(text)
        self.init(
            status: status, code: code ?? APIError.unnamed(status),
            message: body["message"].map(APIError.joined) ?? text)
        readOptional(body)
    }

    private mutating func readOptional(_ body: JSON) {
        connectURL = body["connect_url"]?.text
        balance = body["balance"]?.integer
        required = body["required"]?.integer
        missingFields = body["missing_fields"]?.items?.compactMap(\.text) ?? []
        details = body["details"]
    }

    private static func joined(_ message: JSON) -> String {
        message.items.map { $0.compactMap(\.text).joined(separator: "; ") } ?? message.text
            ?? message.encoded()
    }

    private static func unnamed(_ status: Int) -> String { status == 200 ? "FAILED" : "HTTP_\(status)" }

    /// A sentence where a code is meant is no code: nobody could compare against it.
    private static func code(_ text: String) -> String? {
        let isCode = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                || (byte < 0x80
                    && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber))
        }
        return isCode && (1...64).contains(text.utf8.count) ? text.uppercased() : nil
    }
}
