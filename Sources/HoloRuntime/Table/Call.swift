package import HoloLang
package import HolocronJobs

/// One run of a command: its decoded arguments and what it may use.
package struct Call: Sendable {
    package let context: Context
    /// The value piped in.
    package let input: Value?
    /// The answer will be read by a program.
    package let wantsJSON: Bool
    let arguments: [any Sendable]
    /// What the loops around the command say of it.
    package let scope: CallScope
    /// The command in the text.
    package let place: Failure.Place

    /// The argument that the parameter stands for; the binder has put a value of that type there.
    package subscript<T>(_ handle: Handle<T>) -> T {
        guard let value = arguments[handle.index] as? T else {
            preconditionFailure("a handle reads an argument of another command")
        }
        return value
    }
}

extension Call {
    /// What a command that only does something answers: a record for a program, nothing for a person, who has a note.
    func answer(_ record: Record) -> Value { wantsJSON ? .record(record) : .null }
}

/// What is true of a command by where in the program it stands.
package struct CallScope: Sendable {
    /// The keys of the loops around it, outermost first.
    var keys: [String] = []
    /// What its submits may cost together with others.
    var budgets: [Budget] = []
    /// How sure a plan is that this is reached.
    var certainty = PlanCertainty.certain
    /// Where the rows of a batch show the jobs that they wait for; nil outside of one.
    var board: ProgressBoard?
    /// One of many rows: no notes and no progress of its own.
    var isInBatch: Bool { board != nil }
}

/// A job as an argument names it.
package enum JobReference: Sendable {
    case job(Job)
    /// An id, or its first characters.
    case named(String)
}

/// One `key=value` argument with its value computed.
package struct Assignment: Sendable {
    package var key: Key
    package var value: Value
    /// Came after `=`: text that the action's schema may type.
    package var isText: Bool
    package var place: Failure.Place
}
