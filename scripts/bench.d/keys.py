"""Key press to screen, in a terminal, with many actions known and a long history.

A key is written to the terminal; its time ends with the last byte that the program writes for it.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

from figures import barred, figure, percentile, title
from processes import Home

ACTIONS, LINES = 5_300, 50_000
ROWS, COLUMNS = 30, 100
# Nothing more came for so long: the screen shows what the key did.
QUIET = 0.015
PATIENCE = 10


def measure(chosen):
    title(f"keys: {ACTIONS:,} actions, {LINES:,} lines of history, a terminal of {COLUMNS} columns")
    with Home() as home:
        write_actions(os.path.join(home.path, "catalogues"))
        write_history(os.path.join(home.path, "history"))
        with Terminal(chosen.holo, home.path) as shell:
            rows(shell, max(5, chosen.rounds // 10))


def rows(shell, rounds):
    bar("a character of a line", [t for _ in range(rounds) for t in typed(shell, LINE)], 10)
    bar("a character that history lacks", [t for _ in range(rounds) for t in typed(shell, "zzz unknown " + LINE)], 10)
    bar("an arrow or Backspace in it", [t for _ in range(rounds) for t in edited(shell)], 10)
    bar("Up, with a beginning typed", [t for _ in range(rounds) for t in recalled(shell)], 10)
    bar("^R, each letter and each ^R", [t for _ in range(rounds) for t in searched(shell)], 10)
    bar("Tab on an action's id", [t for n in range(rounds * 5) for t in completed(shell, n)], 30)


LINE = "submit site_0042_profile_scrape profile_url=https://www.example.org/in/p-77 limit=5"


def bar(name, times, most):
    figure(name, f"{percentile(times, 50) * 1000:.2f} ms", f"p50 of {len(times)} keys")
    barred("  p99", percentile(times, 99) * 1000, "ms", most)


def typed(shell, text):
    times = [shell.key(character) for character in text]
    shell.clear()
    return times


def edited(shell):
    shell.key(LINE)
    times = [shell.key(key) for key in ["\x1b[D", "\x7f", "é", "漢", "\x1b[C", "\x1b[H", "\x1b[F", "\x17", "\x1f"] * 2]
    shell.clear()
    return times


def recalled(shell):
    shell.key("submit site_0001")
    times = [shell.key(key) for key in ["\x1b[A"] * 5 + ["\x1b[B"] * 4]
    shell.clear()
    return times


def searched(shell):
    times = [shell.key(key) for key in ["\x12", *"p-123", "\x12", "\x12", "x", "\x7f", "Q", "\x07"]]
    shell.clear()
    return times


def completed(shell, number):
    shell.key(f"submit site_{number % 53:02}")
    times = [shell.key("\t"), shell.key("\t")]
    shell.clear()
    shell.key("submit profile_4")
    times += [shell.key("\t")]
    shell.clear()
    return times


class Terminal:
    """A shell in a terminal of its own."""

    def __init__(self, holo, home):
        env = {"PATH": os.environ["PATH"], "HOLO_HOME": home, "HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execve(holo, [holo, "--local"], env)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def __enter__(self):
        self.answer("›".encode())
        # What is read in the background is there before the first figure.
        time.sleep(2)
        for _ in range(2):
            typed(self, "submit site_0")
        return self

    def __exit__(self, *_):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.master)

    def key(self, text):
        """Seconds from the key to the last byte that answers it."""
        start = time.perf_counter()
        os.write(self.master, text.encode())
        return self.answer() - start

    def clear(self):
        """A new line; ^C answers with more than one piece."""
        self.key("\x03")

    def answer(self, until=b""):
        seen, last = b"", None
        end = time.perf_counter() + PATIENCE
        while last is None or until not in seen or select.select([self.master], [], [], QUIET)[0]:
            if not select.select([self.master], [], [], max(0, end - time.perf_counter()))[0]:
                sys.exit(f"a key was not answered; the screen had {seen[-200:]!r}")
            seen += os.read(self.master, 65536)
            last = time.perf_counter()
        return last


def write_actions(folder):
    """The catalogue as a session before this one has kept it."""
    os.mkdir(folder, 0o700)
    path = os.path.join(folder, "local.json")
    with open(path, "w") as file:
        json.dump({"version": 1, "server": "local", "actions": [action(number) for number in range(ACTIONS)]}, file)
    os.chmod(path, 0o600)


def action(number):
    parameters = [
        {"name": name, "type": kind, "required": name == "profile_url", "description": f"the {name} to look at"}
        for name, kind in [("profile_url", "string"), ("limit", "integer"), ("sort", "string")]
    ]
    return {
        "action_id": f"site_{number:04}_profile_scrape", "catalog_slug": f"site_{number:04}", "name": f"Profile {number}",
        "description": "Reads one profile with its positions and schools", "mode": "async", "auth_mode": "none",
        "credits": 1 + number % 5, "params": parameters,
    }  # fmt: skip


def write_history(path):
    with open(path, "w") as file:
        for number in range(LINES):
            line = f"submit site_{number % 5000:04}_profile_scrape profile_url=https://www.example.org/in/p-{number}"
            file.write(json.dumps({"time": number, "line": line}, separators=(",", ":")) + "\n")
    os.chmod(path, 0o600)
