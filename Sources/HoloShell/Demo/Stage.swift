import Glibc
import HoloRuntime
import HoloTerm
import Synchronization

/// Where and how fast a demo is shown: on a terminal, in a cast, on both, or as plain lines where there is neither.
final class Stage: Sendable {
    let target: StageTarget
    let output: Output
    /// Keys of the person who shows it; nil without a terminal to listen to.
    private let keys: KeyWatch?
    private let interrupt: Interrupt
    /// How much faster than the script says; infinite to wait for nothing.
    private let speed: Double
    /// A key was pressed: the rest of the statement is shown at once.
    private let isHurried = Mutex(false)

    init(
        _ target: StageTarget, size: TerminalInfo.Size, look: TerminalLook, isAnimated: Bool, keys: KeyWatch?,
        speed: Double,
        interrupt: Interrupt
    ) {
        self.target = target
        self.keys = keys
        self.speed = speed
        self.interrupt = interrupt
        var output = Output(
            isTerminal: isAnimated, columns: { size.columns },
            write: target.write)
        output.look = look
        self.output = output
    }

    /// Statements appear key by key.
    var showsKeys: Bool { isAnimated && speed.isFinite }

    /// Whether keys, colours and pauses are shown.
    var isAnimated: Bool { output.isTerminal }

    /// Nothing on it changes for a while; a key ends that early.
    /// - Throws: where it is to end: on Ctrl-C, `q` or a closed terminal.
    func rest(_ time: Duration) throws(Stop) {
        try interrupt.check()
        guard showsKeys, !target.isHidden, !isHurried.withLock({ $0 }) else { return }
        let time = time / speed
        guard target.terminal != nil else {
            target.cast?.skip(time)
            return
        }
        let end = ContinuousClock.now + time
        while case let left = ContinuousClock.now.duration(to: end), left > .zero {
            try interrupt.check()
            let slice = max(1, min(50, Int(left / .milliseconds(1))))
            guard let keys else {
                Stage.sleep(milliseconds: slice)
                continue
            }
            if try hears(keys.next(within: slice)) { return isHurried.withLock { $0 = true } }
        }
    }

    /// Waits for a key. A cast shows a second instead of how long that took.
    func waitForKey() throws(Stop) {
        guard showsKeys else { return }
        let began = ContinuousClock.now
        if let keys, target.terminal != nil {
            keys.drain()
            while !(try hears(keys.next(within: 50))) { try interrupt.check() }
        }
        target.cast?.skip(.seconds(1) - began.duration(to: .now))
    }

    /// The next statement is typed at its own speed again, and keys pressed meanwhile are forgotten.
    func beginStatement() {
        isHurried.withLock { $0 = false }
        keys?.drain()
    }

    private func hears(_ press: KeyWatch.Press) throws(Stop) -> Bool {
        switch press {
        case .none: return false
        case .key(UInt8(ascii: "q")), .key(4), .closed: throw .exit(0)
        case .key: return true
        }
    }

    private static func sleep(milliseconds: Int) {
        _ = poll(nil, 0, Int32(milliseconds))
    }
}
