import HoloLang

/// The two sides of a comparison as they were when an assertion looked at them.
struct Compared: Sendable {
    var left: Value
    var right: Value
}

/// Computes a condition once, and keeps what its comparisons that decided it had on their sides.
private typealias Probe = @Sendable (Frame, inout [Compared]) throws(Stop) -> Bool?

extension Compiler {
    /// `assert condition, message`
    mutating func assertion(_ condition: Expression, _ message: Expression?, _ range: SourceRange) -> Code {
        let place = Failure.Place(source: source, range: condition.range)
        let test = probe(condition)
        let message = message.map { expression($0) }
        let used = used(in: condition)
        let text = source.text(condition.range)
        return { (frame) throws(Stop) in
            var compared: [Compared] = []
            guard try test(frame, &compared) == false else { return .null }
            let said = try message?(frame).text
            let sides = compared.map(\.text).joined(separator: "\n")
            var failure = Failure(
                "ASSERT", said ?? "this does not hold: \(text)", next: sides.isEmpty ? nil : sides,
                exit: .assertion)
            failure.values = used(frame)
            failure.differences = compared.flatMap { Difference.lines($0.left, $0.right) }
            throw Stop.failure(failure).at(place.source, place.range)
        }
    }

    private mutating func probe(_ condition: Expression) -> Probe {
        switch condition.kind {
        case .pipeline(let pipeline) where pipeline.stages.count == 1:
            if case .expression(let inner) = pipeline.stages[0] { return probe(inner) }
        case .unary(.not, let operand):
            let inner = probe(operand)
            return { (frame, seen) throws(Stop) in try inner(frame, &seen).map { !$0 } }
        case .binary(let operation, let left, let right) where operation == .and || operation == .or:
            return probe(decisive: operation == .or, left, right)
        case .binary(let operation, let left, let right) where operation.comparesValues:
            return comparison(operation, left, right, condition.range)
        default: break
        }
        let place = Failure.Place(source: source, range: condition.range)
        let code = expression(condition)
        return { (frame, _) throws(Stop) in try decided(try code(frame), place) }
    }

    /// Of an `and` that does not hold only the side that decided it is told.
    private mutating func probe(decisive: Bool, _ left: Expression, _ right: Expression) -> Probe {
        let (left, right) = (probe(left), probe(right))
        return { (frame, seen) throws(Stop) in
            let before = seen.count
            guard let first = try left(frame, &seen) else { return nil }
            if first == decisive { return decisive }
            if !decisive { seen.removeLast(seen.count - before) }
            return try right(frame, &seen)
        }
    }

    private mutating func comparison(
        _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ range: SourceRange
    ) -> Probe {
        let source = source
        let (left, right) = (expression(left), expression(right))
        return { (frame, seen) throws(Stop) in
            let (a, b) = (try left(frame), try right(frame))
            if a == .unknown || b == .unknown { return nil }
            seen.append(Compared(left: a, right: b))
            do throws(Stop) {
                switch operation {
                case .matches: return try frame.matches(a, b)
                case .contains: return try Value.contains(b, a)
                default: return try Value.test(operation, a, b)
                }
            } catch {
                throw error.at(source, range)
            }
        }
    }
}

extension Compared {
    /// `left is 2cr, right is 1cr`, on two lines where they are long.
    fileprivate var text: String {
        let (one, other) = (left.text(upTo: Difference.mostShown), right.text(upTo: Difference.mostShown))
        return one.count + other.count > 60
            ? "left is \(one)\nright is \(other)" : "left is \(one), right is \(other)"
    }
}

extension Compiler {
    /// Looking at it again changes nothing and costs nothing.
    private func isPure(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .pipeline: false
        case .call(let name, let arguments): isPure(calling: name.text) && arguments.allSatisfy(isPure)
        case .field(let base, _, _): isPure(base)
        case .index(let base, let index): isPure(base) && isPure(index)
        case .unary(_, let operand): isPure(operand)
        case .binary(_, let left, let right), .range(let left, let right): isPure(left) && isPure(right)
        case .list, .record: false
        default: true
        }
    }

    /// Functions of the language give the same again, and these two only count.
    private func isPure(calling name: String) -> Bool {
        scope.functions[name] == nil
            && (table.function(name) != nil || ["spent", "requests", "count"].contains(name))
    }

    /// A whole side of a comparison, which is shown anyway.
    private func isSide(_ place: Expression, of condition: Expression) -> Bool {
        switch condition.kind {
        case .binary(let operation, let left, let right) where operation.comparesValues:
            left.range == place.range || right.range == place.range
        case .binary(_, let left, let right): isSide(place, of: left) || isSide(place, of: right)
        case .unary(_, let operand): isSide(place, of: operand)
        case .pipeline(let pipeline):
            if case .expression(let inner)? = pipeline.stages.first {
                isSide(place, of: inner)
            } else {
                false
            }
        default: false
        }
    }

    /// The variables of a condition, with the fields that are looked at, and what they hold when it fails.
    private mutating func used(in condition: Expression)
        -> @Sendable (Frame) -> [(name: String, value: String)]
    {
        let known = diagnostics.count
        defer { diagnostics.removeLast(diagnostics.count - known) }
        var codes: [(String, Operand)] = []
        for place in condition.places {
            let text = source.text(place.range)
            guard isPure(place), !codes.contains(where: { $0.0 == text }), !isSide(place, of: condition)
            else { continue }
            codes.append((text, Operand(run: expression(place))))
        }
        let all = codes
        return { frame in
            all.compactMap { text, code in
                (try? code.run(frame)).map { (text, $0.text(upTo: Difference.mostShown)) }
            }
        }
    }
}

extension Expression {
    /// What in it is a variable, or a field or an item of one.
    fileprivate var places: [Expression] {
        switch kind {
        case .variable: [self]
        case .field(let base, _, _), .index(let base, _): base.isPlace ? [self] : base.places
        case .call(_, let arguments): arguments.flatMap(\.places)
        case .unary(_, let operand): operand.places
        case .binary(_, let left, let right), .range(let left, let right): left.places + right.places
        case .pipeline(let pipeline):
            if case .expression(let first)? = pipeline.stages.first { first.places } else { [] }
        default: []
        }
    }

    private var isPlace: Bool {
        switch kind {
        case .variable: true
        case .field(let base, _, _), .index(let base, _): base.isPlace
        default: false
        }
    }
}

extension BinaryOperator {
    fileprivate var comparesValues: Bool { integerTest != nil || self == .matches || self == .contains }
}
