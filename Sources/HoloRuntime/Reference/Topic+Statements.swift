extension Topic {
    static let `let` = Topic(
        "let", "Makes a variable; set changes one.",
        examples: [
            "let n = 1; set n = $n + 1; $n # 2",
            "let r = {tags: ['a']}; set r.tags[0] = 'b'; set r.new = 1; $r | json # {\"tags\":[\"b\"],\"new\":1}",
            "let size = if 3 > 2 { 'big' } else { 'small' }; $size # big",
        ],
        text: """
              let NAME = value        set PATH = value

            The value is a pipeline, or an if, for or try. The name is written without $, and read with it: $n.

            - let in a block makes a variable of that block, and hides one of the same name outside. let again in the
            same block gives the variable a new value, of whatever kind.
            - set needs a variable that is there. A path goes into lists and records; only its last field may be new.
            """)

    static let `if` = Topic(
        "if", "Runs a block where a condition is true.",
        examples: [
            "let n = 5; if $n > 3 { 'many' } else if $n > 0 { 'some' } else { 'none' } # many",
            "let v = if false { 1 }; [$v] # [null]",
        ],
        text: """
              if CONDITION { … } else if CONDITION { … } else { … }

            Its value is that of the block that ran, null where none did. The condition is an expression and is true or
            false; a command in it goes in ( ): if (count $rows) > 3 { … }.
            """)

    static let `while` = Topic(
        "while", "Runs a block again and again while a condition is true.",
        examples: [
            "let n = 1; while n < 100 { set n = $n * 2 }; $n # 128",
            "let n = 0; while true { set n = $n + 1; if n == 7 { break } }; $n # 7",
        ],
        text: """
              while CONDITION { … }

            Its value is null; values in the block that nothing uses are shown. break ends it, continue begins the next
            round. Ctrl-C ends it always.
            """)

    static let `try` = Topic(
        "try", "Goes on where something fails.",
        examples: [
            "try { 1 / 0 } catch e { \"$e.code: $e.message\" } # DIVISION_BY_ZERO: division by zero",
            "try { fail 'no rows' --code EMPTY } catch e { $e.code } # EMPTY",
            "let v = try { 1 / 0 }; $v ?? 'nothing' # nothing",
        ],
        text: """
              try { … } catch NAME { … }

            Its value is that of the block, or of the catch block where the first one fails; without catch it is null.
            The name may be left out. It is a record:

              code      stable, in capitals: NO_FIELD, TYPE, FAILED, or what fail --code says
              message   what went wrong
              job       the job that failed, or null
              line      the line of the program, or null

            Ctrl-C and exit are not caught. What ran before the failure stays done. Mistakes that are found before
            anything runs cannot be caught.
            """)

    static let assert = Topic(
        "assert", "Ends the script with 3 where a condition does not hold.",
        examples: [
            "try { assert 1 + 1 == 3 } catch e { $e.message } # this does not hold: 1 + 1 == 3",
            "try { assert false, 'no rows' } catch e { \"$e.code $e.message\" } # ASSERT no rows",
        ],
        text: """
              assert CONDITION, message

            The message may be left out. Where the condition is a comparison, the error shows both sides.
            """)

    static let test = Topic(
        "test", "A block that only holo test runs.",
        examples: [
            "fn double(n) { $n * 2 }; test 'double' { assert double(2) == 4 }; 'ran' # ran",
            "test 'fails' { assert false }; 'not run here' # not run here",
        ],
        text: """
              test 'NAME' { … }

            Tests stand outside of blocks and are checked with the rest of the program. holo test FILE runs the whole
            script and each test in its place; what fails in a test ends that test only. A name in which something is
            computed is a mistake.
            """)

    static let include = Topic(
        "include", "Puts the statements of another file in its place.",
        examples: [
            "include 'lib.holo'; double(4) # 8", "include 'lib.holo'; [1, 2] | map double(it) # [2,4]",
        ],
        text: """
              include 'FILE'

            The path is a text as it stands, relative to the file that includes. Its functions and variables belong to
            the program from there on. A file that includes itself, through others too, is a mistake, and so are more
            than 16 levels. param cannot stand in an included file.
            """)

    static let budget = Topic(
        "budget", "Says what the rest of the program may cost at most.",
        examples: [
            "budget 100cr; 'at most 100 credits from here on' # at most 100 credits from here on",
            "for n in 1..3 budget 10cr { $n } # [1,2,3]",
        ],
        text: """
              budget 100cr        for x in list budget 50cr { … }        holo --budget 100cr FILE

            A submit that would go over a budget is not sent, and the script ends with 8. What a job costs is held from
            its submit on and given back where it fails. Where several budgets hold, all do.
            """)
}
