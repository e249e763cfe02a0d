/// An error the API named, in whichever of its shapes. Source: contract §2 and §5.
public struct APIError: Error, Sendable, Hashable {
    /// The HTTP status it came with; 200 inside a failed job.
    public var status: Int
    /// `INSUFFICIENT_CREDITS`, `AUTH_REQUIRED`, …; upper case, underscores.
    public var code: String
    public var message: String
    /// Where to connect an account; relative to `https://anakin.io` when it starts with a slash.
    public var connectURL: String?
    /// Credits the account has, in a 402.
    public var balance: Int?
    /// Credits the call needs, in a 402.
    public var required: Int?
    public var missingFields: [String] = []

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
            self.init(status: status, code: "HTTP_\(status)", message: APIError.joined(message))
        } else {
            return nil
        }
    }

    private init?(status: Int, named error: JSON) {
        guard let code = error["code"]?.text else { return nil }
        self.init(status: status, code: code, message: error["message"]?.text ?? code)
        connectURL = error["connect_url"]?.text
        balance = error["balance"]?.integer
        required = error["required"]?.integer
        missingFields = error["missing_fields"]?.items?.compactMap(\.text) ?? []
    }

    /// `{"error":"code","message":…}` or `{"error":"text","code":…}`.
    private init(status: Int, flat text: String, _ body: JSON) {
        let code = body["code"]?.text ?? text
        self.init(
            status: status, code: code.uppercased(),
            message: body["message"].map(APIError.joined) ?? text)
        connectURL = body["connect_url"]?.text
        balance = body["balance"]?.integer
        required = body["required"]?.integer
    }

    private static func joined(_ message: JSON) -> String {
        message.items.map { $0.compactMap(\.text).joined(separator: "; ") } ?? message.text ?? message.encoded()
    }
}
