"""What printing takes, beside other programs that lay out the same rows: to a pipe, and to a terminal."""

import json
import os
import pty
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import fcntl

from figures import checked, figure, left_out, title

ROWS, SHORT = 100_000, 1_000
COLUMNS, LINES = 120, 40


def measure(chosen):
    with tempfile.TemporaryDirectory(prefix="holo-bench-") as folder:
        Printing(chosen, folder).run()


class Printing:
    def __init__(self, chosen, folder):
        self.holo, self.folder, self.rounds = chosen.holo, folder, max(3, min(9, chosen.rounds // 10))
        self.env = {
            "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOLO_HOME": folder, "HOME": folder,
            "TERM": "xterm-256color", "HOLO_PAGER": "off",
        }  # fmt: skip
        self.duckdb = duckdb(chosen.root)
        make_rows(os.path.join(folder, "rows.json"), ROWS)
        make_rows(os.path.join(folder, "short.json"), SHORT)

    def run(self):
        title(f"print: {ROWS:,} rows of 7 fields to a pipe, medians of {self.rounds} in turn")
        self.compare(self.programs("rows.json"), to_pipe)
        title(f"print: {SHORT:,} rows to a terminal of {COLUMNS} columns")
        self.compare(self.programs("short.json"), to_terminal)
        title(f"print: a list of {ROWS:,} rows at a prompt, from Enter to the first screen")
        self.first_screen()

    def programs(self, file):
        """By what comes out: the table or the JSON of all rows."""
        select = f"select * from read_json_auto('{file}')"
        return {
            "table": {
                "holo": [self.holo, "-c", f"read {file} | as table"],
                "mlr": ["mlr", "--ijson", "--opprint", "cat", file],
                "duckdb": [self.duckdb, "-column", "-c", select],
                "jq": ["jq", "-r", ".[] | [.[] | tostring] | @tsv", file],
            },
            "json": {
                "holo": [self.holo, "--json", "-c", f"read {file}"],
                "jq": ["jq", ".", file],
                "mlr": ["mlr", "--ijson", "--ojson", "cat", file],
                "duckdb": [self.duckdb, "-json", "-c", select],
            },
            "lines of JSON": {
                "holo": [self.holo, "-c", f"read {file} | as ndjson"],
                "jq": ["jq", "-c", ".[]", file],
                "mlr": ["mlr", "--ijson", "--ojsonl", "cat", file],
            },
        }

    def compare(self, shapes, once):
        for shape, programs in shapes.items():
            programs = {name: words for name, words in programs.items() if self.has(name)}
            taken = {name: [] for name in programs}
            for _ in range(self.rounds):
                for name, words in programs.items():
                    taken[name].append(once(words, self.folder, self.env))
            own = statistics.median(seconds for seconds, _ in taken["holo"])
            for name, runs in taken.items():
                seconds = statistics.median(seconds for seconds, _ in runs)
                note = f"{runs[0][1] / 1e6:.1f} MB" + (f"  {seconds / own:.2f} × holo" if name != "holo" else "")
                text = f"{seconds * 1000:,.0f} ms"
                if name == "jq":
                    checked(f"{shape}, {name}", text, own < seconds, "holo is faster", note)
                else:
                    figure(f"{shape}, {name}", text, note)

    def has(self, name):
        if name == "duckdb":
            return self.duckdb is not None
        return name == "holo" or shutil.which(name) is not None

    def first_screen(self):
        """The rows are read and kept first, so that only showing them is measured."""
        env = {**self.env, "HOLO_PAGER": "head -n 40"}
        with Session([self.holo, "--local"], self.folder, env) as session:
            session.wait_for(b"\x1b[?2004h")
            session.type(b"let rows = read rows.json; print ready\r")
            session.wait_for(b"\nready")
            taken = []
            for round in range(self.rounds + 1):
                session.type(b"$rows\r")
                taken.append(session.wait_for(b"Person 30 "))
                session.type(f"print done-{round}\r".encode())
                session.wait_for(f"\ndone-{round}".encode())
        median = statistics.median(taken[1:]) * 1000
        checked("first screen", f"{median:.1f} ms", median < 100, "< 100 ms")
        figure("  resident memory after it", f"{session.peak / 1024:.0f} MB", "all rows and their table")


def to_pipe(words, folder, env):
    """Seconds from start to the last byte, and the number of bytes."""
    start = time.perf_counter()
    process = subprocess.Popen(
        words, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    count = 0
    while data := os.read(process.stdout.fileno(), 1 << 20):
        count += len(data)
    process.wait()
    return time.perf_counter() - start, count


def to_terminal(words, folder, env):
    master, slave = terminal()
    start = time.perf_counter()
    process = subprocess.Popen(words, cwd=folder, env=env, stdin=slave, stdout=slave, stderr=subprocess.DEVNULL)
    os.close(slave)
    count = 0
    try:
        while data := os.read(master, 1 << 16):
            count += len(data)
    except OSError:
        pass
    process.wait()
    taken = time.perf_counter() - start
    os.close(master)
    return taken, count


def terminal():
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    return master, slave


class Session:
    """A program on a terminal, and what has come from it."""

    def __init__(self, words, folder, env):
        self.master, slave = terminal()
        self.process = subprocess.Popen(
            words, cwd=folder, env=env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(slave)
        self.output, self.peak = b"", 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with open(f"/proc/{self.process.pid}/status") as file:
            self.peak = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
        self.process.terminate()
        self.process.wait()
        os.close(self.master)

    def type(self, keys):
        self.output = b""
        self.started = time.perf_counter()
        os.write(self.master, keys)

    def wait_for(self, text):
        timer = threading.Timer(60, self.process.kill)
        timer.start()
        while text not in self.output:
            self.output += os.read(self.master, 1 << 16)
        timer.cancel()
        return time.perf_counter() - getattr(self, "started", 0)


def make_rows(name, count):
    numbers = random.Random(5)
    towns = ["London", "Berlin", "São Paulo", "Lagos", "東京", "Paris"]
    with open(name, "w") as file:
        json.dump(
            [
                {
                    "id": row, "name": f"Person {row} ", "town": numbers.choice(towns),
                    "score": numbers.randrange(10_000) / 100, "active": row % 2 == 0,
                    "url": f"https://www.example.com/people/{row}", "note": None if row % 3 else "a few words more",
                }
                for row in range(count)
            ],
            file, ensure_ascii=False,
        )  # fmt: skip


def duckdb(root):
    """duckdb's own program, as PyPI has it."""
    if found := shutil.which("duckdb"):
        return found
    folder = os.path.join(root, ".build", "duckdb")
    program = os.path.join(folder, "bin", "duckdb")
    if not os.path.exists(program):
        try:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            subprocess.run([os.path.join(folder, "bin", "pip"), "install", "-q", "duckdb-cli"], check=True)
        except (OSError, subprocess.CalledProcessError):
            left_out("duckdb", "pip install duckdb-cli")
            return None
    return program
