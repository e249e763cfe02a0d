import HolocronAPI
import OrderedCollections

/// Makes what a server or the network said fit to be shown: without the API key, which some servers repeat in their
/// error messages, with whole addresses, and saying which server it was.
struct Wording {
    private let redactor: Redactor
    private let endpoint: Endpoint

    init(_ endpoint: Endpoint, _ redactor: Redactor) {
        self.endpoint = endpoint
        self.redactor = redactor
    }

    var isEncrypted: Bool { endpoint.origin.hasPrefix("https:") }

    func text(_ text: String) -> String {
        redactor.text(text)
    }

    func error(_ error: APIError) -> APIError {
        var clean = error
        clean.code = text(error.code).uppercased()
        clean.message = text(error.message)
        clean.connectURL = error.connectURL.map { endpoint.absolute(text($0)) }
        clean.missingFields = error.missingFields.map(text)
        clean.details = error.details.map(json)
        clean.requestID = error.requestID.map(text)
        return clean
    }

    func phase(_ phase: SubmitPhase) -> SubmitPhase {
        guard case .answering(let status, let id) = phase else { return phase }
        return .answering(status: status, requestID: id.map(text))
    }

    func outcome(_ outcome: SubmitOutcome) -> SubmitOutcome {
        switch outcome {
        case .rejected(let rejection, let wait): .rejected(error(rejection), retryAfter: wait)
        case .notSent(let failure): .notSent(error(failure))
        case .unknown(let why): .unknown(text(why))
        case .acceptedIDUnknown(let why): .acceptedIDUnknown(text(why))
        case .accepted, .completed: outcome
        }
    }

    func answer(_ answer: JobAnswer) -> JobAnswer {
        guard case .failed(let failure) = answer else { return answer }
        return .failed(error(failure))
    }

    func error(_ error: ClientError) -> ClientError {
        switch error {
        case .api(let refusal, let wait): .api(self.error(refusal), retryAfter: wait)
        case .unreadable(let status, let what, let id, let wait):
            .unreadable(status: status, what: what, requestID: id.map(text), retryAfter: wait)
        case .redirected(let status, let origin): .redirected(status: status, origin: origin.map(text))
        case .cannotConnect(let why): .cannotConnect(why: "\(endpoint.origin): \(text(why))")
        case .cut(let why): .cut(why: text(why))
        case .badEndpoint, .notStarted, .notRecorded, .timedOut, .cancelled: error
        }
    }

    private func json(_ value: JSON) -> JSON {
        switch value {
        case .string(let string): .string(text(string))
        case .array(let items): .array(items.map(json))
        case .object(let fields): .object(fields.mapValues(json))
        default: value
        }
    }
}
