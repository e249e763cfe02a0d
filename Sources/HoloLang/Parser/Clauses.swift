/// The words that are special between the sequence of a loop and its block, and nowhere else.
private enum Clause: String, CaseIterable {
    case parallel, rate, budget, key, onerror

    var example: String {
        switch self {
        case .parallel: "parallel 4"
        case .rate: "rate 20/m"
        case .budget: "budget 100cr"
        case .key: "key $x.id"
        case .onerror: "onerror skip"
        }
    }
}

extension Parser {
    /// `parallel expr`, `rate expr`, `budget expr`, `key expr`, `onerror word`, in any order.
    mutating func clauses() throws(Failure) -> LoopClauses {
        var clauses = LoopClauses()
        var given: Set<Clause> = []
        while true {
            if trace != nil { expectClause(besides: given) }
            guard advance(to: { $0.clause != nil }, lines: true), let clause else { break }
            let start = position
            skipKeyword()
            if !given.insert(clause).inserted { report(givenTwice(range(from: start))) }
            try read(clause, into: &clauses)
        }
        if advance(to: { $0.misspelled != nil }, lines: true), let misspelled { throw misspelled }
        return clauses
    }

    private var clause: Clause? {
        Clause.allCases.first { atKeyword($0.rawValue) }
    }

    private mutating func expectClause(besides given: Set<Clause>) {
        let left = Clause.allCases.filter { !given.contains($0) }
        expectBehindSpace(.words(left.map(\.rawValue)), lines: true)
    }

    private mutating func read(_ clause: Clause, into clauses: inout LoopClauses) throws(Failure) {
        switch clause {
        case .parallel: clauses.parallel = try value(of: clause)
        case .rate: clauses.rate = try value(of: clause)
        case .budget: clauses.budget = try value(of: clause)
        case .key: clauses.key = try value(of: clause)
        case .onerror: clauses.onError = try onError()
        }
    }

    /// A `{` opens the block of the loop here, never a record.
    private mutating func value(of clause: Clause) throws(Failure) -> Expression {
        if advance(to: { "{" ~= $0.peek }, lines: true) {
            throw expected("a value", hint: clause.example)
        }
        return try expression()
    }

    private mutating func onError() throws(Failure) -> (OnError, SourceRange) {
        skipSpace(lines: true)
        expect(.words(OnError.allCases.map(\.rawValue)))
        let start = position
        guard let choice = OnError.allCases.first(where: { atKeyword($0.rawValue) }) else {
            let meant = nearest(to: found.text, in: OnError.allCases.map(\.rawValue))
            let hint = meant.map { "did you mean \($0)?" } ?? Clause.onerror.example
            throw expected("stop, skip or collect", hint: hint)
        }
        skipKeyword()
        return (choice, range(from: start))
    }

    private func givenTwice(_ range: SourceRange) -> Failure {
        failure("\(source.text(range)) is given twice", at: range, hint: "remove one of them")
    }

    /// The complaint about a word that nearly is a clause.
    private var misspelled: Failure? {
        guard peek?.isNameStart == true,
            let meant = nearest(to: found.text, in: Clause.allCases.map(\.rawValue))
        else { return nil }
        return failure(
            "\(found.text) is not a clause of for", at: found.range, hint: "did you mean \(meant)?")
    }

    /// What may have been meant by something that stands where the block of a loop should.
    func bodyHint(behind clauses: LoopClauses) -> String {
        guard !clauses.isEmpty else { return "a command or pipeline to loop over goes in ( )" }
        let words = Clause.allCases.map(\.rawValue)
        return "the clauses are \(words.dropLast().joined(separator: ", ")) and \(words.last ?? "")"
    }
}
