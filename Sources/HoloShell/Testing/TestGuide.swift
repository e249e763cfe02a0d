import HoloRuntime
import HolocronAPI

extension HelpTopic {
    /// The pages about tests and cassettes.
    static let testing = [
        HelpTopic("transcripts") { TestGuide.transcripts }, HelpTopic("cassettes") { TestGuide.cassettes },
    ]
}

enum TestGuide {
    static let transcripts = """
        A transcript is a session kept as text, in a file that ends in .holot. holo test types its inputs one after the
        other and compares what comes.

          Lines before the first input are a comment.
          › let n = 2
          › for x in 1..$n {
          …     $x * 10
          … }
          [10,20]
          › now()
          20[..]Z

        › begins an input, … goes on with it, and what follows is the output of both streams on a terminal 80
        characters wide. [..] stands for any part of a line. Variables and jobs last to the end of the file; each file
        has a fresh local Holocron with 500 credits, and a folder of its own for what holo keeps.

        holo test --update FILE writes what came into the file at once and ends with 0; a line that still fits its [..]
        keeps it, and in a new one the ids of jobs, times and ages of this run and how long something took are [..]. A
        file with inputs only is filled in the same way. --filter TEXT types everything and compares only the inputs
        with TEXT in them, or all where it is part of the file's name; a TEXT that nothing has is a mistake.

        A file that takes longer than --timeout fails, with the line where it was: 60s unless you say otherwise, 10m
        where the tests use a server. Tests behind an exit or a failure of the script itself are counted as not run.

        In test blocks and transcripts spent() and requests() count from where the test or the input begins:
        assert spent() <= 10cr, assert requests('POST') == 1, assert requests('GET', '/search') == 0.

        holo test ends with 0 where all passed, 3 where one failed, 2 where a file cannot be run or no test was found,
        130 after Ctrl-C.
        Tests at a server that takes real credits (--profile, --api-url) need --budget. --record DIR and --replay DIR
        keep and take a cassette for each file: help cassettes.
        """

    static var cassettes: String {
        """
        A cassette keeps what a program asked and what it was answered, so that it runs again without a network,
        without an account and without credits.

          holo --record tapes report.holo      runs it, and writes tapes/report.cassette
          holo --replay tapes report.holo      runs it again from there: no connection is opened
          holo --replay tapes --replay-speed 1 report.holo     waits as long as it took then; 10 a tenth of that

        A script's cassette has its name; what has no file, such as holo -c and the shell, is called session. holo test
        keeps one for each file. Every exchange is written when it has ended, so that a recording that is killed can be
        replayed up to there; at the end the file is put into an order that the next recording will have again, and
        jobs are numbered. Recording into the same folder again keeps the times of what has not changed, so that a file
        differs only where an answer does, and not at all where none does.

        It is text: > and the method and path, the body; < and the status, the time it took, the fields of the head that
        count, the body; an empty line. Every recorded answer is given once, in its order; the last answer to a GET is
        given again. What was not recorded ends the program with 7, and the message shows the nearest that was. It is
        the moment of the recording all the time and the rows of a parallel loop run one after the other, so that a replay
        prints and writes the same each time. Jobs of a replay are not in your journal, and cost nothing there.

        Left out when it is written, in every spelling (as it is, percent-encoded, base64, JSON escapes): API keys, and
        what is personal, for which the same stand-in stands everywhere (redacted-1@example.invalid, +10000000001,
        redacted-1). Personal are e-mail addresses and phone numbers with a country code wherever they stand, and the
        values of fields whose names end in one of these words:

        \(names)

        name is not among them, as things have names too. In config.yaml:

          redact:
            fields: [name, nickname]     also personal
            keep: [address]              left as it is
            values: [Jane Doe]           personal wherever it stands
        """
    }

    private static var names: String {
        var lines = ["  "]
        for name in PersonalFields.names {
            if lines[lines.count - 1].count + name.count > 100 { lines.append("  ") }
            lines[lines.count - 1] += (lines[lines.count - 1] == "  " ? "" : " ") + name
        }
        return lines.joined(separator: "\n")
    }
}
