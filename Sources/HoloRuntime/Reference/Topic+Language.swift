extension Topic {
    static let language = Topic(
        "language",
        "The whole language on one page: its grammar, then its rules; the other topics have examples.",
        examples: [
            "let p = {name: 'Ada', langs: ['en', 'fr']}; \"${p.name} speaks $p.langs[0]\" # Ada speaks en",
            "[3, 1, 2] | sort it desc | map it * 2 | json # [6,4,2]",
        ],
        text: """
            Spaces and comments may stand between all parts but those of a word, a path and a literal. A comment goes
            from a # at the start of a word to the end of the line. NL is a line break; inside ( ) [ ] ${ } and a record
            it is a space, and so it is before |, before {, before a clause, else and catch, and behind an operator, = and |.
            A \\ at the end of a line joins it with the next.

              script   = [ "holo" INT NL ] { statement ( NL | ";" ) }
              statement = "let" NAME "=" rhs | "set" path "=" rhs | if | for | try
                       | "while" expr block | "break" | "continue"
                       | "fn" NAME "(" [ parameter { "," parameter } ] ")" block | "return" [ rhs ]
                       | "param" NAME [ ":" type ] [ "=" literal ] [ "#" help ]
                       | "assert" expr [ "," expr ] | "test" string block
                       | "include" string | "budget" expr | pipeline
              rhs      = if | for | try | pipeline
              if       = "if" expr block { "else" "if" expr block } [ "else" block ]
              for      = "for" NAME [ "," NAME ] "in" expr { clause } block
              clause   = ( "parallel" | "rate" | "budget" | "key" ) expr
                       | "onerror" ( "stop" | "skip" | "collect" )
              try      = "try" block [ "catch" [ NAME ] block ]
              block    = "{" { statement ( NL | ";" ) } "}"
              parameter = NAME [ "=" expr ]
              type     = "text" | "integer" | "decimal" | "bool" | "duration" | "credits"
                       | "file" | "path" | "list"

              pipeline = ( command | expr ) { "|" command }
              command  = KEY { argument } | "!" word { word | "..." operand }
                       | ( "where" | "map" ) column { option }
                       | ( "sort" | "select" | "group" ) [ column { "," column } ] { option }
              column   = expr | ( KEY | string ) ":" expr      the name in select and group only
                       | expr ( "asc" | "desc" )               in sort only
              argument = option | word | "..." operand
                       | key "=" word | key ":=" operand | key "=@" word | key ":=@" word
              option   = "--" KEY [ "=" word ]
              key      = KEY { "." KEY | "[]" }
              word     = ( call | piece ) { piece }
              piece    = TEXT | string | "$" path | "${" expr "}" | "(" pipeline ")"

              expr     = operand { OPERATOR operand }
              operand  = ( "-" | "not" ) operand | literal | call | NAME
                       | ( string | list | record | "(" pipeline ")" | "$" path | "${" expr "}" | call | NAME ) { step }
              call     = NAME "(" [ expr { "," expr } ] ")"
              path     = NAME { step }
              step     = "." NAME | "?." NAME | "[" expr "]"
              list     = "[" [ item { "," item } [ "," ] ] "]"
              item     = [ "..." ] expr
              record   = "{" [ field { "," field } [ "," ] ] "}"
              field    = ( KEY | string ) ":" expr | "..." expr
              string   = "'" any "'" | '"' { char | ESCAPE | "$" path | "${" expr "}" } '"'
              ESCAPE   = "\\n" | "\\t" | "\\r" | '\\"' | "\\\\" | "\\$" | "\\u{" HEX "}"
              literal  = "null" | "true" | "false" | INT | DECIMAL | string | list
                       | INT ( "ms" | "s" | "m" | "h" ) | INT "cr" | INT "/" ( "s" | "m" | "h" )
              NAME     = ( a-z | A-Z | "_" ) { a-z | A-Z | 0-9 | "_" }
              KEY      = NAME, with "-" behind its first letter too
              INT      = digits; DECIMAL = digits [ "." digits ] [ "e" [ "+" | "-" ] digits ]

            Mode is chosen by syntax, never by which names exist. A pipeline that begins with $ ( [ { " ' a digit, -,
            true, false, null, not, or with a name and a ( right behind it, begins with a value; any other begins with a
            command. In an expression a variable may be written without its $, but not at its beginning, where a bare
            word is a command: $x * y, not x * y.

            - Words: an argument stays one argument, whatever is in it. Pieces that stand side by side join to text; a
            word that is one $path, ${expr}, (pipeline) or call keeps its type, any other is text. Bare text ends at a
            space ; | ) } or a line break; ? & % = and a # inside it are text.
            - key=word is text, which an action's schema may type; key:=value is a value; =@ and :=@ read a file.
            - A call f(a, b) of a function is a | f b: what is piped in is its first value.
            - A program is checked whole before any of it runs: its syntax, names, commands and arguments.
            - A value that nothing uses is shown; null is not. The value of a block is that of its last statement; let,
            set, while, assert and the others that are no pipeline, if, for or try have the value null.
            - A block has variables of its own and sees those around it. A function has its own, and sees the
            outermost variables of the program, which it cannot set.
            - $last is the last job, $_ the last value shown, $env the environment, $args the words behind the script
            that no param takes, $match what the last =~ found. They cannot be set.
            - An error ends the script, unless try catches it.
            - Limits: a source may have 1 MiB, a word, text, number or name in it 64 KiB, and 64 levels; a value 256
            levels, a list 1,000,000 items, a text 64 MiB; calls may be 1000 deep, includes 16.

            A run that is resumed (holo resume) is run again from its first line. A submit that the journal holds gives
            its job without being sent, and append adds no row twice. All else is done again: print, save, warn, notify,
            wait, !programs.
            """)
}
