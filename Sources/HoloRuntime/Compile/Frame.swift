/// The variables of a running program, by slot, and what its commands may use.
///
/// Owned by the one thread that runs the program.
package final class Frame {
    var values: [Value?] = []
    let context: Context
    /// The outermost variables by name, in the order they were set.
    package internal(set) var globals: [(name: String, slot: Int)] = []
    /// What holds for the commands that run now.
    var scope = CallScope()
    /// The last command made text that is to be shown as it is.
    var isVerbatim = false

    package init(context: Context) { self.context = context }

    /// A copy for a block that runs beside others: what it sets stays in it.
    init(values: [Value?], scope: CallScope, context: Context) {
        self.values = values
        self.scope = scope
        self.context = context
    }

    /// The outermost variables that have a value.
    package var variables: [(name: String, value: Value)] {
        globals.compactMap { name, slot in values[slot].map { (name, $0) } }
    }

    func run(_ body: Body, _ call: Call) throws(Stop) -> Value {
        switch body {
        case .immediate(let body): return try body(call)
        case .session(let body): return try body(call, self)
        case .waiting(let body):
            return try context.interrupt.waiting { () async throws(Stop) in try await body(call) }
        }
    }

    func reserve(_ count: Int) {
        if values.count < count { values.append(contentsOf: repeatElement(nil, count: count - values.count)) }
    }
}

/// A node of the program, ready to run: names are slots, commands are rows, nothing is looked up again.
typealias Code = @Sendable (Frame) throws(Stop) -> Value
