import HoloLang
import HoloRuntime
import Synchronization

extension Shell {
    /// What came back from the editor, once its price is known and somebody has agreed to it.
    func takeEdited() -> String? {
        let edited = host.edited.withLock { edited in
            defer { edited = nil }
            return edited
        }
        guard let text = edited?.text, text.contains(where: { !$0.isWhitespace }) else {
            if edited != nil { host.note("it is empty, so nothing is run") }
            return nil
        }
        let line = text.withoutBlankEnd
        host.draft.withLock { $0 = text }
        do throws(Stop) {
            let source = Source(name: "", text: line)
            try session.check(text: source)
            guard try agrees(to: source) else {
                host.note("nothing is run; edit opens it again")
                return nil
            }
        } catch {
            host.progress(nil)
            host.report(error)
            host.note("nothing is run; edit opens it again")
            return nil
        }
        host.draft.withLock { $0 = nil }
        return line
    }

    private func agrees(to source: Source) throws(Stop) -> Bool {
        guard let cost = try? session.cost(of: source) else {
            return host.confirm("What it costs is not known before it runs. Run it?") ?? false
        }
        guard !cost.isNothing else { return true }
        return host.confirm("It costs \(cost.text). Run it?") ?? false
    }
}

extension String {
    fileprivate var withoutBlankEnd: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
