"""A run that is nearly done, taken up again: the rows that are paid for come before those that are not."""

import contextlib
import sqlite3
import statistics

from figures import barred, checked, figure, title
from processes import UNLIMITED, Home, Server

LEFT = 10
AT_ONCE = 8
OUT_OF_CREDITS = 5


def measure(chosen):
    rows, rounds = chosen.size, max(3, chosen.rounds // 20)
    title(f"resume: a run of {rows:,} rows with {rows - LEFT:,} done, {AT_ONCE} at once, medians of {rounds}")
    with Home() as home, Server() as server:
        run = prepare(chosen, home, server)
        ended = [broken_off(chosen, home, server, run) for _ in range(rounds)]
        first, submit, peak = (statistics.median(column) for column in zip(*ended))
        figure("to the first request", f"{first * 1000:.0f} ms", "the catalogue, before the program runs")
        barred("to the first submit", submit * 1000, "ms", 500)
        server.control(credits=None, forget=True)
        process = home.start(chosen.holo, server, "resume", run, **UNLIMITED).wait()
        barred("peak memory", max(peak, process.peak), "MB", 100, f"{peak:.0f} MB to the first submit")
        sent = server.control()["requests"].get("submit", 0)
        checked("submits of the resumed run", sent, sent == LEFT, f"= {LEFT}", f"ended after {process.elapsed:.1f} s")


def prepare(chosen, home, server):
    """Runs one row, and copies it; gives the run's id."""
    text = "let results = for n in 1..{} parallel {} {{ run hn_stories limit=$n }}"
    script = home.script("run.holo", text.format(1, AT_ONCE))
    home.start(chosen.holo, server, script, **UNLIMITED).wait()
    home.script("run.holo", text.format(chosen.size, AT_ONCE))
    server.control(add=chosen.size - LEFT - 1)
    home.multiply(chosen.size - LEFT)
    with contextlib.closing(sqlite3.connect(home.journal)) as db:
        return db.execute("SELECT id FROM run").fetchone()[0]


def broken_off(chosen, home, server, run):
    """Resumes with an empty account: it ends at the first submit, and can be taken up again as it was.

    Gives the seconds to the first request and to the first submit, and the peak memory in MB.
    """
    server.control(credits=0, forget=True)
    process = home.start(chosen.holo, server, "resume", run, **UNLIMITED).wait(OUT_OF_CREDITS)
    first = server.control()["first"]
    return min(first.values()) - process.started, first["submit"] - process.started, process.peak
