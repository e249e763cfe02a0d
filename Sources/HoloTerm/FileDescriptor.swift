import Glibc

/// Writes all of `text`, through interruptions and full buffers; false when the other end is gone.
@discardableResult
func writeAll(_ text: String, to fd: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
        var rest = UnsafeRawBufferPointer(bytes)
        while !rest.isEmpty {
            let count = write(fd, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if !waitToRetry(fd, errno) {
                return false
            }
        }
        return true
    }
}

private func waitToRetry(_ fd: Int32, _ error: Int32) -> Bool {
    switch error {
    case EINTR: return true
    case EAGAIN:
        var ready = pollfd(fd: fd, events: Int16(POLLOUT), revents: 0)
        return poll(&ready, 1, -1) >= 0 || errno == EINTR
    default: return false
    }
}

enum ReadResult: Equatable {
    case bytes([UInt8])
    case wouldBlock
    case closed
}

func readSome(_ fd: Int32) -> ReadResult {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(fd, &buffer, buffer.count)
    if count > 0 { return .bytes(Array(buffer[..<count])) }
    return count < 0 && (errno == EINTR || errno == EAGAIN) ? .wouldBlock : .closed
}

/// Which of `fds` can be read within `timeout` milliseconds (-1: for ever); none after an interruption.
func readable(_ fds: [Int32], timeout: Int32) -> [Bool] {
    var polled = fds.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&polled, nfds_t(polled.count), timeout) > 0 else { return fds.map { _ in false } }
    return polled.map { $0.revents != 0 }
}
