"""The processes that take part: a Holocron that counts, and holo with a home of its own."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

from holocron import job_id

HERE = os.path.dirname(os.path.realpath(__file__))
UNLIMITED = {"HOLO_POST_RATE": "100000/s", "HOLO_POLL_RATE": "100000/s"}


class Server:
    """A Holocron in a process of its own, for as long as a `with` block."""

    def __init__(self, **settings):
        self.settings = settings

    def __enter__(self):
        command = [sys.executable, "-B", os.path.join(HERE, "server.py"), json.dumps(self.settings)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def control(self, **change):
        """Changes it, and gives what it has counted."""
        request = urllib.request.Request(self.url + "/bench", json.dumps(change).encode(), method="POST")
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


class Home:
    """A folder for the journal and the scripts of one holo, on the disk or elsewhere."""

    def __init__(self, folder=None):
        self.path = tempfile.mkdtemp(prefix="holo-bench-", dir=folder)
        self.journal = os.path.join(self.path, "journal.sqlite")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path)

    def script(self, name, text):
        path = os.path.join(self.path, name)
        with open(path, "w") as file:
            file.write(text + "\n")
        return path

    def start(self, holo, server, *words, **environment):
        """Starts holo; what it says goes to a file."""
        env = {
            "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOLO_HOME": self.path, "ANAKIN_API_KEY": "ak-bench",
            **environment,
        }  # fmt: skip
        self.said = os.path.join(self.path, "said")
        with open(self.said, "wb") as said:
            command = [holo, "--api-url", server.url, *words]
            return Process(subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said), self)

    def last_words(self):
        with open(self.said, errors="replace") as said:
            return said.read()[-400:]

    def multiply(self, last):
        """Makes of job 1, which ran with `limit=1`, the jobs up to `last`, each with its own id and `limit`."""
        with contextlib.closing(sqlite3.connect(self.journal)) as db, db:
            db.row_factory = sqlite3.Row
            row = dict(db.execute("SELECT * FROM job").fetchone())
            del row["number"]
            columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
            db.executemany(f"INSERT INTO job ({columns}) VALUES ({marks})", copies(row, last))


def copies(row, last):
    pattern = json.dumps(row)
    for number in range(2, last + 1):
        text = pattern.replace(row["id"], job_id(number)).replace('limit\\":1}', f'limit\\":{number}}}')
        yield json.loads(text)


class Process:
    """One run of holo."""

    def __init__(self, process, home):
        self.pid, self.process, self.home = process.pid, process, home
        self.started = time.monotonic()

    def wait(self, *expected, seconds=600):
        """Waits for its end, and takes down its time, CPU time and peak memory."""
        usage = None
        while usage is None:
            pid, status, found = os.wait4(self.pid, os.WNOHANG)
            if pid:
                usage = found
            elif time.monotonic() > self.started + seconds:
                os.kill(self.pid, signal.SIGKILL)
            else:
                time.sleep(0.002)
        self.elapsed = time.monotonic() - self.started
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.cpu = usage.ru_utime + usage.ru_stime
        # No smaller than this process was when it started the other.
        self.peak = usage.ru_maxrss / 1024
        if self.process.returncode not in (expected or (0,)):
            sys.exit(f"holo ended with {self.process.returncode}: {self.home.last_words()}")
        return self

    def cpu_so_far(self):
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

