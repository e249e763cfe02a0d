import Foundation
import HoloTerm
import TestFolders
import Testing

@testable import HoloShell

/// A line that ended with an error is not suggested again.
@Suite struct FailedLineTests {
    private func loaded(_ file: HistoryFile) -> (lines: [String], failed: [String]) {
        let failed = FailedLines()
        let lines = file.load(failed: failed)
        return (lines, lines.filter(failed.contains))
    }

    @Test func `the file says which lines failed the last time`() throws {
        let file = HistoryFile(path: TestFolder.make() + "/history")
        file.append("run \"é\"")
        file.appendFailed("run \"é\"")
        file.append("run b")
        #expect(loaded(file) == (["run \"é\"", "run b"], ["run \"é\""]))
        file.append("run \"é\"")
        #expect(loaded(file) == (["run \"é\"", "run b", "run \"é\""], []))
    }

    @Test func `the next session does not suggest it either`() async throws {
        let holo = try HoloProgram()
        for turn in 0..<2 {
            let shell = try PtyShell(["--local"], holo: holo)
            await shell.expect(last: "local 500cr ›")
            if turn == 0 {
                shell.type("print 'good'" + Key.enter)
                await shell.expect("\ngood\n")
                await shell.pass(.milliseconds(100))
                shell.type("print $nothing" + Key.enter)
                await shell.expect("error: ")
                await shell.pass(.milliseconds(200))
            }
            shell.type("print ")
            await shell.expect(last: "local 500cr › print 'good'")
            shell.type(Key.controlC + Key.controlD)
            #expect(await shell.exitCode() == 0)
        }
    }
}
