import GRDB
import Glibc

extension LocalHolocron {
    /// Credits left in a data file, whether or not a service runs on it; those of a new one where there is no file.
    package static func balance(dataFile: String) -> Int? {
        guard unsafe access(dataFile, F_OK) == 0 else { return ServiceOptions().credits }
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try? DatabaseQueue(path: dataFile, configuration: configuration)
        return try? queue?.read { db in try Ledger.balance(db) }
    }
}
