"""Figures of `holo test` and of replays: medians of one run."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from figures import barred, figure, title

JOB = "(run li_profile_scrape profile_url=https://www.linkedin.com/in/person-%d).name"
PEOPLE = (
    'let people = for n in 1..40%s { run li_profile_scrape profile_url="https://www.linkedin.com/in/person-$n" }\n'
    "print ($people | count)\n"
)
EXAMPLES = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "examples")


def example(name):
    with open(os.path.join(EXAMPLES, name)) as file:
        return file.read()


SCRIPTS = [
    ("40 jobs in turn", PEOPLE % ""),
    ("40 jobs, 8 at a time", PEOPLE % " parallel 8"),
    ("the demo of the README, 3 jobs", example("quickstart.holo")),
    ("the product report, 6 jobs", example("product-report.holo")),
]


def ended(argv, env, folder, status=0):
    """Wall milliseconds of one process, and what it wrote to both streams."""
    start = time.perf_counter()
    done = subprocess.run(argv, env=env, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    elapsed = (time.perf_counter() - start) * 1000
    if done.returncode != status:
        sys.exit(f"{' '.join(argv)} ended with {done.returncode}: {done.stderr}")
    return elapsed, done.stdout + done.stderr


def until_first(argv, env, folder):
    """Milliseconds from launch to the first line of a result."""
    start = time.perf_counter()
    child = subprocess.Popen(argv, env=env, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)  # fmt: skip
    while line := child.stdout.readline():
        if line.startswith(b"ok "):
            break
    else:
        sys.exit(f"{' '.join(argv)} gave no result")
    elapsed = (time.perf_counter() - start) * 1000
    child.communicate()
    return elapsed


def transcripts(folder, files, inputs, job):
    """Files of transcripts; in each, one input submits a job and waits for it where that is asked for."""
    os.makedirs(folder)
    for number in range(files):
        # The demo web has 300 people.
        lines = [f"› {JOB % (number % 300 + 1)}\n[..]\n[..]\n"] if job else []
        lines += [f"› {step} * 10\n{step * 10}\n" for step in range(inputs - len(lines))]
        with open(os.path.join(folder, f"case-{number:03}.holot"), "w") as file:
            file.write("".join(lines))


def measure(chosen):
    folder = tempfile.mkdtemp(prefix="holo-bench-")
    try:
        run(chosen, folder)
    finally:
        shutil.rmtree(folder)


def run(chosen, folder):
    holo, rounds = chosen.holo, max(3, chosen.rounds // 10)
    env = {"PATH": os.environ["PATH"], "HOME": folder, "HOLO_HOME": os.path.join(folder, "home"), "LC_ALL": "C.UTF-8"}
    cores = len(os.sched_getaffinity(0))
    title(f"holo test and replay ({cores} cores, medians of {rounds})")

    transcripts(os.path.join(folder, "one"), 1, 1, False)
    transcripts(os.path.join(folder, "paid"), 1, 1, True)
    for name, words in [("without a request", "one"), ("with a Holocron and a job", "paid")]:
        times = [until_first([holo, "test", words, "--tap"], env, folder) for _ in range(rounds)]
        figure(f"start to first result, {name}", f"{statistics.median(times):.0f} ms")

    for files, job in [(10, False), (50, True), (500, True)]:
        where = f"all-{files}"
        transcripts(os.path.join(folder, where), files, 500 // files, job)
        times, output = [], ""
        for _ in range(max(3, rounds // 3)):
            took, output = ended([holo, "test", where, "--jobs", str(cores)], env, folder)
            times.append(took / 1000)
        if not re.search(rf"500 tests in {files} files, 0 failed", output):
            sys.exit(output)
        note = f"{files} files, {'a fresh Holocron and a paid job in each' if job else 'no requests'}"
        barred("500 transcript cases", statistics.median(times), "s", 30, note)

    for name, script in SCRIPTS:
        replay(name, script, holo, env, folder, rounds)


def replay(name, script, holo, env, folder, rounds):
    """A script live on a local Holocron beside the same from a cassette, one after the other in each round."""
    with open(os.path.join(folder, "replayed.holo"), "w") as file:
        file.write(script)
    live, replayed, outputs = [], [], set()
    ended([holo, "--local", "--record", "tapes", "replayed.holo"], env, folder)
    for number in range(rounds):
        fresh = {**env, "HOLO_HOME": os.path.join(folder, f"home-{number}")}
        live.append(ended([holo, "--quiet", "--local", "replayed.holo"], fresh, folder)[0])
        took, output = ended([holo, "--quiet", "--replay", "tapes", "replayed.holo"], fresh, folder)
        replayed.append(took)
        outputs.add(output)
    if len(outputs) != 1 or not outputs.pop():
        sys.exit(f"replays of {name} differ")
    one, other = statistics.median(live), statistics.median(replayed)
    figure(f"{name}, local and live", f"{one:.0f} ms")
    figure("  the same from a cassette", f"{other:.0f} ms", f"{one / other:.1f} times as fast")
