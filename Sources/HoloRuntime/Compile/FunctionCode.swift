/// A function of the program, ready to run.
final class FunctionCode: Sendable {
    let name: String
    /// How many variables it has, its parameters first.
    let size: Int
    /// By parameter; nil where it has to be given.
    let defaults: [Operand?]
    let body: Code

    init(name: String, size: Int, defaults: [Operand?], body: @escaping Code) {
        self.name = name
        self.size = size
        self.defaults = defaults
        self.body = body
    }
}

/// What can be known of a function before it runs.
struct FunctionSignature: Sendable {
    let index: Int
    let parameters: [String]
    /// How many have to be given.
    let required: Int

    /// `half(n, by = …)`
    func usage(_ name: String) -> String {
        let shown = parameters.enumerated().map { $0 < required ? $1 : "\($1) = …" }
        return "\(name)(\(shown.joined(separator: ", ")))"
    }
}

/// A call of a function in the text.
final class CallSite: Sendable {
    let index: Int
    /// Computed where the call is, behind what is piped in.
    let arguments: [Operand]
    let place: Failure.Place

    init(index: Int, arguments: [Operand], place: Failure.Place) {
        self.index = index
        self.arguments = arguments
        self.place = place
    }
}

extension Frame {
    static let mostCalls = 1000

    /// Runs a function; `first` is what is piped in, if anything is.
    func call(_ site: CallSite, _ first: Value?) throws(Stop) -> Value {
        guard let function = slots.functions[site.index] else {
            throw .failed("UNSET", "the function is not there yet", next: "define it before this line")
        }
        guard slots.depth < Frame.mostCalls else { throw .tooDeep }
        try checkInterrupt()
        let own = slots.count
        try slots.open(function.size)
        defer { slots.close(function.size) }
        let given = try put(first, site.arguments, at: own)
        let outer = slots.enter(own)
        defer { slots.leave(to: outer) }
        do throws(Stop) {
            if given < function.defaults.count { try fillDefaults(of: function, from: given) }
            return try function.body(self)
        } catch {
            throw error.passing(function.name, site.place)
        }
    }

    /// Computes the arguments into the variables of the function that is about to run.
    @inline(__always)
    private func put(_ first: Value?, _ arguments: [Operand], at own: Int) throws(Stop) -> Int {
        var given = 0
        if let first {
            slots.set(0, openedAt: own, to: first)
            given = 1
        }
        for argument in arguments {
            slots.set(given, openedAt: own, to: try argument.run(self))
            given += 1
        }
        return given
    }

    private func fillDefaults(of function: FunctionCode, from given: Int) throws(Stop) {
        for slot in given..<function.defaults.count { slots[slot] = try function.defaults[slot]?.run(self) }
    }
}
