/// The variables of a running program, by slot, and what its commands may use.
///
/// Owned by the one thread that runs the program.
package final class Frame {
    let context: Context
    /// The outermost variables by name, in the order they were set.
    package internal(set) var globals: [(name: String, slot: Int)] = []
    /// What holds for the commands that run now.
    var scope = CallScope()
    /// The last command made text that is to be shown as it is.
    var isVerbatim = false
    /// How a terminal shows what the last command gave, where that is not how it shows any value.
    var page: (@Sendable (Value, Layout) -> String)?
    let slots: Slots
    var growth = Growth()
    var patterns = PatternCache()
    /// The functions that a plan is inside of.
    var planned: Set<Int> = []
    /// The variables of parameters that the process line gave a value.
    var givenParameters: Set<Int> = []
    /// The words after the script that belong to none of its parameters.
    var arguments: [String] = []
    /// What the last `=~` found.
    var match: Value?

    package init(context: Context) {
        self.context = context
        slots = Slots()
    }

    /// A copy for a block that runs beside others: what it sets stays in it.
    init(copying frame: Frame, scope: CallScope) {
        context = frame.context
        slots = Slots(copying: frame.slots)
        arguments = frame.arguments
        match = frame.match
        self.scope = scope
    }

    /// A copy for another session.
    init(copying frame: Frame, for context: Context) {
        self.context = context
        slots = Slots(copying: frame.slots)
        arguments = frame.arguments
        match = frame.match
    }

    deinit { slots.free() }

    /// The outermost variables that have a value.
    package var variables: [(name: String, value: Value)] {
        globals.compactMap { name, slot in slots.outer(slot).map { (name, $0) } }
    }

    func run(_ body: Body, _ call: Call) throws(Stop) -> Value {
        switch body {
        case .immediate(let body): return try body(call)
        case .session(let body): return try body(call, self)
        case .rows: preconditionFailure("the compiler runs row commands itself")
        case .waiting(let body):
            return try context.interrupt.waiting { () async throws(Stop) in try await body(call) }
        }
    }
}

extension Frame {
    /// What a statement asks of those around it.
    var flow: Flow {
        @inline(__always) get { slots.flow }
        set { slots.flow = newValue }
    }

    /// Stops the program where somebody wants it, now and then.
    @inline(__always)
    func checkInterrupt() throws(Stop) {
        if slots.isTimeToLook() { try context.interrupt.check() }
    }

    /// The same in a loop, which is where the program was.
    @inline(__always)
    func checkInterrupt(_ loop: Failure.Place) throws(Stop) {
        guard slots.isTimeToLook(), context.interrupt.isPending else { return }
        context.noteLeft(loop)
        throw .interrupted
    }
}

/// Where a program goes on after a statement.
enum Flow: Sendable {
    case next
    case `break`, `continue`, `return`
}

/// A node of the program, ready to run: names are slots, commands are rows, nothing is looked up again.
typealias Code = @Sendable (Frame) throws(Stop) -> Value

/// Code that is kept in a collection, where a bare closure would be called through a thunk.
struct Operand: Sendable {
    let run: Code
}

/// A frame on its way to the thread that owns it next; the one before does not use it meanwhile.
///
/// Unchecked because a frame has one owner at a time and no lock: `Session.run` waits until the thread has ended, and
/// a row of a batch is handed a copy that nobody else has.
struct Handed: @unchecked Sendable {
    let frame: Frame
}
