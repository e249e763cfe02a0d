/// Which names are variables at one point of the program, and in which slot each lives.
package struct Scope {
    /// Where a variable is.
    enum Place {
        /// In the function around, or in the program outside of one.
        case own(Int)
        /// In the program, seen from inside a function.
        case outer(Int)
    }

    private var levels: [[String: Int]] = [[:]]
    private(set) var slotCount = 0
    /// The functions that can be called, by name.
    var functions: [String: FunctionSignature] = [:]
    /// How many functions there ever were.
    private(set) var functionCount = 0
    /// The program's own variables, inside of a function.
    private var program: [String: Int]?

    package init() {}

    package var names: [String] { (levels.flatMap(\.keys) + (program.map { Array($0.keys) } ?? [])).sorted() }

    func place(of name: String) -> Place? {
        for level in levels.reversed() {
            if let slot = level[name] { return .own(slot) }
        }
        return program?[name].map { .outer($0) }
    }

    /// The name's slot; a name that this block has already keeps the one it has.
    mutating func declare(_ name: String) -> Int {
        if let slot = levels[levels.count - 1][name] { return slot }
        levels[levels.count - 1][name] = slotCount
        slotCount += 1
        return slotCount - 1
    }

    mutating func open() { levels.append([:]) }

    mutating func close() { levels.removeLast() }

    /// Not inside any block.
    var isOutermost: Bool { levels.count == 1 && !isInFunction }

    var isInFunction: Bool { program != nil }

    /// The inside of a function: its own variables only, and those of the program to read.
    var ofFunction: Scope {
        var scope = Scope()
        scope.functions = functions
        scope.functionCount = functionCount
        scope.program = levels[0]
        return scope
    }

    /// Makes a function known; one with the same name and parameters is replaced, for those that call it too.
    mutating func declare(function name: String, _ parameters: [String], required: Int) -> FunctionSignature {
        if let old = functions[name], old.parameters == parameters, old.required == required { return old }
        let signature = FunctionSignature(index: functionCount, parameters: parameters, required: required)
        functions[name] = signature
        functionCount += 1
        return signature
    }

    /// The outermost names, with their slots.
    var globals: [(name: String, slot: Int)] {
        levels[0].sorted { $0.value < $1.value }.map { ($0.key, $0.value) }
    }
}
