import Foundation
import Glibc
import TestFolders

/// A folder that goes away with the test.
final class Scratch: Sendable {
    let folder: String

    init() {
        folder = TestFolder.make("faults")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var journal: String { folder + "/journal.sqlite" }
}
