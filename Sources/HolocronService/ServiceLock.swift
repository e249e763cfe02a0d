import FoundationEssentials
import Glibc
import HolocronAPI

/// Where a running service is, and the key it takes.
package struct ServiceAddress: Sendable, Equatable {
    package let baseURL: String
    package let key: String
}

/// The lock that keeps one service on a data file, and tells others where it is.
///
/// It is an `flock` on `<data file>.lock`, so it goes when its process goes, however it does. The file stays.
struct ServiceLock: Sendable {
    private let descriptor: CInt

    enum Failure: Error {
        case held
        case unusable(reason: String)
    }

    init(dataFile: String) throws(Failure) {
        let path = dataFile + ".lock"
        descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unusable(reason: "\(path): \(ServiceLock.lastError)")
        }
        guard ServiceLock.take(descriptor) else {
            Glibc.close(descriptor)
            throw .held
        }
        ftruncate(descriptor, 0)
    }

    /// Ends the lock; to be called once.
    func release() {
        ftruncate(descriptor, 0)
        Glibc.close(descriptor)
    }

    /// Writes what others need to use this service.
    func announce(_ address: ServiceAddress) {
        let json: JSON = ["base_url": .string(address.baseURL), "key": .string(address.key)]
        let bytes = Array(json.encoded().utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Someone who only looks holds the lock for microseconds: a service tries more than once.
    private static func take(_ descriptor: CInt) -> Bool {
        for _ in 0..<5 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            usleep(2_000)
        }
        return false
    }

    private static var lastError: String { unsafe String(cString: strerror(errno)) }
}

extension ServiceLock {
    enum Holder {
        case none
        /// It has the lock and is not listening yet.
        case starting
        case running(ServiceAddress)
    }

    /// Who has the lock of a data file.
    static func holder(dataFile: String) -> Holder {
        let descriptor = unsafe Glibc.open(dataFile + ".lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .none }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return .none }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        guard count > 0, let json = try? JSON(parsing: Array(bytes.prefix(count))),
            let baseURL = json["base_url"]?.text, let key = json["key"]?.text
        else { return .starting }
        return .running(ServiceAddress(baseURL: baseURL, key: key))
    }

    /// The service on a data file; one that is just starting is waited for, up to two seconds.
    static func runningService(dataFile: String) async -> ServiceAddress? {
        for _ in 0..<200 {
            switch holder(dataFile: dataFile) {
            case .none: return nil
            case .running(let address): return address
            case .starting:
                guard (try? await Task.sleep(for: .milliseconds(10))) != nil else { return nil }
            }
        }
        return nil
    }
}
