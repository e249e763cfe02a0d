"""Other ways to run jobs of the API: `rivals.py loop|sdk URL JOBS AT_ONCE`.

Prints the first error that ended a job, where there was one.
"""

import concurrent.futures
import json
import sys
import time
import urllib.error
import urllib.request


def request(url, body=None):
    """Status, body and Retry-After of an answer, whatever its status."""
    headers = {"X-API-Key": "ak-bench", "Content-Type": "application/json"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
            return answer.status, json.load(answer), None
    except urllib.error.HTTPError as error:
        return error.code, json.load(error), error.headers["Retry-After"]


def by_loop(url, number):
    """The documentation's way: sleep 3 s, look, for 300 s. It is patient with refusals, which the sample is not."""
    body = json.dumps({"action_id": "hn_stories", "params": {"limit": number}}).encode()
    status, answer, retry = request(f"{url}/v1/holocron/task", body)
    while status == 429:
        time.sleep(float(retry))
        status, answer, retry = request(f"{url}/v1/holocron/task", body)
    for _ in range(100):
        time.sleep(3)
        if request(url + answer["poll_url"])[1]["status"] == "completed":
            return
    raise TimeoutError


def by_sdk(url):
    import anakin

    client = anakin.Anakin(api_key="ak-bench", base_url=f"{url}/v1")
    return lambda number: client.wire("hn_stories", {"limit": number})


def main():
    way, url, jobs, at_once = sys.argv[1:]
    run = by_sdk(url) if way == "sdk" else lambda number: by_loop(url, number)
    with concurrent.futures.ThreadPoolExecutor(int(at_once)) as pool:
        ended = [pool.submit(run, number) for number in range(1, int(jobs) + 1)]
    errors = [future.exception() for future in ended if future.exception()]
    print(json.dumps({"error": repr(errors[0]) if errors else None}))


if __name__ == "__main__":
    main()
