extension Topic {
    static let fn = Topic(
        "fn", "Defines a function.",
        examples: [
            "fn area(w, h = $w) { $w * $h }; [area(2, 3), area(4)] | json # [6,16]",
            "fn fact(n) { if $n < 2 { 1 } else { $n * fact($n - 1) } }; fact(20) # 2432902008176640000",
            "fn first_long(words) { for w in $words { if len($w) > 3 { return $w } }; 'none' }; first_long(['a', 'long']) # long",
        ],
        text: """
              fn NAME(a, b = value) { … }

            It is called NAME(1, 2), or as a command: NAME 1 2, or 1 | NAME 2. There a word without quotes is a number, true
            or false where it is written as one; any other word is text.

            - Functions are defined outside of blocks and are there before the first statement runs, so that they may
            call one another whatever the order. A name that a command has cannot be taken.
            - Its value is that of its last statement, or what return gives. return without a value gives null.
            - It sees its parameters, its own variables, and the outermost variables of the program as they are when it
            is called; those it cannot set.
            - A default is computed at each call that leaves it out and sees the parameters before it.
            - Values are shown inside of it as outside: what nothing uses, but not its last value.
            """)

    static let param = Topic(
        "param", "Declares an argument of the script, given as --name value.",
        examples: [
            "param count: integer = 10 # how many\n$count # 10",
            "param since: duration = 1h\nparam names: list = ['a']\n\"$since $names[0]\" # 1h a",
        ],
        text: """
              param NAME: TYPE = VALUE   # help

              text  integer  decimal  bool  duration  credits  list
              file   the name of a file that is there
              path   the name of a file

            holo FILE --name value, or --name=value. Without TYPE it is text; without = VALUE it has to be given. VALUE
            is a literal. The comment behind it is its help: holo FILE --help lists all of them.

            - In the option _ is written -: param max_rows is --max-rows.
            - A bool is --name or --no-name. A list is given several times: --name a --name b. Of others the last counts.
            - What belongs to no param is in $args; what stands behind -- is too.
            - At the prompt, and where nothing is given, it is VALUE.
            """)

    static let functions = Topic(
        "functions", "The functions by group; f(a, b) is a | f b.",
        examples: ["upper('abc') # ABC", "'abc' | upper # ABC", "['b', 'a'] | sort | join '-' # a-b"],
        text: FunctionRow.Group.allCases.map { group in
            let names = FunctionRow.standard.filter { $0.group == group }.map(\.name)
            return "- \(group.rawValue): \(names.joined(separator: " "))"
        }.joined(separator: "\n")
            + """


            help NAME explains one. As a command, a word without quotes is a number, true or false where it is written
            as one, and a duration where the function takes one; any other word is text: round 2.567 1.
            """)
}
