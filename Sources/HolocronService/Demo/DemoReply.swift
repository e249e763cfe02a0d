import HTTPTypes
import HolocronAPI
import Hummingbird
import NIOCore
import OrderedCollections

/// What a demo site is asked for.
struct DemoRequest: Sendable {
    /// From the first slash: `/in/example`.
    let path: String
    let query: FormFields
    var isPost = false
    /// What a form or a JSON body says.
    var body: JSON = [:]
    /// The job that asks; the same job that asks twice, after a kill, writes once.
    var job: String?
    let records: DemoRecords

    /// `["in", "example"]`
    var segments: [String] { path.split(separator: "/").map { $0.percentDecoded } }

    func number(_ name: String, _ fallback: Int) -> Int {
        query[name].flatMap { Int($0) } ?? fallback
    }

    /// The trouble that a segment of the path, a value of the query or of the body asks for.
    var trouble: Trouble? {
        let names = segments.map { $0.hasSuffix(".json") ? String($0.dropLast(".json".count)) : $0 }
        let values = names + query.values + (body.fields?.values.compactMap(\.text) ?? [])
        return values.lazy.compactMap { Trouble($0) }.first
    }
}

/// What a demo site answers.
struct DemoReply: Sendable {
    enum Content: Sendable {
        /// A template with what it shows.
        case page(String, any Sendable)
        case json(JSON)
        case text(String, type: String)
    }

    let content: Content
    var status = HTTPResponse.Status.ok
    var headers: HTTPFields = [:]
    /// Instead of the type that goes with the content.
    private var otherType: String?

    func typed(_ type: String) -> DemoReply {
        var reply = self
        reply.otherType = type
        return reply
    }

    static func page(_ template: String, _ model: some Sendable) -> DemoReply {
        DemoReply(content: .page(template, model))
    }

    static func json(_ json: JSON) -> DemoReply { DemoReply(content: .json(json)) }

    static func xml(_ text: String) -> DemoReply {
        DemoReply(content: .text(text, type: "application/xml; charset=utf-8"))
    }

    static func plain(_ text: String) -> DemoReply {
        DemoReply(content: .text(text, type: "text/plain; charset=utf-8"))
    }

    /// A page that brings its data in a script, as pages do that a browser puts together.
    static func embedded(_ title: String, _ script: String, _ data: JSON) -> DemoReply {
        let text = data.encoded().replacing("<", with: "\\u003c")
        return .page("embedded", EmbeddedPage(title: title, script: script, data: text))
    }

    static func redirect(to address: String) -> DemoReply {
        DemoReply(
            content: .text("Moved.", type: "text/plain"), status: .found, headers: [.location: address])
    }
}

/// What `embedded.mustache` shows.
struct EmbeddedPage: Sendable {
    let title: String
    let script: String
    let data: String
}

extension DemoReply {
    func response(_ templates: Templates) -> Response {
        var response = Response.text(text(templates), type: type, status: status)
        response.headers.append(contentsOf: headers)
        return response
    }

    private var type: String {
        if let otherType { return otherType }
        return switch content {
        case .page: "text/html; charset=utf-8"
        case .json: "application/json"
        case .text(_, let type): type
        }
    }

    private func text(_ templates: Templates) -> String {
        switch content {
        case .page(let template, let model): templates.page(template, model)
        case .json(let json): json.encoded()
        case .text(let text, _): text
        }
    }

    private var isJSON: Bool { if case .json = content { true } else { false } }

    /// The same address after the site was rebuilt.
    var rebuilt: DemoReply {
        isJSON
            ? .json(["notice": "This interface is being rebuilt."])
            : DemoReply(
                content: .text(
                    "<!doctype html><title>Demo</title><main><div class=\"x1a2b3\">"
                        + "<p>This page is being rebuilt.</p></div></main>", type: "text/html; charset=utf-8")
            )
    }

    func filled(_ filler: String) -> Response {
        let text = isJSON ? "{\"text\":\"\(filler)\"}" : "<!doctype html><title>Huge</title><p>\(filler)</p>"
        return .text(text, type: type)
    }

    func nested(_ depth: Int) -> Response {
        let (opening, closing) = isJSON ? ("[", "]") : ("<div>", "</div>")
        return .text(
            String(repeating: opening, count: depth) + String(repeating: closing, count: depth), type: type)
    }

    /// Letters beyond ISO 8859-1 become question marks there.
    func latin1(_ templates: Templates) -> Response {
        let bytes = text(templates).unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
        return Response(
            status: .ok, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    func cut(_ templates: Templates) -> Response {
        let bytes = ByteBuffer(string: text(templates))
        let half = bytes.getSlice(at: 0, length: bytes.readableBytes / 2) ?? bytes
        let body = ResponseBody(contentLength: bytes.readableBytes) { writer in
            try await writer.write(half)
            throw Trouble.TornPage()
        }
        return Response(status: .ok, headers: [.contentType: type], body: body)
    }
}
