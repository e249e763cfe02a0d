import Glibc

extension Files {
    /// How much of a file is looked at for the names of its columns.
    private static let headSize = 1 << 20

    /// Adds to the end of a file, which is made if it is not there. Others that append to it wait.
    /// - Parameter log: what knows whether this was written before, and under which slot.
    /// - Returns: whether it was written now.
    func append(
        _ value: Value, to name: String, _ appending: Appending, log: AppendLog?, slot: String
    ) throws(Stop) -> Bool {
        try checkMayWrite(name)
        let file = unsafe open(name, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw Files.unwritable(name) }
        defer { close(file) }
        flock(file, LOCK_EX)
        var size = try Files.size(of: file, name)
        if let earlier = log?.entry(slot), size > earlier.offset {
            if size >= earlier.end { return false }
            guard ftruncate(file, earlier.offset) == 0 else { throw Files.unwritable(name) }
            size = earlier.offset
        }
        var bytes = try appending.bytes(
            adding: value, to: Files.head(of: file, appending.format == .md ? size : Files.headSize))
        if size > 0, Files.lastByte(of: file, size) != UInt8(ascii: "\n") {
            bytes.insert(UInt8(ascii: "\n"), at: 0)
        }
        log?.note(slot, AppendLog.Entry(offset: size, end: size + bytes.count))
        try Files.write(bytes, to: file, name)
        return true
    }

    private static func size(of file: Int32, _ name: String) throws(Stop) -> Int {
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw unwritable(name) }
        return status.st_size
    }

    private static func head(of file: Int32, _ limit: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            count = unsafe max(0, pread(file, buffer.baseAddress, limit, 0))
        }
    }

    private static func lastByte(of file: Int32, _ size: Int) -> UInt8 {
        var byte: UInt8 = 0
        unsafe pread(file, &byte, 1, size - 1)
        return byte
    }
}
