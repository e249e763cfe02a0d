extension Topic {
    static let values = Topic(
        "values", "The kinds of values, and how they are compared, sorted and shown.",
        examples: [
            "[1 == 1.0, 60s == 1m, {a: 1, b: 2} == {b: 2, a: 1}, 1 == '1'] | json # [true,true,true,false]",
            "[5s, 'b', [1], 2, null, true] | sort | json # [null,true,2,\"b\",\"5s\",[1]]",
            "9223372036854775808 | type # decimal",
            "len('né👨‍👩‍👧') # 3",
        ],
        text: """
            null, bool, integer, decimal, text, list, record, duration, credits, rate, job. type(x) names the kind.

            - Integers have 64 bits; a result that does not fit is an error. A literal that does not fit is a decimal.
            - Decimals, and JSON numbers that do not fit, are kept as they were written and print so: 1.50, 1e3. What is
            computed is exact to 38 digits, without zeros at its end: 1.50 + 1 is 2.5.
            - Text is Unicode, counted, cut and turned by grapheme: é is one, and a family emoji too. é written as one
            code or as two is equal.
            - Lists count from 0, from the end with -1. Records keep the order of their fields; names are there once.
            - Durations are whole milliseconds; they show in the largest unit of h, m, s, ms that is exact: 90s, 2m.
            - A job is a record: id, action, status, params, result, cost, error, submitted, finished. Reading the
            result of a job that is not finished is an error.
            - Values are copied: changing a variable never changes another.

            Truth: only true and false are conditions; anything else where one is needed is an error.

            Equality (== != in, uniq, group, join): numbers by worth, 1 equals 1.0; text by its characters; lists item
            by item; records by their fields in whatever order; rates when count and unit are equal; jobs when they are
            the same job. Different kinds are never equal, and comparing them is no error.

            Order (< <= > >=): numbers, texts, durations and credits, each with their own kind; text by Unicode, so that
            Z is before a and 10 before 9. With null it is false. Anything else is an error.

            sort has a place for every kind: null, false, true, numbers, text, durations, credits, rates, lists, records,
            jobs. Lists are in order item by item, records field by field as they stand. Equal ones stay as they were.

            Inside text: null is nothing, a list or record one line of JSON, a job its id, anything else as it is shown.
            In JSON: durations, credits and rates are text such as 90s, a job is its record.
            """)

    static let operators = Topic(
        "operators", "The operators, loosest first, and what each takes.",
        examples: [
            "1 + 2 * 3 == 7 and not 'x' in 'abc' # true",
            "'tel 030-1234' =~ '(?<area>\\d+)-(\\d+)'; $match.area # 030",
            "[7 / 2, 6 / 2, -7 % 3] | json # [3.5,3,-1]",
            "{a: null}.a ?? 'none' # none",
        ],
        text: """
              or
              and
              not
              == != < <= > >= =~ in     do not chain: a < b and b < c
              ??
              ..                        does not chain
              + -
              * / %
              - before a value

            All but the last and not are left to right. A line may end behind an operator.

            - or and look at their right side only where the left one does not decide; both are true or false.
            - a ?? b is b where a is null; an error in a stays one.
            - a in b: an item of a list, a part of a text, a field's name of a record.
            - a =~ b: whether the regular expression b is found in the text a; false where a is null. When it is found,
            $match is a record: text, each named group, the others by number.
            - a..b lists the integers from a to b, both included; none when b is less.
            - + adds numbers, durations, credits, and joins text with text, a list with a list. - takes away.
            - * and / also take a duration or credits on the left and an integer on the right, rounded toward zero.
            - / of two integers is an integer where nothing is lost, else a decimal. % takes integers, and its sign is
            that of the left side. Division by zero is an error.
            - x.name is a field, x[0] an item, x[-1] the last, x['name'] a field by text. What is not there is an error;
            x?.name is null where x is null or has no such field.
            - [...a, b] and {...a, b: 1} put in the items or fields of a; of fields with one name the last one counts.
            """)
}
