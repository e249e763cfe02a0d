"""The jobs of a Holocron that only counts: what it answers, and when it was asked for what."""

import bisect
import collections
import json
import time

SETTINGS = {
    "durations": 0,  # seconds that a job runs: a number, or a list that the parameter `limit` points into
    "credits": None,  # submits that are paid for before the account is empty
    "limits": {},  # requests in any 60 s, for each of submit, look, list and search; none where it is not named
    "has_list": True,
    "page": 100,  # most jobs on a page of the list
}
STORY = {"title": "Show HN: a shell for paid web actions", "by": "example", "score": 128, "comments": 42}
RESULT = {"count": 5, "stories": [{"id": 41_000_000 + n, **STORY} for n in range(5)]}
ACTION = {
    "action_id": "hn_stories", "catalog_name": "Hacker News", "catalog_slug": "hackernews", "name": "Stories",
    "description": "", "mode": "async", "auth_mode": "none", "auth_required": False, "connected": True, "credits": 1,
    "params": {"type": "object", "properties": {"limit": {"type": "integer"}}, "required": []},
}  # fmt: skip


def job_id(number):
    return f"{number:08x}-4d5e-4f7a-8b9c-{number:012x}"


def failure(code, message, **more):
    return {"status": "error", "error": {"code": code, "message": message, **more}}


class Job:
    __slots__ = ("begun", "ends", "noticed", "params")

    def __init__(self, params, begun, duration):
        self.params = params
        self.begun, self.ends, self.noticed = begun, begun + duration, None


class Holocron:
    def __init__(self, settings):
        self.settings = {**SETTINGS, **settings}
        self.jobs = {}
        self.times = collections.defaultdict(list)
        self.refused = collections.Counter()
        self.windows = collections.defaultdict(collections.deque)

    def answer(self, method, target, body):
        """Status, body, and the seconds of Retry-After where there are any."""
        path, _, query = target.partition("?")
        name = path.rpartition("/")[2]
        if path == "/bench":
            return 200, self.control(json.loads(body)), None
        if method == "POST" and name == "task":
            return self.limited("submit", self.submit, body)
        if "/jobs/" in path:
            return self.limited("look", self.look, name)
        if name == "jobs":
            return self.limited("list", self.list if self.settings["has_list"] else self.missing, query)
        if name == "search":
            return self.limited("search", self.search, query)
        return *self.missing(None, name), None

    def missing(self, now, name):
        return 404, failure("NOT_FOUND", "Not found")

    def search(self, now, query):
        return 200, {"results": [ACTION]}

    def limited(self, kind, handle, argument):
        now = time.monotonic()
        self.times[kind].append(now)
        most, window = self.settings["limits"].get(kind), self.windows[kind]
        while window and window[0] <= now - 60:
            window.popleft()
        if most and len(window) >= most:
            self.refused[kind] += 1
            body = failure("RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later.")
            return 429, body, int(window[0] + 60 - now) + 1
        if most:
            window.append(now)
        return *handle(now, argument), None

    def submit(self, now, body):
        if self.settings["credits"] is not None and len(self.jobs) >= self.settings["credits"]:
            text = "You need 1 credit. Current balance: 0"
            return 402, failure("INSUFFICIENT_CREDITS", text, balance=0, required=1)
        params = json.loads(body)["params"]
        durations = self.settings["durations"]
        duration = durations[params["limit"]] if isinstance(durations, list) else durations
        name = self.add(params, now, duration)
        return 202, {"status": "processing", "job_id": name, "poll_url": f"/v1/holocron/jobs/{name}"}

    def add(self, params, now, duration):
        name = job_id(len(self.jobs) + 1)
        self.jobs[name] = Job(params, now, duration)
        return name

    def look(self, now, name):
        if name not in self.jobs:
            return 404, failure("NOT_FOUND", "Job not found")
        job = self.jobs[name]
        if now < job.ends:
            return 200, {"status": "processing"}
        job.noticed = job.noticed or now
        took = int((job.ends - job.begun) * 1000)
        return 200, {"status": "completed", "data": RESULT, "credits_used": 1, "execution_ms": took}

    def list(self, now, query):
        fields = dict(part.partition("=")[::2] for part in query.split("&"))
        page, size = int(fields.get("page", 1)), min(int(fields.get("limit", 20)), self.settings["page"])
        found = [
            self.entry(name, job, "processing" if now < job.ends else "completed", now)
            for name, job in reversed(self.jobs.items())
            if fields.get("status") in (None, "processing" if now < job.ends else "completed")
        ]
        return 200, {
            "jobs": found[(page - 1) * size : page * size], "total_count": len(found), "page": page, "limit": size,
            "total_pages": -(-len(found) // size),
        }  # fmt: skip

    def entry(self, name, job, status, now):
        created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - (now - job.begun)))
        return {
            "id": name, "action_id": "hn_stories", "action_name": "Stories", "catalog_slug": "hackernews",
            "params": job.params, "status": status, "result": RESULT if status == "completed" else None,
            "credits_used": 1, "credential_id": None, "error": None, "created_at": created, "completed_at": None,
        }  # fmt: skip

    def control(self, change):
        """Adds jobs, changes settings, and tells what was counted since it was last told to forget."""
        for _ in range(change.pop("add", 0)):
            self.add({"limit": len(self.jobs) + 1}, time.monotonic(), self.settings["durations"])
        if change.pop("forget", False):
            self.times.clear()
        self.settings.update(change)
        jobs = self.jobs.values()
        return {
            "jobs": len(jobs),
            "requests": {kind: len(times) for kind, times in self.times.items()},
            "first": {kind: times[0] for kind, times in self.times.items()},
            "most": {kind: most_in_a_minute(times) for kind, times in self.times.items()},
            "refused": self.refused,
            "delays": [job.noticed - job.ends for job in jobs if job.noticed],
            "whole": max((job.noticed or 0 for job in jobs), default=0) - min((job.begun for job in jobs), default=0),
        }


def most_in_a_minute(times):
    """The most of them in any window of 60 s."""
    return max(bisect.bisect_left(times, start + 60) - index for index, start in enumerate(times))
