import HTTPTypes
import HolocronAPI
import Hummingbird
import OrderedCollections

/// An answer that is an error, in the envelope of the contract.
struct Problem: Error {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    /// Fields of the error object after `code` and `message`.
    var details: OrderedDictionary<String, JSON> = [:]
    var headers: HTTPFields = [:]

    var body: JSON {
        var error: OrderedDictionary<String, JSON> = ["code": .string(code), "message": .string(message)]
        error.merge(details) { _, new in new }
        return ["status": "error", "error": .object(error)]
    }

    var response: Response {
        var response = Response.json(body, status: status)
        response.headers.append(contentsOf: headers)
        return response
    }
}

extension Problem {
    static func insufficientCredits(balance: Int, required: Int) -> Problem {
        Problem(
            status: HTTPResponse.Status(code: 402, reasonPhrase: "Payment Required"),
            code: "INSUFFICIENT_CREDITS",
            message: "You need \(required) credits. Current balance: \(balance)",
            details: ["balance": .integer(Int64(balance)), "required": .integer(Int64(required))])
    }

    static func connectionRequired(_ site: Site) -> Problem {
        Problem(
            status: .unauthorized, code: "AUTH_REQUIRED",
            message: "This action requires a \(site.name) connection.",
            details: ["connect_url": .string(site.connectPath)])
    }

    static let connectionExpired = Problem(
        status: .unauthorized, code: "AUTH_EXPIRED",
        message: "Credential is no longer active. Please reconnect.")

    static let foreignCredential = Problem(
        status: .forbidden, code: "FORBIDDEN",
        message: "Credential does not belong to this user or catalog")

    static let submitFailed = Problem(
        status: .internalServerError, code: "EXECUTION_FAILED",
        message: "Failed to submit task. Please try again.")

    static let internalFailure = Problem(
        status: .internalServerError, code: "INTERNAL_ERROR",
        message: "Something went wrong inside the local Holocron. Nothing was charged by this request.")

    static let keyMissing = Problem(
        status: .unauthorized, code: "UNAUTHORIZED",
        message: "The API key is missing. Send it in the X-API-Key header.")

    static let keyWrong = Problem(
        status: .unauthorized, code: "UNAUTHORIZED", message: "The API key is not valid.")

    static func invalidInput(_ message: String, missing: [String] = []) -> Problem {
        Problem(
            status: .badRequest, code: "INVALID_INPUT", message: message,
            details: missing.isEmpty ? [:] : ["missing_fields": .array(missing.map(JSON.string))])
    }

    static func badRequest(_ message: String) -> Problem {
        Problem(status: .badRequest, code: "BAD_REQUEST", message: message)
    }

    static func notFound(_ message: String) -> Problem {
        Problem(status: .notFound, code: "NOT_FOUND", message: message)
    }

    static func forbidden(_ message: String) -> Problem {
        Problem(status: .forbidden, code: "FORBIDDEN", message: message)
    }

    static func methodNotAllowed(allowed: HTTPRequest.Method) -> Problem {
        Problem(
            status: .methodNotAllowed, code: "METHOD_NOT_ALLOWED",
            message: "This address takes \(allowed.rawValue) only.", headers: [.allow: allowed.rawValue])
    }

    static func tooManyRequests(after seconds: Int) -> Problem {
        Problem(
            status: .tooManyRequests, code: "RATE_LIMIT_EXCEEDED",
            message: "Too many requests. Please try again later.", headers: [.retryAfter: String(seconds)])
    }

    static let otherRequest = Problem(
        status: .unprocessableContent, code: "IDEMPOTENCY_CONFLICT",
        message: "This Idempotency-Key was used for another request. Use a new one.")

    static let notFinished = Problem(
        status: .conflict, code: "NOT_COMPLETED",
        message: "The job has no result to download. Poll it until it is completed.")

    static let tooManyConnections = Problem(
        status: .serviceUnavailable, code: "TOO_MANY_CONNECTIONS",
        message: "\(ConnectionCount.limit) connections are open. Close some, or try again later.",
        headers: [.retryAfter: "1"])

    static let tooSlow = Problem(
        status: .requestTimeout, code: "REQUEST_TIMEOUT",
        message: "Headers have to arrive within 5 s and a request within 15 s.")

    static let tooManyHeaders = Problem(
        status: .requestHeaderFieldsTooLarge, code: "HEADERS_TOO_LARGE",
        message: "A request may have 100 headers and 16 KiB of them.")

    static let foreignOrigin = forbidden("A page of another site sent this. Send it from a program instead.")

    static let bodyTooLarge = Problem(
        status: .contentTooLarge, code: "PAYLOAD_TOO_LARGE", message: "The body may have 1 MiB at most.")

    static let notJSON = Problem(
        status: .unsupportedMediaType, code: "UNSUPPORTED_MEDIA_TYPE",
        message: "The body must be JSON, with Content-Type: application/json.")

    static let wrongHost = Problem(
        status: .misdirectedRequest, code: "MISDIRECTED_REQUEST",
        message:
            "This service answers to 127.0.0.1, localhost and [::1] with its port only; --name adds names.")
}
