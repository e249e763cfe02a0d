"""The local Holocron beside SQLite and nginx on the same machine.

Submits are set against a bare program that commits the same rows, a job and its debit, to the same tables with the
same settings, one submit a commit; polls against nginx serving the same bytes as a file. Both sides of a pair run in
turns, and wrk is the client of both servers.
"""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
import uuid

from figures import barred, checked, figure, left_out, percentile, title

KEY = "ak-bench"
SECONDS = 4
TURNS = 3
SUBMIT = {"action_id": "jb_jobs", "params": {"count": 1}}
MILLION = 1_000_000


def measure(chosen):
    title(f"service: the local Holocron beside SQLite and nginx, {SECONDS} s each")
    with tempfile.TemporaryDirectory(prefix="holo-bench-") as folder:
        starts(chosen, folder)
        submits(chosen, folder)
        polls(chosen, folder)
        latency(chosen, folder)
        million(chosen, folder)
        trickle(chosen, folder)


@contextlib.contextmanager
def served(chosen, folder, name, *words):
    """`holo serve` on a data file in the folder, for as long as a `with` block."""
    command = [chosen.holo, "serve", "--port", "0", "--key", KEY, "--data", os.path.join(folder, name), *words]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "HOLO_HOME": folder}
    )
    process.url = process.stdout.readline().strip()
    process.port = int(process.url.split(":")[2].split("/")[0])
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def ask(connection, method, path, body=None):
    headers = {"X-API-Key": KEY, "Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body) if body else None, headers)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def submit(connection, body=SUBMIT):
    status, answer = ask(connection, "POST", "/v1/holocron/task", body)
    assert status == 202, answer
    return answer["poll_url"]


def finished(connection, path):
    while True:
        _, job = ask(connection, "GET", path)
        if job["status"] != "processing":
            return job


def starts(chosen, folder):
    times = []
    for _ in range(max(5, chosen.rounds // 10)):
        began = time.perf_counter()
        with served(chosen, folder, "start.sqlite") as service:
            ask(http.client.HTTPConnection("127.0.0.1", service.port), "GET", "/v1/holocron/jobs/none")
            times.append(time.perf_counter() - began)
    barred("start to first answer", statistics.median(times) * 1000, "ms", 100, f"median of {len(times)}")


def wrk(url, connections, script=None):
    """Answers a second through wrk; nothing but 2xx counts."""
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{SECONDS}s", "-H", f"X-API-Key: {KEY}"]
    command += ["-s", script] if script else []
    text = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    rate = float(next(line for line in text.splitlines() if "Requests/sec" in line).split()[1])
    if "Non-2xx" in text:
        raise SystemExit(f"wrk: {text}")
    return rate


def submits(chosen, folder):
    if shutil.which("wrk") is None:
        return left_out("durable submits", "wrk is not installed")
    script = os.path.join(folder, "submit.lua")
    with open(script, "w") as file:
        file.write(f"wrk.method='POST' wrk.body='{json.dumps(SUBMIT)}' wrk.headers['Content-Type']='application/json'")
    smallest = bare_commits(folder)
    figure("SQLite alone, one small row", f"{smallest:,.0f}/s", "a commit each, synchronous=FULL")
    for connections, part in ((1, 0.9), (64, 5)):
        pairs = [submit_pair(chosen, folder, script, connections, turn) for turn in range(TURNS)]
        rate, raw = (statistics.median(side) for side in zip(*pairs))
        note = f"{rate / raw:.2f}x; SQLite alone {raw:,.0f}/s, a job and its debit a commit"
        name = f"durable submits, {connections} client" + ("s" if connections > 1 else "")
        checked(name, f"{rate:,.0f}/s", rate >= part * raw, f"{part}x", note)


def submit_pair(chosen, folder, script, connections, turn):
    """Submits a second through the service, and the same rows through SQLite alone on a data file of the service."""
    name = f"submits-{connections}-{turn}.sqlite"
    with served(chosen, folder, name, "--credits", "1000000000") as service:
        rate = wrk(service.url + "/holocron/task", connections, script)
    with served(chosen, folder, "bare-" + name, "--credits", "1000000000"):
        pass
    return rate, bare_submits(os.path.join(folder, "bare-" + name))


def opened(path):
    database = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16384"):
        database.execute("PRAGMA " + setting)
    return database


def repeated(work):
    """How often it is done in a second."""
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        work()
        count += 1
    return count / (time.perf_counter() - began)


def bare_submits(path):
    database = opened(path)
    params = json.dumps(SUBMIT["params"])

    def submit_one():
        job, now = str(uuid.uuid4()), int(time.time() * 1000)
        database.execute("BEGIN IMMEDIATE")
        (balance,) = database.execute("SELECT balance FROM ledger ORDER BY number DESC LIMIT 1").fetchone()
        database.execute(
            "INSERT INTO job (id, site, action, params, price, created) VALUES (?, 'jobicy', 'jb_jobs', ?, 1, ?)",
            (job, params, now),
        )
        database.execute(
            "INSERT INTO ledger (kind, job, amount, balance, created) VALUES ('debit', ?, -1, ?, ?)",
            (job, balance - 1, now),
        )
        database.execute("COMMIT")

    rate = repeated(submit_one)
    database.close()
    return rate


def bare_commits(folder):
    """Rows a second that SQLite alone commits with synchronous=FULL, on the same disk."""
    database = opened(os.path.join(folder, "bare.sqlite"))
    database.execute("CREATE TABLE IF NOT EXISTS job (id TEXT PRIMARY KEY, body TEXT)")
    body = json.dumps(SUBMIT)
    rate = repeated(lambda: database.execute("INSERT INTO job VALUES (?, ?)", (os.urandom(16).hex(), body)))
    database.close()
    return rate


def polls(chosen, folder):
    if shutil.which("wrk") is None or shutil.which("nginx") is None:
        return left_out("polls", "wrk or nginx is not installed")
    with served(chosen, folder, "polls.sqlite") as service:
        connection = http.client.HTTPConnection("127.0.0.1", service.port)
        path = submit(connection, {"action_id": "hn_stories", "params": {"limit": 1}})
        body = json.dumps(finished(connection, path), separators=(",", ":"), ensure_ascii=False)
        rate = wrk(f"http://127.0.0.1:{service.port}{path}", 16)
    with nginx(folder, body) as url:
        other = wrk(url, 16)
    note = f"{rate / other:.2f}x; nginx {other:,.0f}/s with the same {len(body.encode())} bytes"
    checked("polls of a finished job", f"{rate:,.0f}/s", rate >= 0.5 * other, "0.5x", note)


@contextlib.contextmanager
def nginx(folder, body):
    """nginx with one worker that serves a file of this text."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with open(os.path.join(folder, "job.json"), "w") as file:
        file.write(body)
    os.chmod(folder, 0o755)
    with open(os.path.join(folder, "nginx.conf"), "w") as file:
        file.write(
            f"daemon off; pid {folder}/nginx.pid; error_log /dev/null; worker_processes 2;"
            "events { worker_connections 1024; } http { access_log off; keepalive_requests 1000000000;"
            f"default_type application/json; server {{ listen 127.0.0.1:{port}; root {folder}; }} }}"
        )
    process = subprocess.Popen(["nginx", "-p", folder, "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}/job.json"
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.01)
        yield url
    finally:
        process.terminate()
        process.wait()


def latency(chosen, folder):
    with served(chosen, folder, "latency.sqlite", "--credits", "100000") as service:
        connection = http.client.HTTPConnection("127.0.0.1", service.port)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        times = []
        for _ in range(300):
            path = submit(connection)
            began = time.perf_counter()
            assert finished(connection, path)["status"] == "completed"
            times.append((time.perf_counter() - began) * 1000)
    barred("accepted to completed", percentile(times, 50), "ms", 10, f"p50 of 300; p99 {percentile(times, 99):.1f} ms")


def memory(process):
    """MiB resident now."""
    with open(f"/proc/{process.pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024


def million(chosen, folder):
    name = "million.sqlite"
    with served(chosen, folder, name, "--credits", str(10 * MILLION)) as service:
        connection = http.client.HTTPConnection("127.0.0.1", service.port)
        path = submit(connection)
        finished(connection, path)
    multiply(os.path.join(folder, name), path.rsplit("/", 1)[1])
    with served(chosen, folder, name) as service:
        connection = http.client.HTTPConnection("127.0.0.1", service.port)
        before = memory(service)
        for _ in range(100):
            finished(connection, submit(connection))
            ask(connection, "GET", path)
        began = time.perf_counter()
        _, page = ask(connection, "GET", "/v1/holocron/jobs?limit=100")
        took = (time.perf_counter() - began) * 1000
        note = f"{before:.0f} MiB at the start; a page of the list in {took:.0f} ms, {page['total_count']:,} jobs"
        figure("memory with a million jobs", f"{memory(service):.0f} MiB", note)


def multiply(path, job):
    """Makes a million of one finished job, with its debit."""
    database = sqlite3.connect(path)
    columns = [row[1] for row in database.execute("PRAGMA table_info(job)") if row[1] not in ("number", "id")]
    names = ", ".join(columns)
    counter = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MILLION})"
    database.execute(
        f"{counter} INSERT INTO job (id, {names}) SELECT printf('%08x-0000-4000-8000-000000000000', i), {names}"
        " FROM n, job WHERE job.id = ?", (job,)
    )  # fmt: skip
    balance = database.execute("SELECT balance FROM ledger ORDER BY number DESC LIMIT 1").fetchone()[0]
    database.execute("DROP TRIGGER ledger_adds_up")
    database.execute(
        "INSERT INTO ledger (kind, job, amount, balance, created)"
        " SELECT 'debit', id, -price, ? - row_number() OVER (ORDER BY number), created FROM job"
        " WHERE id LIKE '%-0000-4000-8000-%'", (balance,)
    )  # fmt: skip
    database.commit()
    database.close()


def trickle(chosen, folder):
    with served(chosen, folder, "trickle.sqlite") as service:
        honest = http.client.HTTPConnection("127.0.0.1", service.port)
        ask(honest, "GET", "/v1/holocron/jobs")
        stop = threading.Event()
        strangers = threading.Thread(target=trickling, args=(service.port, stop))
        strangers.start()
        times, most = [], 0
        until = time.perf_counter() + 2 * SECONDS
        while time.perf_counter() < until:
            began = time.perf_counter()
            ask(honest, "GET", "/v1/holocron/jobs/none")
            times.append((time.perf_counter() - began) * 1000)
            most = max(most, memory(service))
            time.sleep(0.005)
        stop.set()
        strangers.join()
    note = f"p99 of {len(times)} beside 1,000 connections that trickle headers or bodies"
    barred("an honest client", percentile(times, 99), "ms", 100, note)
    barred("  most memory meanwhile", most, "MiB", 150)


def trickling(port, stop):
    """Keeps 1,000 connections that send a byte now and then; one that is closed is opened again."""
    head = f"POST /v1/holocron/task HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-API-Key: {KEY}\r\n"
    body = head + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
    strangers = [None] * 1000
    while not stop.is_set():
        for index, stranger in enumerate(strangers):
            try:
                if stranger is None:
                    strangers[index] = stranger = socket.create_connection(("127.0.0.1", port), timeout=1)
                    stranger.sendall((body if index % 2 else head).encode())
                else:
                    stranger.sendall(b" " if index % 2 else b"X")
            except OSError:
                strangers[index] = None
        time.sleep(0.2)
    for stranger in strangers:
        if stranger is not None:
            stranger.close()
