import HoloLang

extension Compiler {
    /// The b and c of `set a = a + b + c`.
    func appended(to name: Name, _ value: RightHandSide) -> [Expression]? {
        guard case .pipeline(let pipeline) = value, pipeline.stages.count == 1,
            case .expression(var sum) = pipeline.stages[0]
        else { return nil }
        var parts: [Expression] = []
        while case .binary(.add, let left, let right) = sum.kind {
            parts.append(right)
            sum = left
        }
        switch sum.kind {
        case .variable(let one), .bare(let one):
            return one.text == name.text && !parts.isEmpty ? parts.reversed() : nil
        default: return nil
        }
    }

    /// Adds to a variable in place, as building a text or a list piece by piece would else copy it each time.
    mutating func append(_ parts: [Expression], to name: Name, _ place: SourceRange) -> Code {
        let isOne = parts.count == 1
        let operand = isOne ? ownSlot(of: parts[0]) : nil
        let constant = isOne ? parts[0].smallInteger : nil
        let parts = parts.map { Operand(run: expression($0)) }
        guard let slot = settableSlot(name) else { return { _ in .null } }
        let slow = slowAppend(parts, to: slot, name, place)
        if let operand {
            return { (frame) throws(Stop) in
                if case .integer(let b)? = frame.slots[operand], frame.add(b, to: slot) { return .null }
                return try slow(frame)
            }
        }
        if let constant {
            return { (frame) throws(Stop) in frame.add(constant, to: slot) ? .null : try slow(frame) }
        }
        guard isOne else { return slow }
        return oneAppend(parts[0].run, to: slot, name, place)
    }

    private func oneAppend(_ part: @escaping Code, to slot: Int, _ name: Name, _ place: SourceRange) -> Code {
        let source = source
        return { (frame) throws(Stop) in
            let value = try part(frame)
            if case .integer(let b) = value, frame.add(b, to: slot) { return .null }
            do throws(Stop) {
                try frame.append([value], to: slot, name)
                return .null
            } catch {
                throw error.at(source, place)
            }
        }
    }

    private func slowAppend(_ parts: [Operand], to slot: Int, _ name: Name, _ place: SourceRange) -> Code {
        located(place) { (frame) throws(Stop) in
            var values: [Value] = []
            for part in parts { values.append(try part.run(frame)) }
            try frame.append(values, to: slot, name)
            return .null
        }
    }
}

extension Frame {
    /// Adds integers; false where that is not what they are, or where the sum does not fit.
    @inline(__always)
    fileprivate func add(_ number: Int, to slot: Int) -> Bool {
        guard case .integer(let old)? = slots[slot] else { return false }
        let (sum, overflow) = old.addingReportingOverflow(number)
        if !overflow { slots[slot] = .integer(sum) }
        return !overflow
    }

    /// Adds values to a variable, all of them or none.
    fileprivate func append(_ values: [Value], to slot: Int, _ name: Name) throws(Stop) {
        if values.allSatisfy({ grows(slot, by: $0) }) { return try grow(slot, by: values) }
        guard var sum = slots[slot] else { throw .unset(name) }
        for value in values { try sum.add(value) }
        slots[slot] = sum
    }

    /// Both are text, or both are lists. The variable has to stay the only one that holds its value.
    private func grows(_ slot: Int, by value: Value) -> Bool {
        switch (slots[slot], value) {
        case (.string?, .string), (.list?, .list): true
        default: false
        }
    }

    private func grow(_ slot: Int, by values: [Value]) throws(Stop) {
        var whole = slots.take(slot) ?? .null
        defer { slots[slot] = whole }
        for value in values { try whole.add(value) }
        try whole.checkSize()
    }
}
