import HoloLang
import OrderedCollections

extension Compiler {
    mutating func expression(_ expression: Expression) -> Code {
        switch expression.kind {
        case .null: return constant(.null)
        case .bool(let value): return constant(.bool(value))
        case .integer(let digits): return constant(Int(digits).map { .integer($0) } ?? .decimal(digits))
        case .decimal(let text): return constant(.decimal(text))
        case .string(let pieces): return text(pieces, expression.range)
        case .duration(let milliseconds): return constant(.duration(milliseconds: milliseconds))
        case .credits(let count): return constant(.credits(count))
        case .rate(let count, let seconds): return constant(.rate(count: count, seconds: seconds))
        case .variable(let name): return variable(name)
        case .bare(let name): return bare(name)
        case .call(let name, let arguments): return call(name, arguments, expression.range)
        case .field(let base, let name, let optional): return field(base, name, optional)
        case .index(let base, let index): return item(base, index)
        case .list(let elements): return list(elements, expression.range)
        case .record(let entries): return record(entries, expression.range)
        case .unary(let operation, let operand): return unary(operation, operand)
        case .binary(let operation, let left, let right):
            return binary(operation, left, right, expression.range)
        case .range(let first, let last): return range(first, last, expression.range)
        case .pipeline(let pipeline): return self.pipeline(pipeline)
        }
    }

    private func constant(_ value: Value) -> Code { { _ in value } }

    /// The code's errors get this place, unless they have one.
    func located(_ range: SourceRange, _ code: @escaping Code) -> Code {
        let source = source
        return { (frame) throws(Stop) in
            do throws(Stop) { return try code(frame) } catch { throw error.at(source, range) }
        }
    }

    private mutating func field(_ base: Expression, _ name: Name, _ optional: Bool) -> Code {
        let base = expression(base)
        let field = name.text
        return located(name.range) { (frame) throws(Stop) in
            let value = try base(frame)
            guard case .job(let job) = value else { return try value.field(field, optional: optional) }
            return try frame.context.field(field, of: job, optional: optional)
        }
    }

    private mutating func item(_ base: Expression, _ index: Expression) -> Code {
        let place = index.range
        let base = expression(base)
        let index = expression(index)
        return located(place) { (frame) throws(Stop) in try base(frame).item(try index(frame)) }
    }

    private mutating func unary(_ operation: UnaryOperator, _ operand: Expression) -> Code {
        let place = Failure.Place(source: source, range: operand.range)
        let code = expression(operand)
        switch operation {
        case .not:
            return { (frame) throws(Stop) in
                try decided(try code(frame), place).map { .bool(!$0) } ?? .unknown
            }
        case .negate: return located(operand.range) { (frame) throws(Stop) in try code(frame).negated() }
        }
    }

    private mutating func range(_ first: Expression, _ last: Expression, _ place: SourceRange) -> Code {
        let ends = rangeEnds(first, last, place)
        return located(place) { (frame) throws(Stop) in
            guard let (low, high) = try ends(frame) else { return .unknown }
            guard low <= high else { return .list([]) }
            let (distance, overflow) = high.subtractingReportingOverflow(low)
            guard !overflow, distance < Value.maximumCount else { throw .tooLong }
            return .list((low...high).map { .integer($0) })
        }
    }

    /// Nil where a plan cannot know them.
    mutating func rangeEnds(_ first: Expression, _ last: Expression, _ place: SourceRange)
        -> @Sendable (Frame) throws(Stop) -> (Int, Int)?
    {
        let (source, first, last) = (source, expression(first), expression(last))
        return { (frame) throws(Stop) in
            switch (try first(frame), try last(frame)) {
            case (.integer(let low), .integer(let high)): return (low, high)
            case (.unknown, _), (_, .unknown): return nil
            default:
                throw Stop.failed("TYPE", "a range goes from one integer to another: 1..10").at(source, place)
            }
        }
    }

    private mutating func list(_ elements: [Expression.Element], _ place: SourceRange) -> Code {
        let codes = elements.map { element in
            switch element {
            case .item(let item): (code: expression(item), spreads: false)
            case .spread(let list): (code: expression(list), spreads: true)
            }
        }
        return located(place) { (frame) throws(Stop) in
            var items: [Value] = []
            for (code, spreads) in codes {
                let value = try code(frame)
                guard spreads else {
                    items.append(value)
                    continue
                }
                if value == .unknown { return .unknown }
                guard case .list(let more) = value else {
                    throw .failed("TYPE", "... in a list takes a list, and this is \(value.kind)")
                }
                items += more
                guard items.count <= Value.maximumCount else { throw .tooLong }
            }
            let list = Value.list(items)
            try frame.noteGrowth(of: list)
            return list
        }
    }

    private mutating func record(_ entries: [Expression.Entry], _ place: SourceRange) -> Code {
        let codes = entries.map { entry in
            switch entry {
            case .field(let name, let value): (name: String?.some(name.text), code: expression(value))
            case .spread(let record): (name: String?.none, code: expression(record))
            }
        }
        return located(place) { (frame) throws(Stop) in
            var fields: Record = [:]
            for (name, code) in codes {
                let value = try code(frame)
                if let name {
                    fields[name] = value
                } else if case .record(let more) = value {
                    fields.merge(more) { $1 }
                } else if value == .unknown {
                    return .unknown
                } else {
                    throw .failed("TYPE", "... in a record takes a record, and this is \(value.kind)")
                }
            }
            let record = Value.record(fields)
            try frame.noteGrowth(of: record)
            return record
        }
    }
}
