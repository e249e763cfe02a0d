"""Key press to screen, in a terminal with many actions known and a long history.

A key is written to the terminal, and the clock stops when the program has written all that it changes: nothing more
comes for a moment, and the screen holds what was typed. Every figure has the kernel's terminal in it on both sides.
"""

import json
import os
import pty
import select
import shutil
import struct
import sys
import tempfile
import termios
import time
from fcntl import ioctl

from figures import barred, figure, percentile, title
from processes import Home

ACTIONS = 5_300
LINES = 50_000
# Bytes that come later than this after the others are not an answer to the same key.
QUIET = 0.004


def measure(chosen):
    title(f"keys: {ACTIONS:,} actions, {LINES:,} lines of history, in a terminal of 100 columns")
    folder = tempfile.mkdtemp(prefix="holo-actions-")
    try:
        write_actions(folder)
        with Home() as home:
            write_history(os.path.join(home.path, "history"))
            with Terminal(chosen.holo, home, "--local") as shell:
                prepare(shell, folder)
                rows(shell, max(20, chosen.rounds))
    finally:
        shutil.rmtree(folder)


def prepare(shell, folder):
    """Makes the actions known, as a first `actions` does, and waits until the history is read."""


def write_history(path):
    with open(path, "w") as file:
        for number in range(LINES):
            line = f"submit li_profile_scrape profile_url=https://www.linkedin.com/in/person-{number} limit={number % 7}"
            file.write(json.dumps({"time": number, "line": line}, separators=(",", ":")) + "\n")
