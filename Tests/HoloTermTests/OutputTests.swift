import Glibc
import Testing

@testable import HoloTerm

struct OutputTests {
    @Test func `a full pipe is waited for and nothing is lost`() async {
        let (reader, writer) = makePipe()
        _ = fcntl(writer, F_SETFL, O_NONBLOCK)
        let text = String(repeating: "é", count: 200_000)
        let reading = Task.detached {
            var bytes: [UInt8] = []
            while case .bytes(let more) = readSome(reader) { bytes += more }
            return bytes
        }
        let output = Output.file(writer)
        output.write(data: text)
        close(writer)
        #expect(await reading.value == Array(text.utf8))
        #expect(!output.isBroken())
        #expect(!output.isTerminal && !output.colour)
        close(reader)
    }

    @Test func `a closed pipe is reported`() {
        signal(SIGPIPE, SIG_IGN)
        let (reader, writer) = makePipe()
        close(reader)
        let output = Output.file(writer)
        output.write("x")
        #expect(output.isBroken())
        output.write("y")
        close(writer)
    }

    @Test(arguments: [
        (["COLUMNS": "120"], 120, 24), ([:], 80, 24), (["COLUMNS": "x", "LINES": "50"], 80, 50),
        (["COLUMNS": "-3"], 80, 24),
    ])
    func `without a terminal the size is the environment's`(
        environment: [String: String], columns: Int, rows: Int
    ) {
        let (reader, writer) = makePipe()
        #expect(TerminalInfo.size(writer) { environment[$0] } == .init(columns: columns, rows: rows))
        close(reader)
        close(writer)
    }

    @Test func `styles show only in colour`() {
        let text = StyledText("a", .bold, .red) + "b" + StyledText("c", .dim)
        #expect(text.rendered(colour: true) == "\u{1b}[1;31ma\u{1b}[0mb\u{1b}[2mc\u{1b}[0m")
        #expect(text.rendered(colour: false) == "abc")
        #expect(Style.green.apply("ok", colour: false) == "ok")
    }

    private func makePipe() -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        return (ends[0], ends[1])
    }
}
