import Glibc
import Synchronization

/// What the live block has done to the terminal that is to be undone, kept where a signal handler may read it.
package enum ScreenState {
    /// Bits of what there is to undo, and above them rows and descriptor.
    private static let undo = Atomic<UInt64>(0)
    private static let isShown: UInt64 = 1
    private static let hasProgress: UInt64 = 2

    /// - Parameter rowsAbove: how many rows of the block stand above the cursor.
    ///   Nil where no block is on the screen.
    static func set(_ fd: Int32, rowsAbove: Int?, hasProgress: Bool) {
        let flags = (rowsAbove == nil ? 0 : isShown) | (hasProgress ? Self.hasProgress : 0)
        guard flags != 0 else { return undo.store(0, ordering: .sequentiallyConsistent) }
        let rows = UInt64(max(0, min(rowsAbove ?? 0, 99)))
        undo.store(
            flags | rows << 8 | UInt64(UInt32(bitPattern: fd)) << 16, ordering: .sequentiallyConsistent)
    }

    static var isClear: Bool { undo.load(ordering: .sequentiallyConsistent) == 0 }

    /// Takes the block off the screen; nothing in here takes a lock or memory, so that a signal handler may call it.
    package static func restore() {
        let state = undo.exchange(0, ordering: .sequentiallyConsistent)
        let fd = Int32(truncatingIfNeeded: state >> 16)
        if state & isShown != 0 { erase(UInt8(state >> 8 & 0xFF), fd) }
        // OSC 9;4;0 BEL
        if state & hasProgress != 0 { send([0x1B, 0x5D, 0x39, 0x3B, 0x34, 0x3B, 0x30, 0x07], to: fd) }
    }

    private static func erase(_ rows: UInt8, _ fd: Int32) {
        // ESC [ rows A
        if rows > 0 { send([0x1B, 0x5B, 0x30 + rows / 10, 0x30 + rows % 10, 0x41], to: fd) }
        // CR, ESC[K, ESC[C, ESC[J, CR
        send([0x0D, 0x1B, 0x5B, 0x4B, 0x1B, 0x5B, 0x43, 0x1B, 0x5B, 0x4A, 0x0D], to: fd)
        // ESC[?25h
        send([0x1B, 0x5B, 0x3F, 0x32, 0x35, 0x68], to: fd)
    }

    private static func send<let count: Int>(_ bytes: InlineArray<count, UInt8>, to fd: Int32) {
        bytes.span.withUnsafeBytes { _ = Glibc.write(fd, $0.baseAddress, $0.count) }
    }
}
