"""How soon a finished job is noticed, and how many polls that takes: holo beside other clients at the same limits.

A poll is any `GET` that asks how jobs are, one that is refused and one of the list too. A job is noticed when the
server hands its result over. All clients have a server of their own and run at the same time, unscaled.
"""

import contextlib
import json
import math
import os
import random
import subprocess
import sys
import time

from figures import checked, left_out, percentile, title, within_limits
from processes import HERE, Home, Server

LIMITS = {"submit": 20, "look": 60, "list": 60, "search": 30}
SHORTEST, LONGEST = 3, 30
# What is left of a client then is stopped, and its jobs count as never noticed.
PATIENCE = 400
CASES = [
    ("20 at a time, server with a list", 20, True),
    ("20 at a time, no list", 20, False),
    ("3 at a time, no list", 3, False),
]


def measure(chosen):
    title(f"notice: {chosen.jobs} jobs of {SHORTEST} to {LONGEST} s, 20 submits and 60 looks a minute")
    numbers = random.Random(20)
    durations = [0] + [numbers.uniform(SHORTEST, LONGEST) for _ in range(chosen.jobs)]
    sdk = sdk_python(chosen.root)
    with contextlib.ExitStack() as stack:
        clients = []
        for case, at_once, has_list in CASES:
            settings = {"durations": durations, "limits": LIMITS, "has_list": has_list}
            servers = [stack.enter_context(Server(**settings)) for _ in range(3)]
            home, jobs = stack.enter_context(Home()), chosen.jobs
            clients.append(Holo(case, servers[0], jobs, at_once, chosen.holo, home))
            clients.append(Rival("3 s loop", case, servers[1], jobs, at_once, sys.executable))
            if sdk:
                clients.append(Rival("anakin-sdk 0.1.0", case, servers[2], jobs, at_once, sdk))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and any(client.is_running() for client in clients):
            time.sleep(0.2)
        for case, *_ in CASES:
            report(case, [client for client in clients if client.case == case])
    if not sdk:
        left_out("anakin-sdk 0.1.0", "it could not be installed")


def report(case, clients):
    heads = f"{'p50':>8} {'p95':>8} {'all done':>9} {'looks/60s':>10} {'refused':>8} {'lost':>5}"
    print(f"  {case:34} {'polls/job':>10} {heads}")
    rows = [client.end() for client in clients]
    for client, row in zip(clients, rows):
        times = f"{seconds(row['p50']):>8} {seconds(row['p95']):>8} {seconds(row['whole']):>9}"
        counts = f"{row['most']:10} {row['refused']:8} {row['lost']:5}"
        print(f"    {client.name:32} {row['polls']:10.2f} {times} {counts}  {row['why'] or ''}".rstrip())
    holo, *others = rows
    for name, key in [("  polls, to the fewest of others", "polls"), ("  p95, to the smallest of others", "p95")]:
        best = min(other[key] for other in others)
        checked(name, f"× {holo[key] / best:.2f}", holo[key] < best, "< 1")
    within_limits(clients[0].server.control(), LIMITS)


def seconds(value):
    return "never" if value == math.inf else f"{value:.1f} s"


class Client:
    """One way to run the jobs, as a process."""

    def __init__(self, name, case, server, jobs, process):
        self.name, self.case, self.server, self.jobs, self.process = name, case, server, jobs, process

    def is_running(self):
        return self.process.poll() is None

    def end(self):
        """Stops it, and gives what its server has counted."""
        was_running = self.is_running()
        if was_running:
            self.process.kill()
        said = self.process.communicate()[0]
        counted = self.server.control()
        missing = self.jobs - len(counted["delays"])
        delays = counted["delays"] + [math.inf] * missing
        polls = sum(counted["requests"].get(kind, 0) for kind in ("look", "list"))
        return {
            "polls": polls / self.jobs, "p50": percentile(delays, 50), "p95": percentile(delays, 95), "lost": missing,
            "whole": math.inf if missing else counted["whole"], "most": counted["most"].get("look", 0),
            "refused": sum(counted["refused"].values()),
            "why": f"stopped after {PATIENCE} s" if was_running else self.error(said),
        }  # fmt: skip

    def error(self, said):
        return json.loads(said)["error"]


class Holo(Client):
    def __init__(self, case, server, jobs, at_once, holo, home):
        text = f"let results = for n in 1..{jobs} parallel {at_once} {{ run hn_stories limit=$n }}"
        self.home = home
        process = home.start(holo, server, home.script("notice.holo", text)).process
        super().__init__("holo", case, server, jobs, process)

    def error(self, said):
        return self.home.last_words() if self.process.returncode else None


class Rival(Client):
    def __init__(self, name, case, server, jobs, at_once, python):
        way = "sdk" if "sdk" in name else "loop"
        command = [python, "-B", os.path.join(HERE, "rivals.py"), way, server.url, str(jobs), str(at_once)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        super().__init__(name, case, server, jobs, process)


def sdk_python(root):
    """A Python with the official client, that of the tests; None where it cannot be installed."""
    python = os.path.join(root, ".build", "python", "bin", "python3")
    knows = [python, "-c", "import anakin"]
    try:
        if not os.path.exists(python):
            subprocess.run([sys.executable, "-m", "venv", os.path.join(root, ".build", "python")], check=True)
        if subprocess.run(knows, stderr=subprocess.DEVNULL).returncode != 0:
            subprocess.run([python, "-m", "pip", "install", "-q", "anakin-sdk==0.1.0", "requests"], check=True)
        subprocess.run(knows, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return python
