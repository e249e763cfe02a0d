"""The programs of the row `lang`: by row what it is, and by program its text, or its words, and the part of the work.

A program that would take minutes does a part of the work, and its time is multiplied.
"""

STEPS = 10_000_000
TEXTS = 200_000

# The file that a row reads.
DATA = {"csv": "rows.csv", "json": "document.json"}

FOR = {
    "holo": ("let sum = 0\nfor i in 1..%d { set sum = $sum + $i }\nprint $sum\n" % STEPS, 1),
    "python3": ("total = 0\nfor i in range(1, %d):\n    total = total + i\nprint(total)\n" % (STEPS + 1), 1),
    "lua5.4": ("local sum = 0\nfor i = 1, %d do sum = sum + i end\nprint(sum)\n" % STEPS, 1),
    "bash": ("s=0; for ((i = 1; i <= %d; i++)); do ((s += i)); done; echo $s\n" % (STEPS // 20), 20),
}

WHILE = {
    "holo": ("let i = 0\nlet sum = 0\nwhile $i < %d { set i = $i + 1; set sum = $sum + $i }\nprint $sum\n" % STEPS, 1),
    "python3": ("i = total = 0\nwhile i < %d:\n    i = i + 1\n    total = total + i\nprint(total)\n" % STEPS, 1),
    "lua5.4": ("local i, sum = 0, 0\nwhile i < %d do i = i + 1; sum = sum + i end\nprint(sum)\n" % STEPS, 1),
    "bash": ("i=0; s=0; while ((i < %d)); do ((i += 1, s += i)); done; echo $s\n" % (STEPS // 20), 20),
}

FIB = {
    "holo": ("fn fib(n) {\n    if $n < 2 { return $n }\n    return fib($n - 1) + fib($n - 2)\n}\nprint ${fib(27)}\n", 1),
    "python3": ("def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(27))\n", 1),
    "lua5.4": ("local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end\nprint(fib(27))\n", 1),
    # 27 takes 123 times the calls of 17.
    "bash": ("f() { local a; (($1 < 2)) && { r=$1; return; }; f $(($1 - 1)); a=$r; f $(($1 - 2)); r=$((a + r)); }\n"
             "f 17; echo $r\n", 123),
}  # fmt: skip

TEXT = {
    "holo": ("let texts = for i in 1..%d { \"row $i\" }\n$texts | join ',' | len\n" % TEXTS, 1),
    "python3": ("print(len(','.join([f'row {i}' for i in range(1, %d)])))\n" % (TEXTS + 1), 1),
    "lua5.4": ("local t = {}\nfor i = 1, %d do t[i] = 'row ' .. i end\nprint(#table.concat(t, ','))\n" % TEXTS, 1),
    "bash": ("t=(); for ((i = 1; i <= %d; i++)); do t+=(\"row $i\"); done; IFS=,; s=\"${t[*]}\"; echo ${#s}\n" % TEXTS, 1),
}

CSV = {
    "holo": ("read rows.csv | where score > 50 and active == 1 | sort -score | save holo.json\n", 1),
    "python3": (
        "import csv, json\n"
        "rows = [{**row, 'id': int(row['id']), 'score': float(row['score']), 'active': int(row['active'])}\n"
        "        for row in csv.DictReader(open('rows.csv'))]\n"
        "rows = [row for row in rows if row['score'] > 50 and row['active'] == 1]\n"
        "rows.sort(key=lambda row: row['score'], reverse=True)\n"
        "json.dump(rows, open('python.json', 'w'), indent=2, ensure_ascii=False)\n", 1),
    "jq": (["-Rn", "[inputs | split(\",\")] | .[0] as $names | [.[1:][] | [$names, .] | transpose | map({(.[0]): .[1]})"
                   " | add | .id |= tonumber | .score |= tonumber | .active |= tonumber"
                   " | select(.score > 50 and .active == 1)] | sort_by(-.score)", "rows.csv"], 1),
    "mlr": (["--icsv", "--ojson", "filter", "$score > 50 && $active == 1", "then", "sort", "-nr", "score", "rows.csv"], 1),
}  # fmt: skip

JSON = {
    "holo": ("read document.json | save holo.json\n", 1),
    "python3": ("import json\njson.dump(json.load(open('document.json')), open('python.json', 'w'), indent=2, "
                "ensure_ascii=False)\n", 1),
    "jq": ([".", "document.json"], 1),
    "mlr": (["--json", "cat", "document.json"], 1),
}  # fmt: skip

PROGRAMS = {
    "for": ("10 M steps of a for loop", FOR),
    "while": ("10 M steps of a while loop", WHILE),
    "fib": ("fib 27 by recursion", FIB),
    "text": ("200,000 texts made and joined", TEXT),
    "csv": ("100,000 CSV rows, where, sort, JSON", CSV),
    "json": ("a 20 MB JSON document, read and written", JSON),
}
