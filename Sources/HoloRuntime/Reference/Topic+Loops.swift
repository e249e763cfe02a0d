extension Topic {
    static let `for` = Topic(
        "for", "Runs a block for each item of a list or field of a record.",
        examples: [
            "for n in 1..3 { $n * $n } # [1,4,9]",
            "for i, x in ['a', 'b'] { \"$i$x\" } # [\"0a\",\"1b\"]",
            "for k, v in {a: 1, b: 2} { \"$k=$v\" } # [\"a=1\",\"b=2\"]",
            "for n in [2, 0, 1] onerror skip { 2 / n } # [1,null,2]",
            "for n in 1..9 { if n == 3 { break }; $n } # [1,2]",
        ],
        text: """
              for NAME in LIST { … }        for NAME, NAME in LIST { … }

            With two names the first is the index, from 0, or the field's name. The list is computed once, before the
            first round. A command or pipeline that gives it goes in ( ).

            Its value is the list of its blocks' values, in the order of the items. A loop that stands by itself and
            gives only null shows nothing. continue ends a round, whose value is null; break ends the loop, and the list
            has the rounds before.

            Clauses, each at most once, make a batch of the rounds:

              parallel 4       so many at a time; the block cannot set variables outside of it
              rate 20/m        so many may start in a time
              budget 50cr      what all of them may cost together
              key $x.id        what makes a round the same round when the run is resumed, instead of its place
              onerror stop     the first failure ends the loop (so it is without the clause)
              onerror skip     a round that fails gives null
              onerror collect  a round that fails gives {error: …}, as catch has it

            In a batch break and return cannot be used, as other rounds may be running.
            """)

    static let rows = Topic(
        "rows", "What where, select, sort, group and map see: the fields of each row by their names.",
        examples: [
            "let p = [{n: 'Ada', age: 36}, {n: 'Max', age: 20}]; $p | where age > 30 | get n # [\"Ada\"]",
            "let min = 20; [{age: 36}, {age: 20}] | where age > $min | count # 1",
            "[{a: 2, b: 3}] | select a, total: a * b # [{\"a\":2,\"total\":6}]",
            "[3, 5, 8] | where it % 2 == 1 # [3,5]",
            "[{c: 'x'}, {c: 'y'}, {c: 'x'}] | group c | select c, count # [{\"c\":\"x\",\"count\":2},{\"c\":\"y\",\"count\":1}]",
            "[{a: 1, b: 1}, {a: 1, b: 2}, {a: 0, b: 3}] | sort a desc, b | get b # [1,2,3]",
        ],
        text: """
              where CONDITION        map EXPRESSION        sort [EXPRESSION [desc], …]
              select COLUMN, …       group COLUMN, …       COLUMN is FIELD or NAME: EXPRESSION

            These commands take a list and compute expressions over each of its items.

            - A bare name is a field of the row: null where this row lacks it, an error where no row has it.
            - it is the row itself, such as a number in a list of numbers.
            - Variables are written with $; in a function its parameters too.
            - In ( ) a bare word at the beginning is a command, as everywhere: a field there is $it.tags.
            - where keeps the rows for which the condition is true; it has to be true or false for each.
            - select gives records with the columns named. A field or a path x.y is called by its last name; anything
            else needs NAME: before it.
            - group gives one record for each different set of columns, in the order of the first of each: the columns,
            count, and rows, the list of its rows.
            - sort without an expression orders by the items themselves, as help values says.
            - map gives the list of what the expression gives.
            """)
}
