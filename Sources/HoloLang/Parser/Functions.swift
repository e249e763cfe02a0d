extension Parser {
    /// `fn name(a, b = 1) { }`
    mutating func function() throws(Failure) -> Function {
        let outer = try enter()
        defer { leave(outer) }
        let start = position
        let form = "fn add(a, b = 1) { return $a + $b }"
        skipKeyword()
        let name = try newName(after: "fn", hint: form)
        skipSpace()
        guard "(" ~= peek else { throw expected("( and the parameters", hint: form, mayContinue: false) }
        declare(function: name.text)
        let level = enterTrace()
        let parameters = try functionParameters()
        let body = try block(hint: form)
        leaveTrace(level)
        return Function(name: name, parameters: parameters, body: body, range: range(from: start))
    }

    private mutating func functionParameters() throws(Failure) -> [Function.Parameter] {
        open(.group)
        var parameters: [Function.Parameter] = []
        repeat {
            skipSpace()
            if atCloser { break }
            try parameters.append(functionParameter(behind: parameters))
        } while skipComma()
        try close(or: ",", hint: "parameters are separated by ,")
        return parameters
    }

    private mutating func functionParameter(behind others: [Function.Parameter]) throws(Failure)
        -> Function.Parameter
    {
        let name = try newName(after: "(", hint: "fn add(a, b = 1) { return $a + $b }")
        if others.contains(where: { $0.name.text == name.text }) {
            report(
                failure(
                    "the parameter \(name.text) is there twice", at: name.range, hint: "rename one of them"))
        }
        declare(name.text)
        skipSpace()
        guard skipByte("=", as: .infix) else {
            if others.last?.standard != nil {
                report(
                    failure(
                        "\(name.text) needs a default, as the parameter before it has one", at: name.range,
                        hint: "\(name.text) = null"))
            }
            return Function.Parameter(name: name, standard: nil)
        }
        return Function.Parameter(name: name, standard: try expression())
    }

    /// `f(a, b)`, where `name` is already read and the `(` comes next.
    mutating func call(of name: Name) throws(Failure) -> Expression {
        open(.group)
        var arguments: [Expression] = []
        repeat {
            skipSpace()
            expectOperand()
            if atCloser { break }
            arguments.append(try expression())
        } while skipComma()
        try close(or: ",", hint: "arguments are separated by ,")
        return Expression(.call(name, arguments), range(from: name.range.start))
    }

    /// A name with its `(` right behind it.
    var atCall: Bool {
        guard peek?.isNameStart == true else { return false }
        var ahead = lookahead
        ahead.skip(while: \.isNamePart)
        return "(" ~= ahead.peek
    }
}
