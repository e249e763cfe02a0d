import Glibc

extension Session {
    /// The fields of the rows in a file, as far as its beginning shows them; nothing of one that is no plain file.
    package func columns(ofFile name: String) -> [String] {
        guard let format = Format(fileName: name), let head = head(of: name),
            let value = try? format.read(head, named: name, ReadOptions(keepsText: true, isRaw: true))
        else { return [] }
        return columns(of: value)
    }

    /// The lines that are whole in the first 64 KiB.
    private func head(of name: String) -> [UInt8]? {
        // A pipe would be waited for.
        let file = unsafe open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = 1 << 16
        var bytes = [UInt8](repeating: 0, count: size)
        let count = unsafe read(file, &bytes, size)
        guard count > 0 else { return nil }
        let part = bytes.prefix(count)
        guard count == size else { return Array(part) }
        return part.lastIndex(of: UInt8(ascii: "\n")).map { Array(part[...$0]) }
    }
}
