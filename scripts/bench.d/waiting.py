"""Very many jobs waited for at once, by the documented limits: by the server's list of jobs, and without one."""

import contextlib
import signal
import time

from figures import barred, figure, title, within_limits
from processes import Home, Server

# From when they are waited for; none of them is finished before.
PROCESSING = 60
STOPPED_WAITING, INTERRUPTED = 6, 130
LIMITS = {"submit": 20, "look": 60, "list": 60, "search": 30}


def measure(chosen):
    title(f"waiting: {chosen.size:,} jobs of {PROCESSING} s at once, watched for {chosen.seconds} s, 60 looks a minute")
    with contextlib.ExitStack() as stack:
        waits = [Wait(chosen, stack, has_list) for has_list in (True, False)]
        for wait in waits:
            wait.start()
        time.sleep(5)
        early = [wait.process.cpu_so_far() for wait in waits]
        time.sleep(max(0, chosen.seconds - 5))
        for wait, cpu in zip(waits, early):
            wait.end(cpu)


class Wait:
    def __init__(self, chosen, stack, has_list):
        self.chosen = chosen
        self.name = "with a list" if has_list else "without one"
        self.server = stack.enter_context(Server(durations=PROCESSING, limits=LIMITS, has_list=has_list))
        self.home = stack.enter_context(Home())
        self.home.start(chosen.holo, self.server, "submit", "hn_stories", "limit=1").wait()
        self.server.control(add=chosen.size - 1, forget=True)
        self.home.multiply(chosen.size)

    def start(self):
        self.process = self.home.start(self.chosen.holo, self.server, "-c", f"jobs --limit {self.chosen.size} | await")

    def end(self, early):
        late = self.process.cpu_so_far()
        self.process.process.send_signal(signal.SIGINT)
        stopping = time.monotonic()
        process = self.process.wait(STOPPED_WAITING, INTERRUPTED)
        leaving = time.monotonic() - stopping
        counted = self.server.control()
        seconds = self.chosen.seconds
        figure(self.name, "", ", ".join(f"{n:,} of {kind}" for kind, n in counted["requests"].items()))
        barred("  peak memory", process.peak, "MB", 150)
        barred("  CPU of one core", late / seconds * 100, "%", 5, f"{late:.1f} s, {early:.1f} s of it in the first 5 s")
        within_limits(counted, LIMITS)
        figure("  jobs seen to be finished", len(counted["delays"]), f"Ctrl-C ended it in {leaving:.1f} s")
