import Glibc
import HoloLang
import HoloRuntime
import HoloTerm

/// What a process runs, read whole before anything else is made.
enum Program {
    /// `opening` is the line that it begins with, if one is.
    case shell(opening: String?)
    /// `script` is nil for a single command, which is no run that could be taken up again.
    case text(Source, script: ScriptRun.Script?)

    /// - Throws: what cannot be read, or is not text.
    init(_ job: ProcessLine.Job, arguments: [String]) throws(Stop) {
        switch job {
        case .shell where TerminalInfo.isTerminal(STDIN_FILENO): self = .shell(opening: nil)
        case .command(let words) where words[0] == "tour" && Program.isAttended:
            self = .shell(opening: ProcessLine.programText(words))
        case .shell, .standardInput: self = try .unnamed("-", readAll(STDIN_FILENO), arguments)
        case .text(let text): self = try .unnamed("-c", Array(text.utf8), arguments)
        case .file(let name):
            let source = try Source(checking: try Files().readScript(name, arguments), name: name)
            self = .text(source, script: .init(name: Program.absolute(name), arguments: arguments, text: nil))
        case .command(let words):
            let bytes = Array(ProcessLine.programText(words).utf8)
            self = .text(try Source(checking: bytes, name: ""), script: nil)
        }
    }

    /// A person can read what comes and type an answer.
    private static var isAttended: Bool {
        [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO].allSatisfy(TerminalInfo.isTerminal)
    }

    private static func unnamed(_ name: String, _ bytes: [UInt8], _ arguments: [String]) throws(Stop)
        -> Program
    {
        let source = try Source(checking: bytes, name: name)
        let text = String(decoding: bytes, as: UTF8.self)
        return .text(source, script: .init(name: name, arguments: arguments, text: text))
    }

    private static func absolute(_ name: String) -> String {
        guard let path = unsafe realpath(name, nil) else { return name }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    var script: ScriptRun.Script? {
        if case .text(_, let script) = self { script } else { nil }
    }

    var isShell: Bool {
        if case .shell = self { true } else { false }
    }
}

extension Files {
    /// - Throws: where there is no such file, with the command that was meant, probably.
    fileprivate func readScript(_ name: String, _ arguments: [String]) throws(Stop) -> [UInt8] {
        do throws(Stop) {
            return try readBytes(name)
        } catch {
            let names = CommandTable.shellRows.filter { $0.group != .functions }.map(\.name)
            guard !Files.exists(name), !name.contains(where: { "./".contains($0) }),
                case .failure(var failure) = error
            else { throw error }
            failure.message = "\(name) is neither a command nor a file"
            let meant = nearest(to: name, in: names + ["serve"])
            failure.next = meant.map { ProcessLine.programText([$0] + arguments) } ?? "help commands"
            throw .failure(failure)
        }
    }
}

extension Source {
    fileprivate convenience init(checking bytes: [UInt8], name: String) throws(Stop) {
        do {
            try self.init(name: name, bytes: bytes)
        } catch {
            throw .diagnostics([error])
        }
    }
}

private func readAll(_ descriptor: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while all.count <= Source.maximumSize {
        let count = unsafe read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        all += chunk.prefix(count)
    }
    return all
}
