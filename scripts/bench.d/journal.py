"""What the journal takes of a batch.

A library laid before holo's calls to SQLite adds up the time inside them: the journal has one connection, so that is
how long it is busy. Beside it stands the same batch with the journal in memory, which differs by the disk alone.
"""

import json
import os
import shutil
import statistics
import subprocess
import time

from figures import barred, figure, left_out, title
from processes import UNLIMITED, Home, Server

AT_ONCE = 8
# A row at the documented limit of 20 submits a minute.
SECONDS_A_ROW = 3


def measure(chosen):
    rows = chosen.size
    title(f"journal: {rows:,} submits, {AT_ONCE} in flight, to a server that answers at once")
    with Home() as home:
        library = timing_library(chosen.root, home)
        ended, took = batch(chosen, home, library)
        note = f"{rows / ended.elapsed:,.0f} rows/s, {ended.cpu:.1f} s of CPU"
        figure("the whole batch", f"{ended.elapsed:.1f} s", note)
        report(took, ended, rows)
        figure("one bare write and flush here", f"{bare_flush(home) * 1000:.2f} ms", "median of 200, 4 KiB, fdatasync")
    if not os.access("/dev/shm", os.W_OK):
        return left_out("journal in memory", "there is no /dev/shm")
    with Home("/dev/shm") as home:
        in_memory, took = batch(chosen, home, library and timing_library(chosen.root, home))
        note = f"{took['inside']:.1f} s of it inside SQLite; " if took else ""
        note += f"the disk makes it {ended.elapsed - in_memory.elapsed:.1f} s longer"
        figure("the batch, journal in memory", f"{in_memory.elapsed:.1f} s", note)


def batch(chosen, home, library):
    """Runs it; gives the ended process and what the library found."""
    text = f"let jobs = for n in 1..{chosen.size} parallel {AT_ONCE} {{ submit hn_stories limit=1 }}"
    script = home.script("batch.holo", text)
    found = os.path.join(home.path, "journaltime.json")
    extra = {"LD_PRELOAD": library, "HOLO_BENCH_JOURNAL": found} if library else {}
    with Server() as server:
        ended = home.start(chosen.holo, server, script, **UNLIMITED, **extra).wait()
        assert server.control()["jobs"] == chosen.size
    if not library:
        return ended, None
    with open(found) as file:
        return ended, json.load(file)


def report(took, ended, rows):
    if took is None:
        return left_out("inside SQLite", "no C compiler made the library that measures it")
    inside, flushes = took["inside"], took["flushes"]
    barred("inside SQLite", inside, "s", 15, f"{inside / rows * 1000:.2f} ms a row")
    note = f"{flushes:,} flushes, {flushes / rows:.2f} a row, {took['flushing'] / max(1, flushes) * 1000:.2f} ms each"
    figure("  waiting for the disk", f"{took['flushing']:.1f} s", note)
    figure("  compiling statements", f"{took['compiling']:.1f} s", f"{took['compiling'] / rows * 1000:.2f} ms a row")
    barred("share of a batch at 20/m", inside / rows / SECONDS_A_ROW * 100, "%", 5, "a row takes 3 s there")
    figure("share of this batch", f"{inside / ended.elapsed * 100:.0f} %", "the server answers at once")


def timing_library(root, home):
    """Builds the library; None where nothing can."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        return None
    library = os.path.join(home.path, "journaltime.so")
    source = os.path.join(root, "scripts", "bench.d", "journaltime.c")
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def bare_flush(home):
    """Median seconds of a write and a flush of 4 KiB, in a file of 4 MB where the journal is."""
    times = []
    file = os.open(os.path.join(home.path, "flush"), os.O_WRONLY | os.O_CREAT)
    os.write(file, bytes(4 << 20))
    os.fsync(file)
    for number in range(200):
        start = time.perf_counter()
        os.pwrite(file, bytes(4096), number * 4096)
        os.fdatasync(file)
        times.append(time.perf_counter() - start)
    os.close(file)
    return statistics.median(times)
