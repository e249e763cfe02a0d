import HoloLang
import Testing

@testable import HoloRuntime

@Suite struct CommandTableTests {
    static let rows = CommandTable.standardRows

    @Test(arguments: rows.map(\.name)) func `a row says all that help needs`(name: String) throws {
        let row = try #require(CommandTable(Self.rows)[name])
        #expect(row.summary.hasSuffix("."))
        #expect(row.summary.first?.isUppercase == true)
        #expect(!row.examples.isEmpty)
        for parameter in row.signature.parameters {
            #expect(!parameter.help.isEmpty && !parameter.help.hasSuffix("."))
            #expect(!parameter.name.isEmpty)
        }
        #expect(row.usage.hasPrefix(row.name))
    }

    @Test(arguments: rows.flatMap(\.examples))
    func `an example can be run as it stands`(example: String) {
        var compiler = Compiler(
            table: CommandTable(Self.rows),
            readSource: { (_, _) throws(IncludeError) in throw .unreadable("") },
            scope: Scope(), source: Source(name: "", text: example))
        let parsed = parse(compiler.source)
        _ = compiler.steps(parsed.script.statements)
        #expect((parsed.diagnostics + compiler.diagnostics).map(\.message) == [])
    }

    @Test func `names are taken once`() {
        #expect(Set(Self.rows.map(\.name)).count == Self.rows.count)
    }

    @Test func `the usage shows what is required, what is not and what repeats`() throws {
        let table = CommandTable(Self.rows)
        #expect(table["submit"]?.usage == "submit ACTION [key=value…] [--reuse] [--fresh]")
        #expect(table["await"]?.usage == "await [JOB…] [--timeout DURATION]")
        #expect(table["as"]?.usage == "as FORMAT [--raw]")
        #expect(table.nearestName(to: "sumbit") == "submit")
    }
}
