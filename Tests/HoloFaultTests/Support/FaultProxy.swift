import Foundation
import Glibc
import Synchronization

/// Stands between a client and a server, does to each request what its list of faults says, and keeps the books.
///
/// One thread a connection; every request goes to the server on a connection of its own.
final class FaultProxy: Sendable {
    enum Target: Sendable, Hashable { case submit, look, list }

    /// One request as it came in here.
    struct Attempt: Sendable {
        /// Nil where it was not read whole.
        var body: String?
        var wasForwarded = false
    }

    let port: Int
    private let listener: Listener
    private let upstream: Int
    private let target: Target
    /// Whether the server has `GET jobs`, as far as the client can see.
    private let hasList: Bool
    private let state: Mutex<State>

    private struct State {
        var faults: [Fault]
        var fired = 0
        var requests = 0
        var submits: [Attempt] = []
        var open: Set<Int32> = []
    }

    /// The faults are used up in the order of the requests of one kind; then all goes well.
    init(to upstream: Int, _ faults: [Fault] = [], on target: Target = .submit, hasList: Bool = true) throws {
        self.upstream = upstream
        self.hasList = hasList
        self.target = target
        listener = try Listener()
        port = listener.port
        state = Mutex(State(faults: faults))
        let listener = listener
        Thread.detachNewThread { [weak self] in
            defer { listener.close() }
            while let wire = listener.accept() {
                guard let self else { return wire.reset() }
                Thread.detachNewThread { self.serve(wire) }
            }
        }
    }

    deinit { listener.stop() }

    var url: String { "http://127.0.0.1:\(port)" }
    /// Faults that really happened.
    var fired: Int { state.withLock { $0.fired } }
    var hasFaultsLeft: Bool { state.withLock { !$0.faults.isEmpty } }
    /// Requests of every kind that were read whole.
    var requests: Int { state.withLock { $0.requests } }
    /// Every submit of which a byte came here, or whose connection was cut before.
    var submits: [Attempt] { state.withLock { $0.submits } }
    var forwarded: [String] { submits.filter(\.wasForwarded).compactMap(\.body) }

    /// Waits until every connection has ended, as long as that may take.
    func settled() async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while state.withLock({ !$0.open.isEmpty }), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private func serve(_ wire: Wire) {
        state.withLock { _ = $0.open.insert(wire.descriptor) }
        var ending: Fault.Ending?
        while ending == nil { ending = serveOne(wire) }
        state.withLock { _ = $0.open.remove(wire.descriptor) }
        if case .cut(.reset) = ending { wire.reset() } else { wire.end() }
    }

    /// Serves one request; nil while the connection may stay.
    private func serveOne(_ wire: Wire) -> Fault.Ending? {
        if let ending = refuseUnread(wire) { return ending }
        let start = String(decoding: wire.peek(), as: UTF8.self)
        guard !start.isEmpty else { return .cut(.end) }
        let kind = FaultProxy.kind(of: start)
        let fault = kind == target ? nextFault() : nil
        if case .partly(let count, let cut) = fault?.request {
            note(Attempt(), kind)
            read(count, wire)
            return cut == .end ? end(.cut(.end)) : end(.cut(.reset))
        }
        guard let request = RawMessage(from: wire) else { return .cut(.end) }
        return answer(request, kind, fault, wire)
    }

    private func answer(_ request: RawMessage, _ kind: Target?, _ fault: Fault?, _ wire: Wire) -> Fault
        .Ending?
    {
        let forwards = fault?.forwards ?? true
        note(Attempt(body: request.body, wasForwarded: forwards), kind)
        state.withLock { $0.requests += 1 }
        let isMissing = kind == .list && !hasList
        let answered = forwards && !isMissing ? forward(request) : FaultProxy.nothing
        guard let answered else { return .cut(.reset) }
        guard let fault else {
            wire.write(answered.bytes)
            return request.head.lowercased().contains("connection: close") ? .complete : nil
        }
        let delay = fault.delay.components
        if fault.delay > .zero {
            usleep(UInt32(delay.seconds * 1_000_000 + delay.attoseconds / 1_000_000_000_000))
        }
        let answer = fault.answer(answered)
        let offset = fault.place.offset(in: answer)
        write(answer.bytes[..<offset], in: fault.piece, wire)
        // A place that is not inside the answer is no cut.
        if case .complete = fault.ending {} else if offset == answer.bytes.count { return .complete }
        if case .stall = fault.ending, !wire.drain() { return .complete }
        return end(fault.ending)
    }

    private func write(_ bytes: ArraySlice<UInt8>, in piece: Int, _ wire: Wire) {
        var rest = bytes
        while !rest.isEmpty {
            guard wire.write(rest.prefix(piece)) else { return }
            rest = rest.dropFirst(piece)
        }
    }

    private func end(_ ending: Fault.Ending) -> Fault.Ending {
        state.withLock { $0.fired += 1 }
        return ending
    }

    /// Cuts a connection that nothing was read from, where the next fault says so.
    private func refuseUnread(_ wire: Wire) -> Fault.Ending? {
        if target != .submit, FaultProxy.kind(of: String(decoding: wire.peek(), as: UTF8.self)) != target {
            return nil
        }
        let cut: Fault.Cut? = state.withLock { state in
            guard case .unread(let cut) = state.faults.first?.request else { return nil }
            state.faults.removeFirst()
            if target == .submit { state.submits.append(Attempt()) }
            return cut
        }
        return cut.map { end(.cut($0)) }
    }

    private func nextFault() -> Fault? {
        state.withLock { $0.faults.isEmpty ? nil : $0.faults.removeFirst() }
    }

    private func note(_ attempt: Attempt, _ kind: Target?) {
        if kind == .submit { state.withLock { $0.submits.append(attempt) } }
    }

    private func read(_ count: Int, _ wire: Wire) {
        var left = count
        while left > 0 {
            let bytes = wire.read(left)
            guard !bytes.isEmpty else { return }
            left -= bytes.count
        }
    }

    private func forward(_ request: RawMessage) -> RawMessage? {
        guard let server = Wire(to: upstream) else { return nil }
        defer { close(server.descriptor) }
        // The server refuses what was meant for another host.
        let head = request.head.replacing("127.0.0.1:\(port)", with: "127.0.0.1:\(upstream)")
        server.write(Array(head.utf8) + request.bytes[request.headEnd...])
        return RawMessage(from: server)
    }

    /// What an older server says to the list of jobs.
    private static let nothing = RawMessage(
        status: "404 Not Found",
        body: #"{"status":"error","error":{"code":"NOT_FOUND","message":"Not found"}}"#)

    private static func kind(of start: String) -> Target? {
        if start.hasPrefix("POST") { return .submit }
        let path = start.split(separator: " ").dropFirst().first ?? ""
        if path.contains("/jobs/") { return .look }
        return path.contains("/jobs?") ? .list : nil
    }
}
