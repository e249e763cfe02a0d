import Glibc

enum Folder {
    /// Makes the folder and those above it, for its owner only; true when it is there.
    static func makePrivate(_ path: String) -> Bool {
        if unsafe access(path, F_OK) == 0 { return true }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            _ = makePrivate(String(path[..<slash]))
        }
        return unsafe mkdir(path, 0o700) == 0 || errno == EEXIST
    }
}
