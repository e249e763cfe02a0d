/// What a parser that reads for a cursor takes down on its way.
///
/// A reference, so that it costs a parser that reads for nobody no more than a nil.
final class Trace {
    struct Site {
        var place: CursorContext.Place
        var start: Int
        var command: Command?
        var stages: [Pipeline.Stage]
        var names: [String]
        var functions: [String]
    }

    /// The last place that something could stand at.
    var site: Site?
    var command: Command?
    var stages: [Pipeline.Stage] = []
    var row: RowCommand?
    /// Those that can be seen, outermost first.
    var names: [String] = []
    var functions: [String] = []
    /// Those that were ever made.
    var allNames: Set<String> = []
    var endsInComment = false
    private var around: [Surroundings] = []

    private struct Surroundings {
        var command: Command?
        var stages: [Pipeline.Stage]
        var row: RowCommand?
        var nameCount: Int
    }

    /// What follows has names of its own, and the command and rows around it say nothing in it.
    ///
    /// Kept here and not by the caller, whose recursion would need more stack for it.
    func enter() -> Int {
        around.append(
            Surroundings(command: command, stages: stages, row: row, nameCount: names.count))
        forgetCommand()
        return around.count - 1
    }

    /// Goes back to what was around when ``enter()`` gave this number. Where that fails in between, the next statement
    /// starts afresh.
    func leave(_ level: Int) {
        let old = around[level]
        around.removeLast(around.count - level)
        (command, stages, row) = (old.command, old.stages, old.row)
        names.removeLast(max(0, names.count - old.nameCount))
    }

    func forgetCommand() { (command, stages, row) = (nil, [], nil) }
}

extension Parser {
    /// Notes that a new word of this kind can begin here.
    mutating func expect(_ place: CursorContext.Place) {
        guard trace != nil, peek != nil || position == 0 || bytes[position - 1].isBeforeWord else { return }
        note(place, at: position)
    }

    /// The same, behind the space that comes next.
    mutating func expectBehindSpace(_ place: CursorContext.Place, lines: Bool = false) {
        guard trace != nil else { return }
        var ahead = self
        ahead.skipSpace(lines: lines)
        ahead.expect(place)
    }

    /// Notes that this can go on right here, in the middle of what looks like one word.
    mutating func expectInWord(_ place: CursorContext.Place, ahead: Int = 0) {
        if trace != nil { note(place, at: position + ahead) }
    }

    /// The same, unless something was expected here that says more.
    mutating func expectOperand() {
        guard let trace, trace.site?.start != position else { return }
        expect(.operand(trace.row))
    }

    private mutating func note(_ place: CursorContext.Place, at start: Int) {
        guard let trace else { return }
        trace.site = Trace.Site(
            place: place, start: start, command: trace.command, stages: trace.stages, names: trace.names,
            functions: trace.functions)
    }

    /// ``Trace/enter()`` and ``Trace/leave(_:)``, where the text is read for a cursor.
    mutating func enterTrace() -> Int { trace?.enter() ?? 0 }
    mutating func leaveTrace(_ level: Int) { trace?.leave(level) }

    mutating func declare(function name: String) { trace?.functions.append(name) }

    mutating func declare(_ name: String) {
        trace?.names.append(name)
        trace?.allNames.insert(name)
    }

    /// A line break, a `;`, a `{` or the start of the text is all that comes before.
    var startsLine: Bool {
        switch bytes[..<position].last(where: { !$0.isBlank }) {
        case nil, "\n", ";", "{": true
        default: false
        }
    }
}

extension UInt8 {
    fileprivate var isBeforeWord: Bool {
        switch self {
        case "(", "{", "[", ",", "|", "=", ":", ";": true
        default: isBlank || isNewline
        }
    }
}
