/// Which names are variables at one point of the program, and in which slot each lives.
package struct Scope {
    private var levels: [[String: Int]] = [[:]]
    private(set) var slotCount = 0

    package init() {}

    package var names: [String] { levels.flatMap(\.keys).sorted() }

    func slot(of name: String) -> Int? {
        for level in levels.reversed() {
            if let slot = level[name] { return slot }
        }
        return nil
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

    /// The outermost names, with their slots.
    var globals: [(name: String, slot: Int)] {
        levels[0].sorted { $0.value < $1.value }.map { ($0.key, $0.value) }
    }
}
