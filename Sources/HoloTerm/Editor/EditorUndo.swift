/// The text as it was before each change.
struct UndoStack {
    struct State: Equatable {
        var text: [Unicode.Scalar] = []
        var cursor = 0
    }

    private var current = State()
    private var past: [State] = []
    private var future: [State] = []
    private var isTyping = false
    private static let most = 1000

    /// Takes in how the text is now. Letters typed one after the other are one change, up to the next space.
    mutating func note(_ now: State) {
        guard now.text != current.text else {
            if now.cursor != current.cursor { isTyping = false }
            current.cursor = now.cursor
            return
        }
        let typed = typedScalar(now)
        if !(isTyping && typed != nil && typed != " ") { past.append(current) }
        if past.count > Self.most { past.removeFirst() }
        isTyping = typed != nil
        future = []
        current = now
    }

    /// The one scalar that was added where the cursor stood.
    private func typedScalar(_ now: State) -> Unicode.Scalar? {
        let place = current.cursor
        guard now.text.count == current.text.count + 1, now.cursor == place + 1,
            now.text[..<place] == current.text[..<place], now.text[(place + 1)...] == current.text[place...]
        else { return nil }
        return now.text[place]
    }

    mutating func undo() -> State? { step(from: \.past, to: \.future) }

    mutating func redo() -> State? { step(from: \.future, to: \.past) }

    private mutating func step(
        from source: WritableKeyPath<UndoStack, [State]>, to other: WritableKeyPath<UndoStack, [State]>
    ) -> State? {
        guard let state = self[keyPath: source].popLast() else { return nil }
        self[keyPath: other].append(current)
        current = state
        isTyping = false
        return state
    }
}

extension LineEditor {
    /// Called when libedit wants the next key: the one before has done its work.
    func noteChange() {
        let (text, cursor) = currentLine
        undo.note(UndoStack.State(text: text, cursor: cursor))
        guard let now = browsing else { return }
        if now.line != string(text) || cursor != now.cursor ?? cursor {
            browsing = nil
        } else {
            browsing?.cursor = cursor
        }
    }

    func undoChange() -> UInt8 { show(undo.undo()) }

    func redoChange() -> UInt8 { show(undo.redo()) }

    private func show(_ state: UndoStack.State?) -> UInt8 {
        guard let state else { return beep() }
        replaceText(string(state.text), cursorFromEnd: state.text.count - state.cursor)
        return Self.done
    }
}
