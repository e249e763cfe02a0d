import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Sees the bytes of a connection before they are taken apart.
final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let gate: RequestGate
    private let gateContext: ChannelHandlerContext

    init(gate: RequestGate, context: ChannelHandlerContext) {
        self.gate = gate
        gateContext = context
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        gate.bytesArrived(gateContext)
        context.fireChannelRead(data)
    }
}

/// Puts the gate where requests are taken apart and not yet turned into what the router reads, then leaves.
final class GateBuilder: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let house: House

    init(_ house: House) { self.house = house }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        let gate = RequestGate(house)
        do {
            try pipeline.addHandler(
                gate, position: .before(pipeline.handler(type: HTTP1ToHTTPServerCodec.self)))
            let gateContext = try pipeline.context(handler: gate)
            try pipeline.addHandler(ByteWatch(gate: gate, context: gateContext), position: .first)
        } catch {
            context.close(promise: nil)
        }
    }
}
