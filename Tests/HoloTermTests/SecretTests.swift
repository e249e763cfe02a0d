import Foundation
import Glibc
import Synchronization
import Testing

@testable import HoloTerm

struct SecretTests {
    @Test(arguments: [
        ("secret\r", "secret"), ("wrong\u{15}right\n", "right"), ("aé\u{7F}\u{7F}b\r", "b"), ("ab\u{3}", nil),
        ("\u{4}", nil), ("a\u{4}b\r", "ab"), ("\r", ""), ("a\u{1b}b\r", "ab"),
        ("a\u{1b}[A\u{1b}[1;5Cb\u{1b}OC\r", "ab"),
    ])
    func `a hidden line is read without being shown`(keys: String, secret: String?) throws {
        var master: Int32 = -1
        var slave: Int32 = -1
        try #require(openpty(&master, &slave, nil, nil, nil) == 0)
        defer {
            close(master)
            close(slave)
        }
        let before = localFlags(slave)
        let result = Result()
        Thread.detachNewThread { [slave] in
            let line = readSecret(prompt: "API key: ", fd: slave)
            result.line.withLock { $0 = line }
        }
        try waitUntil { localFlags(slave) & tcflag_t(ECHO | ISIG) == 0 }
        let bytes = Array(keys.utf8)
        #expect(write(master, bytes, bytes.count) == bytes.count)
        try waitUntil { result.line.withLock { $0 != nil } }
        #expect(result.line.withLock { $0 } == secret.map { .text($0) } ?? .stopped)
        #expect(localFlags(slave) == before)
        var shown: [UInt8] = []
        while shown.count < "API key: \r\n".utf8.count, case .bytes(let more) = readSome(master) {
            shown += more
        }
        #expect(String(decoding: shown, as: UTF8.self) == "API key: \r\n")
    }

    @Test func `without a terminal there is no hidden line`() {
        let file = open("/dev/null", O_RDWR)
        #expect(readSecret(prompt: "", fd: file) == .noTerminal)
        close(file)
    }

    private final class Result: Sendable {
        let line = Mutex<SecretInput?>(nil)
    }

    private func localFlags(_ fd: Int32) -> tcflag_t { modes(fd).c_lflag }

    private func waitUntil(_ condition: () -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while !condition() {
            try #require(ContinuousClock.now < deadline)
            usleep(1000)
        }
    }
}
