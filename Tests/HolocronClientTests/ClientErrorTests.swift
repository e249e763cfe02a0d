import HolocronAPI
import HolocronClient
import Testing

struct ClientErrorTests {
    static func api(_ status: Int, _ message: String) -> ClientError {
        .api(APIError(status: status, code: "X", message: message), retryAfter: nil)
    }

    @Test(
        arguments: [
            (
                ClientError.badEndpoint(why: "there is no API key", next: "type login"),
                "there is no API key", "type login"
            ),
            (
                .cannotConnect(why: "https://api.anakin.io: connection refused"),
                "cannot connect to https://api.anakin.io: connection refused",
                "doctor"
            ),
            (.timedOut, "the server did not answer in time", "try again; doctor says more"),
            (
                .cut(why: "the server closed the connection"),
                "the connection broke: the server closed the connection", "try again; doctor says more"
            ),
            (.cancelled, "stopped", "try again; doctor says more"),
            (
                .unreadable(status: 502, what: .html, requestID: "r1", retryAfter: nil),
                "the server answered 502 with a web page instead of JSON (request r1)",
                "try again; doctor says more"
            ),
            (
                .redirected(status: 301, origin: nil),
                "the server answered 301, a redirect, which is not followed",
                "doctor"
            ),
            (api(401, "no"), "no", "login"),
            (api(404, "no"), "no", "is the name right?"),
            (api(429, "no"), "no", "try again in 60 s"), (api(403, "no"), "no", "correct what was asked"),
            (api(503, "no"), "no", "try again"),
            (
                .api(APIError(status: 429, code: "X", message: "slow"), retryAfter: .milliseconds(6500)),
                "slow",
                "try again in 7 s"
            ),
        ] as [(ClientError, String, String)])
    func `each error says what went wrong and what to do`(error: ClientError, message: String, next: String) {
        #expect(error.message == message)
        #expect(error.next == next)
    }

    @Test(arguments: [
        (Unreadable.html, "a web page instead of JSON"), (.empty, "an empty body"),
        (.cut, "a body that broke off"),
        (.notJSON, "a body that is not JSON"), (.unexpected, "JSON of a kind that is not documented"),
        (.tooLarge, "more than can be read"),
    ])
    func `a body that cannot be read is named`(what: Unreadable, words: String) {
        #expect(what.words == words)
    }
}
