import AsyncHTTPClient
import HolocronAPI
import NIOCore
import NIOHTTP1
import OrderedCollections

/// Posts the end of a job to the address its submit named, once; what the other side answers does not matter.
struct Webhooks: Sendable {
    let store: Store
    let style: AnswerStyle
    let outside: OutsideWeb

    func tell(of id: String) async {
        guard let job = try? await store.job(id), job.isFinished, let address = job.webhook,
            let place = try? PagePlace(address), let answer = try? style.answer(job)
        else { return }
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: OutsideWeb.agent)
        var fields: OrderedDictionary<String, JSON> = ["job_id": .string(id)]
        fields.merge(answer.fields ?? [:]) { first, _ in first }
        request.body = .bytes(ByteBuffer(string: JSON.object(fields).encoded()))
        _ = try? await outside.load(request, host: place.host, timeout: .seconds(10))
    }
}
