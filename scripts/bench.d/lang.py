"""The language beside others: the same work in each, taken in turn, medians of time and peak memory."""

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from figures import left_out, title
from programs import DATA, PROGRAMS

ROWS, DOCUMENT = 100_000, 20 << 20
LOOPS, DATA_ROWS = ("for", "while"), ("csv", "json")
PACKAGES = {"python3": "python3", "lua5.4": "lua5.4", "jq": "jq", "mlr": "miller", "bash": "bash"}


def measure(chosen):
    folder = tempfile.mkdtemp(prefix="holo-bench-")
    # In a process of its own, so that this one stays smaller than what it starts.
    subprocess.run([sys.executable, "-B", __file__, folder], check=True)
    try:
        Bench(chosen, folder).run()
    finally:
        shutil.rmtree(folder)


class Bench:
    def __init__(self, chosen, folder):
        self.folder, self.rounds = folder, max(1, min(5, chosen.rounds))
        self.env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOLO_HOME": folder, "HOME": folder}
        self.programs = {"holo": chosen.holo}
        for name, package in PACKAGES.items():
            found = shutil.which(name)
            if found:
                # A launcher that picks a version takes longer than some of the work.
                self.programs[name] = os.path.realpath(sys.executable) if name == "python3" else found
            else:
                left_out(name, f"apt-get install {package}")

    def run(self):
        for row, (about, sources) in PROGRAMS.items():
            title(f"{row}: {about}, medians of {self.rounds} in turn")
            taken = {name: [] for name in sources if name in self.programs}
            for _ in range(self.rounds):
                for name in taken:
                    taken[name].append(self.once(row, name, *sources[name]))
            self.report(row, taken, {name: sources[name][1] for name in taken})

    def once(self, row, name, text, part):
        """Seconds and peak MB of one process."""
        command = self.command(row, name, text)
        # The figure of a process includes what its parent was: `time` is small.
        note = os.path.join(self.folder, "peak")
        timed = ["/usr/bin/time", "-f", "%M", "-o", note, *command]
        start = time.perf_counter()
        ended = subprocess.run(timed, cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        elapsed = time.perf_counter() - start
        if ended.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with {ended.returncode}")
        with open(note) as file:
            return elapsed * part, int(file.read()) / 1024

    def command(self, row, name, text):
        if isinstance(text, list):
            return [self.programs[name], *text]
        script = os.path.join(self.folder, f"{row}.{name}")
        with open(script, "w") as file:
            file.write(text)
        return [self.programs[name], script]

    def report(self, row, taken, parts):
        own, own_peak = (statistics.median(values) for values in zip(*taken["holo"]))
        for name, figures in taken.items():
            seconds, peak = (statistics.median(values) for values in zip(*figures))
            note = f"  {seconds / own:7.2f} × holo" if name != "holo" else ""
            part = f"  (a part of it, times {parts[name]})" if parts[name] != 1 else ""
            print(f"  {name:10} {seconds:9.3f} s {peak:8.1f} MB{note}{part}")
            for bar, is_met in bars(row, name, own, seconds):
                print(f"    bar {bar}: {'met' if is_met else 'NOT MET'}")
        if row in DATA:
            size = os.path.getsize(os.path.join(self.folder, DATA[row])) / 1e6
            is_met = own_peak <= 2 * size
            print(f"    bar peak of twice the {size:.1f} MB of data: {'met' if is_met else 'NOT MET'}")


def bars(row, name, own, seconds):
    if name == "python3":
        yield "faster than python3", own < seconds
    if name == "lua5.4" and row in LOOPS:
        yield "within 3 times lua5.4", own < 3 * seconds
    if name == "jq" and row in DATA_ROWS:
        yield "faster than jq", own < seconds


def make_data(folder):
    numbers = random.Random(4)
    towns = ["London", "Berlin", "São Paulo", "Lagos", "東京", "Paris"]
    with open(os.path.join(folder, "rows.csv"), "w") as file:
        file.write("id,name,town,score,active\n")
        for row in range(ROWS):
            file.write(f"{row},Person {row},{numbers.choice(towns)},{numbers.randrange(10_000) / 100},{row % 2}\n")
    with open(os.path.join(folder, "document.json"), "w") as file:
        file.write("[")
        for row in range(1 << 30):
            town, score = numbers.choice(towns), numbers.randrange(10_000) / 100
            file.write(
                f'{{"id": {row}, "name": "Person \\"{row}\\"", "town": "{town}", "score": {score}, '
                f'"tags": ["a", "b{row % 7}"], "address": {{"street": "Line {row}\\n", "zip": null}}, "on": true}}'
            )
            if file.tell() >= DOCUMENT:
                break
            file.write(",\n")
        file.write("]\n")


if __name__ == "__main__":
    make_data(sys.argv[1])
