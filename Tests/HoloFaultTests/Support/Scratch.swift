import Foundation
import Glibc

/// A folder that goes away with the test.
final class Scratch: Sendable {
    let folder: String

    init() {
        folder = "/tmp/holo-faults-\(UInt64.random(in: 0...UInt64.max))"
        mkdir(folder, 0o700)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var journal: String { folder + "/journal.sqlite" }
}
