import Testing

@testable import HoloLang

@Suite struct ClauseTests {
    @Test(
        arguments: [
            ("for x in y parallel 4 { a }", "(for x $y (parallel 4) {<a>})"),
            ("for x in y rate 20/m { }", "(for x $y (rate 20/60s) {})"),
            ("for i, x in y budget 100cr { }", "(for i,x $y (budget 100cr) {})"),
            ("for x in y key $x.id { }", "(for x $y (key $x.id) {})"),
            ("for x in y onerror stop { }", "(for x $y (onerror stop) {})"),
            ("for x in y onerror skip{ }", "(for x $y (onerror skip) {})"),
            (
                "for x in [1]onerror collect key x rate $r budget b * 2 parallel (a | count) { }",
                "(for x [1] (parallel (<a> | <count>)) (rate $r) (budget (* $b 2)) (key $x) (onerror collect) {})"
            ),
            (
                "for x in y # why\n    parallel\n 4 rate 20/m # most\n\n    onerror\n skip\n{ a }",
                "(for x $y (parallel 4) (rate 20/60s) (onerror skip) {<a>})"
            ),
            ("let z = for x in y parallel 2 { x }", "(let z (for x $y (parallel 2) {<x>}))"),
            ("for x in y key ({a: 1}) { }", "(for x $y (key ({a: 1})) {})"),
            ("for x in y parallel [1][0] { b c: }", "(for x $y (parallel [1][0]) {<b c:>})"),
        ] as [(String, String)])
    func `clauses`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test(
        arguments: [
            ("for key in rate { }", "(for key $rate {})"),
            ("for x in parallel parallel parallel { }", "(for x $parallel (parallel $parallel) {})"),
            ("for x in key key budget budget key { }", "(for x $key (budget $key) (key $budget) {})"),
            ("let onerror = rate | key", "(let onerror <rate> | <key>)"),
            ("parallel 4; rate 20/m; onerror skip", "<parallel 4>; <rate 20/m>; <onerror skip>"),
            ("{rate: 1, budget: budget}", "{rate: 1, budget: $budget}"),
        ] as [(String, String)])
    func `the words of clauses are ordinary names elsewhere`(text: String, meaning: String) {
        #expect(outline(text) == meaning)
    }

    @Test func `onerror knows where its word stands`() throws {
        let source = Source(name: "test", text: "for x in y onerror  collect { }")
        guard case .value(.loop(let loop)) = try #require(parse(source).script.statements.first).kind else {
            Issue.record("not a loop")
            return
        }
        let onError = try #require(loop.clauses.onError)
        #expect(onError.0 == .collect)
        #expect(source.text(onError.1) == "collect")
        #expect(!loop.clauses.isEmpty)
    }

    @Test func `a clause that is given twice is still read to the end`() {
        let parsed = parse(Source(name: "test", text: "for x in y key 1 key 2 key 3 { let = 1 }\na"))
        #expect(
            parsed.diagnostics.map(\.message) == [
                "key is given twice", "key is given twice", "expected a name, found =",
            ])
        #expect(parsed.script.statements.count == 2)
    }

    @Test(
        arguments: [
            "for x in y parallel", "for x in y parallel\n", "for x in y parallel 4", "for x in y onerror",
            "for x in y onerror skip", "for x in y rate 20/m {", "for x in y key $x[", "budget", "budget 5 -",
        ])
    func `more input can complete it`(text: String) {
        #expect(parse(Source(name: "test", text: text)).isIncomplete)
    }
}

private let clauseList = "the clauses are parallel, rate, budget, key and onerror"

let clauseMistakes = [
    Mistake("for x in y parallel 4 ⟨parallel⟩ 5 { }", "parallel is given twice", "remove one of them"),
    Mistake(
        "for x in y onerror skip key x ⟨onerror⟩ stop { }", "onerror is given twice", "remove one of them"),
    Mistake("for x in y ⟨paralel⟩ 4 { }", "paralel is not a clause of for", "did you mean parallel?"),
    Mistake("for x in y ⟨par⟩ 4 { }", "par is not a clause of for", "did you mean parallel?"),
    Mistake(
        "for x in y key x\n⟨on-error⟩ skip { }", "on-error is not a clause of for", "did you mean onerror?"),
    Mistake("for x in y parallel 4 ⟨workers⟩ 5 { }", "expected { and a block, found workers", clauseList),
    Mistake("for x in y parallel rate ⟨20⟩ { }", "expected { and a block, found 20", clauseList),
    Mistake("for x in y parallel ⟨{⟩ a }", "expected a value, found {", "parallel 4"),
    Mistake("for x in y rate\n⟨{⟩ a }", "expected a value, found {", "rate 20/m"),
    Mistake("for x in y budget ⟨{⟩ a }", "expected a value, found {", "budget 100cr"),
    Mistake("for x in y key ⟨{⟩a: x} { }", "expected a value, found {", "key $x.id"),
    Mistake("for x in y parallel ⟨;⟩", "expected a value, found ;"),
    Mistake(
        "for x in y onerror ⟨skp⟩ { }", "expected stop, skip or collect, found skp", "did you mean skip?"),
    Mistake(
        "for x in y onerror ⟨ignore⟩ { }", "expected stop, skip or collect, found ignore", "onerror skip"),
    Mistake("for x in y onerror ⟨{⟩ }", "expected stop, skip or collect, found {", "onerror skip"),
    Mistake("budget ⟨;⟩", "expected a value, found ;"),
    Mistake(
        "budget 5 ⟨cr⟩", "expected the end of the statement, found cr",
        "commands are joined with |, or stand on lines of their own"),
    Mistake("a | ⟨budget⟩ 5cr", "budget starts a statement and cannot stand here", "help budget"),
]
