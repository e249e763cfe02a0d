import NIOCore
import NIOHTTP1

/// What every connection has to hold to before a request gets any further: headers and requests that arrive in time, one
/// `Host`, and a place among the connections.
final class RequestGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    static let headerTime = TimeAmount.seconds(5)
    static let requestTime = TimeAmount.seconds(15)
    /// Shorter than the time after which an idle connection is closed.
    static let passageTime = TimeAmount.seconds(10)

    private let house: House
    private var isOver = false
    private var isCounted = false
    /// Whether an answer has begun and not ended.
    private var isAnswering = false
    /// Whether the head of a request has come and its end has not.
    private var isArriving = false
    /// Requests that went on and are not answered, the one that is arriving among them.
    private var unanswered = 0
    /// What the connection ends with once all requests before are answered; what still comes is thrown away.
    private var lastWord: Refusal?
    /// The answer to the request that is just arriving, which goes no further.
    private var ready: ByteBuffer?
    /// When a request went on last: what closes idle connections behind the gate sees only those.
    private var lastPassage = NIODeadline.now()
    /// Whether what still comes is thrown away, because the connection ends.
    private var isRefusing = false
    private var headerDeadline: Scheduled<Void>?
    private var requestDeadline: Scheduled<Void>?

    init(_ house: House) { self.house = house }

    func handlerAdded(context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        open(context)
    }

    func channelActive(context: ChannelHandlerContext) {
        open(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopClocks()
        if isCounted { house.count.close() }
        isCounted = false
        context.fireChannelInactive()
    }

    private func open(_ context: ChannelHandlerContext) {
        guard !isCounted else { return }
        isCounted = true
        let number = house.count.open()
        isOver = number > ConnectionCount.limit
        if number > ConnectionCount.hardLimit { return context.close(promise: nil) }
        startHeaderClock(context)
    }

    /// Bytes of a request that is not known yet.
    func bytesArrived(_ context: ChannelHandlerContext) {
        if requestDeadline == nil, !isRefusing, lastWord == nil { startClocks(context) }
    }
}

extension RequestGate {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefusing, lastWord == nil else { return }
        let part = unwrapInboundIn(data)
        switch part {
        case .head(let head):
            headerDeadline?.cancel()
            headerDeadline = nil
            if let refusal = refusal(head) { return refuse(refusal, context) }
            ready = readyAnswer(head)
            if ready == nil { goOn(head, context) }
        case .end:
            stopClocks()
            isArriving = false
            if let answer = ready { return write(answer, context) }
        case .body: break
        }
        if ready == nil { context.fireChannelRead(data) }
    }

    /// Answers stay in the order of their requests, so those that came before have to be answered.
    private func readyAnswer(_ head: HTTPRequestHead) -> ByteBuffer? {
        guard unanswered == 0, NIODeadline.now() - lastPassage < RequestGate.passageTime else { return nil }
        return house.answers?.answer(head)
    }

    private func goOn(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        if unanswered == 0, head.waitsForLeave {
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
        }
        unanswered += 1
        isArriving = true
        lastPassage = .now()
    }

    private func write(_ answer: ByteBuffer, _ context: ChannelHandlerContext) {
        ready = nil
        let head = ReadyAnswers.head(for: answer, date: house.date.text)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(answer))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if isRefusing { return promise?.fail(ChannelError.ioOnClosedChannel) ?? () }
        if case .end = unwrapOutboundIn(data) {
            isAnswering = false
            unanswered -= 1
        } else {
            isAnswering = true
        }
        context.write(data, promise: promise)
        if let lastWord, unanswered == 0 {
            self.lastWord = nil
            refuse(lastWord, context)
        }
    }

    /// What cannot be taken apart.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case HTTPParserError.headerOverflow: refuse(.headers, context)
        case is HTTPParserError: refuse(.unreadable, context)
        default: context.fireErrorCaught(error)
        }
    }

    private func refusal(_ head: HTTPRequestHead) -> Refusal? {
        if isOver, head.headers.first(name: "X-Holocron-Pass") != house.pass { return .full }
        if head.headers["Host"].count != 1 { return .host }
        return nil
    }
}

extension RequestGate {
    private func startHeaderClock(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        headerDeadline = context.eventLoop.scheduleTask(in: RequestGate.headerTime) {
            let (gate, context) = bound.value
            gate.refuse(.slow, context)
        }
    }

    private func startClocks(_ context: ChannelHandlerContext) {
        if headerDeadline == nil { startHeaderClock(context) }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        requestDeadline = context.eventLoop.scheduleTask(in: RequestGate.requestTime) {
            let (gate, context) = bound.value
            gate.refuse(.slow, context)
        }
    }

    private func stopClocks() {
        headerDeadline?.cancel()
        requestDeadline?.cancel()
        headerDeadline = nil
        requestDeadline = nil
    }

    /// Answers and ends the connection; an answer that has begun is only cut off, and requests before are answered first.
    private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        stopClocks()
        guard !isRefusing, lastWord == nil else { return }
        if unanswered > (isArriving ? 1 : 0) {
            lastWord = refusal
            return
        }
        isRefusing = true
        guard !isAnswering else { return context.close(promise: nil) }
        let (head, body) = refusal.answer
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            bound.value.close(promise: nil)
        }
    }
}
