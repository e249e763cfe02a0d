import Glibc
import HolocronAPI
import OrderedCollections

/// The actions of one server, kept from one session to the next: for completion and plans, never for prices that are
/// paid.
struct CatalogueFile: Sendable {
    static let version: Int64 = 1
    /// Bytes of a file and actions in it that are read at most.
    static let maximumSize = 64 << 20
    static let maximumCount = 200_000

    let path: String
    /// What the journal calls the server.
    let server: String

    /// Nothing is kept.
    static let nowhere = CatalogueFile()

    private init() { (path, server) = ("", "") }

    init(folder: String, server: String) {
        let name = server.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            return isPlain ? String(Unicode.Scalar(byte)) : "_"
        }
        path = "\(folder)/\(name.joined()).json"
        self.server = server
    }

    /// - Returns: nil where there is none, or none that can be trusted to be this server's. `written` is when all
    ///   actions were asked for, in seconds since the epoch; nil where some are all that was learnt so far.
    func read() -> (actions: [Action], written: Int?)? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_size <= CatalogueFile.maximumSize,
            status.st_uid == geteuid(), status.st_mode & 0o022 == 0,
            let bytes = try? Files().readBytes(path), let whole = try? JSON(parsing: bytes),
            whole["version"]?.integer == Int(CatalogueFile.version), whole["server"]?.text == server,
            let entries = whole["actions"]?.items, entries.count <= CatalogueFile.maximumCount
        else { return nil }
        let actions = entries.compactMap { Action($0) }.filter { !$0.id.isEmpty && $0.id.utf8.count <= 256 }
        guard let all = whole["all"] else { return (actions, Int(status.st_mtim.tv_sec)) }
        return (actions, all.integer)
    }

    /// Whole or not at all; what cannot be written is done without.
    /// - Parameter all: when all actions of the server were asked for; nil where these are only some.
    func write(_ actions: [Action], all: Int? = Int(time(nil))) {
        let whole: JSON = [
            "version": .integer(CatalogueFile.version), "server": .string(server),
            "all": all.map { .integer(Int64($0)) } ?? .null,
            "actions": .array(actions.prefix(CatalogueFile.maximumCount).map(\.entry)),
        ]
        guard let slash = path.lastIndex(of: "/"), PrivateFolder.make(String(path[..<slash])) else { return }
        _ = KeyStore.writePrivate(whole.encoded(), to: path)
    }
}

/// A folder for its owner only.
enum PrivateFolder {
    /// Makes it and those above it; true when it is there.
    static func make(_ path: String) -> Bool {
        if unsafe access(path, F_OK) == 0 { return true }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { _ = make(String(path[..<slash])) }
        return unsafe mkdir(path, 0o700) == 0 || errno == EEXIST
    }
}

extension Action {
    /// As `search` would have it.
    var entry: JSON {
        [
            "action_id": .string(id), "catalog_slug": .string(site), "name": .string(name),
            "description": .string(description), "mode": .string(mode.rawValue),
            "auth_mode": .string(authentication.rawValue),
            "credits": credits.map { .integer(Int64($0)) } ?? .null,
            "params": .array(parameters.map(\.entry)),
        ]
    }
}

extension ActionParameter {
    fileprivate var entry: JSON {
        var fields: OrderedDictionary<String, JSON> = [
            "name": .string(name), "type": .string(type), "required": .bool(isRequired),
            "description": .string(description),
        ]
        if !choices.isEmpty { fields["enum"] = .array(choices) }
        if let standard { fields["default"] = standard }
        return .object(fields)
    }
}
