"""Key press to screen with a large catalogue and a long history, and Tab on the id of an action."""

import json
import os
import pty
import random
import select
import shutil
import statistics
import struct
import fcntl
import sys
import tempfile
import termios
import time

ACTIONS, LINES = 5300, 50_000
BAR_KEY, BAR_TAB = 10, 30


def home_with(actions, lines):
    """A home whose sessions are at this: a catalogue kept for the local Holocron, and a history."""
    home = tempfile.mkdtemp(prefix="holo-bench-")
    chance = random.Random(5)
    names = ["profile", "search", "details", "reviews", "posts", "comments", "listing", "product", "company", "jobs"]
    entries = [
        {
            "action_id": f"s{number % 530:03}_{chance.choice(names)}_{chance.choice(names)}_{number}",
            "catalog_slug": f"site{number % 530}", "name": f"Action {number}", "credits": 1 + number % 5,
            "description": f"What action {number} finds, with all that is known of it and how it is written.",
            "mode": "async", "auth_mode": "none",
            "params": [
                {"name": name, "type": "string", "required": index == 0, "description": f"The {name} that is meant."}
                for index, name in enumerate(chance.sample(["query", "limit", "sort", "cursor", "url", "page"], 4))
            ],
        }
        for number in range(actions)
    ]  # fmt: skip
    os.mkdir(f"{home}/catalogues")
    with open(f"{home}/catalogues/local.json", "w") as file:
        json.dump({"version": 1, "server": "local", "actions": entries}, file)
    os.chmod(f"{home}/catalogues/local.json", 0o600)
    with open(f"{home}/history", "w") as file:
        for number in range(lines):
            action = entries[number % actions]["action_id"]
            line = f"submit {action} query='number {number}' limit={number % 50}"
            file.write(json.dumps({"time": 1_700_000_000 + number, "line": line}, separators=(",", ":")) + "\n")
    os.chmod(f"{home}/history", 0o600)
    return home, [entry["action_id"] for entry in entries]


class Terminal:
    def __init__(self, argv, env):
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execve(argv[0], argv, env)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))

    def until(self, fits, patience=20):
        seen = b""
        while not fits(seen):
            ready, _, _ = select.select([self.master], [], [], patience)
            if not ready:
                sys.exit(f"nothing came: {seen!r}")
            seen += os.read(self.master, 65536)
        return seen

    def quiet(self, pause=0.05):
        seen = b""
        while select.select([self.master], [], [], pause)[0]:
            seen += os.read(self.master, 65536)
        return seen

    def press(self, keys, shown=b"\x1b[?25h"):
        """Milliseconds until the screen is repainted, whose last part shows the cursor again."""
        start = time.perf_counter()
        os.write(self.master, keys)
        self.until(lambda seen: shown in seen)
        elapsed = (time.perf_counter() - start) * 1000
        self.quiet(0.01)
        return elapsed

    def close(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.master)


def quantile(figures, share):
    return sorted(figures)[min(len(figures) - 1, int(len(figures) * share))]


def row(name, figures, bar):
    p50, p99 = statistics.median(figures), quantile(figures, 0.99)
    print(f"{name:44} {len(figures):6} {p50:8.2f} {p99:8.2f} {max(figures):8.2f}   {'ok' if p99 < bar else 'OVER'} p99 < {bar}")


def measure(chosen):
    home, ids = home_with(ACTIONS, LINES)
    env = {"PATH": os.environ["PATH"], "HOLO_HOME": home, "HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    terminal = Terminal([chosen.holo, "--local"], env)
    terminal.until(lambda seen: "›".encode() in seen)
    terminal.quiet(1)
    chance = random.Random(7)
    keys, tabs, lists = [], [], []
    for turn in range(chosen.rounds):
        action = chance.choice(ids)
        # The last digits are left to Tab.
        for key in f"submit {action[:-2]}":
            keys.append(terminal.press(key.encode()))
        tabs.append(terminal.press(b"\t"))
        for key in " query=x":
            keys.append(terminal.press(key.encode()))
        terminal.press(b"\x03", "›".encode())
        for key in f"run {chance.choice(['profile', 'review', 's1'])}":
            keys.append(terminal.press(key.encode()))
        start = time.perf_counter()
        os.write(terminal.master, b"\t")
        terminal.until(lambda seen: b"\a" in seen or b"\x1b[?25h" in seen)
        terminal.quiet(0.01)
        start = time.perf_counter()
        os.write(terminal.master, b"\t")
        terminal.until(lambda seen: b"more lines" in seen and seen.endswith(b"\x1b[?25h"))
        lists.append((time.perf_counter() - start) * 1000)
        terminal.press(b"\x03", "›".encode())
    terminal.close()
    print(f"typing with {ACTIONS:,} actions and {LINES:,} lines of history, milliseconds from key press to screen")
    print(f"{'':44} {'times':>6} {'p50':>8} {'p99':>8} {'max':>8}")
    row("a key", keys, BAR_KEY)
    row("Tab on the id of an action", tabs, BAR_TAB)
    row("Tab that lists all that fit", lists, BAR_TAB)
    shutil.rmtree(home)
