"""Serves a Holocron on a free port of the loopback, as fast as Python can.

Its settings are the argument, its port is its first line, and it ends with its standard input.
"""

import asyncio
import json
import sys

from holocron import Holocron

REASONS = {200: "OK", 202: "Accepted", 402: "Payment Required", 404: "Not Found", 429: "Too Many Requests"}


class Connection(asyncio.Protocol):
    def __init__(self, holocron):
        self.holocron = holocron
        self.received = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            first, *rest = self.received[:end].decode("latin-1").split("\r\n")
            fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
            end += 4
            length = int(fields.get("content-length", 0))
            if len(self.received) < end + length:
                return
            body, self.received = self.received[end : end + length], self.received[end + length :]
            method, target, _ = first.split(" ")
            self.reply(*self.holocron.answer(method, target, body))
            if fields.get("connection") == "close":
                self.transport.close()

    def reply(self, status, body, retry):
        text = json.dumps(body).encode()
        head = f"HTTP/1.1 {status} {REASONS[status]}\r\nContent-Length: {len(text)}\r\n"
        head += "Content-Type: application/json\r\n"
        if retry is not None:
            head += f"Retry-After: {retry}\r\n"
        self.transport.write(head.encode() + b"\r\n" + text)


async def main():
    holocron = Holocron(json.loads(sys.argv[1]))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(holocron), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
