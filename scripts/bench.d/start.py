"""Start-up figures of holo beside other programs: medians of one run, taken in turn."""

import os
import pty
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

COMMANDS = {
    "holo -c 'print 1'": ["holo", "-c", "print 1"],
    "bash -c": ["bash", "-c", "echo 1"],
    "sqlite3 :memory:": ["sqlite3", ":memory:", "select 1"],
    "jq -n 1": ["jq", "-n", "1"],
    "python3 -c": ["python3", "-c", "print(1)"],
    "node -e": ["node", "-e", "console.log(1)"],
}


def run(argv, env, null):
    """Wall milliseconds of one process."""
    actions = [(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)]
    start = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, env, file_actions=actions)
    _, status = os.waitpid(pid, 0)
    elapsed = (time.perf_counter() - start) * 1000
    if status != 0:
        sys.exit(f"{' '.join(argv)} ended with {os.waitstatus_to_exitcode(status)}")
    return elapsed


def peak(argv, env):
    """Peak memory in MB of one process. A small parent starts it: the figure includes what it was before exec."""
    command = ["/usr/bin/time", "-f", "%M"] + argv
    ended = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    return int(ended.stderr.split()[-1]) / 1024


def until_prompt(argv, env, prompt):
    """Milliseconds from launch in a pty until the prompt is on the screen."""
    start = time.perf_counter()
    pid, master = pty.fork()
    if pid == 0:
        os.execve(argv[0], argv, env)
    seen = b""
    while prompt not in seen:
        ready, _, _ = select.select([master], [], [], 10)
        if not ready:
            sys.exit(f"{argv[0]} showed no prompt: {seen!r}")
        seen += os.read(master, 65536)
    elapsed = (time.perf_counter() - start) * 1000
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(master)
    return elapsed


def measure(chosen):
    rounds = chosen.rounds
    home = tempfile.mkdtemp(prefix="holo-bench-")
    env = {"PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    null = os.open(os.devnull, os.O_RDWR)
    commands = {}
    for name, argv in COMMANDS.items():
        program = chosen.holo if argv[0] == "holo" else shutil.which(argv[0])
        if program is None:
            print(f"{name}: not here, left out")
        else:
            commands[name] = [program, *argv[1:]]
    figures = {name: [] for name in commands}
    for turn in range(rounds + 3):
        for name, argv in commands.items():
            figure = run(argv, env, null)
            if turn >= 3:
                figures[name].append(figure)

    base = statistics.median(figures["sqlite3 :memory:"])
    print(f"start-up, medians of {rounds} rounds in turn")
    print(f"{'':20} {'ms':>8} {'× sqlite3':>10} {'peak MB':>8}")
    for name, rows in figures.items():
        wall = statistics.median(rows)
        memory = statistics.median(peak(commands[name], env) for _ in range(5))
        print(f"{name:20} {wall:8.2f} {wall / base:10.2f} {memory:8.1f}")

    prompts = {
        "holo --local": ([chosen.holo, "--local"], "›".encode()),
        "bash": ([shutil.which("bash"), "--norc"], b"bash-"),
        "sqlite3": ([shutil.which("sqlite3")], b"sqlite> "),
        "python3": ([shutil.which("python3"), "-q"], b">>> "),
    }
    times = {name: [] for name in prompts}
    for _ in range(max(10, rounds // 3)):
        for name, (argv, prompt) in prompts.items():
            times[name].append(until_prompt(argv, env, prompt))
    base = statistics.median(times["sqlite3"])
    print(f"\nlaunch to prompt in a terminal, medians of {len(times['bash'])} rounds in turn")
    for name, rows in times.items():
        median = statistics.median(rows)
        print(f"{name:20} {median:8.2f} {median / base:10.2f}")
    shutil.rmtree(home)

