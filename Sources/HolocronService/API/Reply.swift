import HTTPTypes
import HolocronAPI
import Hummingbird

extension Response {
    /// An answer with a JSON body, its fields in the order they were built.
    static func json(_ body: JSON, status: HTTPResponse.Status = .ok) -> Response {
        text(body.encoded(), type: "application/json", status: status)
    }

    /// An answer whose JSON is there already.
    static func json(_ body: ByteBuffer) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
    }

    static func html(_ page: String, status: HTTPResponse.Status = .ok) -> Response {
        text(page, type: "text/html; charset=utf-8", status: status)
    }

    static func text(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
        let body = ByteBuffer(string: text)
        return Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: body))
    }

    /// Sends a browser that posted a form to a page of this service.
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}
