# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests through the agent that runs, over `request.stream` and at the loopback endpoint: a small one with its durable record, 256 MiB down and 256 MiB up, each beside the same request straight to the
server, in turn within one run. Program and server are Python, which costs both sides alike. Nothing is reused but the open stream: Keystead and the bare program make a connection to the server a request."""
import json
import os
import socket
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, os.environ["KEYSTEAD_E2E"])
import results
from body_server import FILLED, PIECE, SIZE, SMALL, read_message, send_body
from harness import Session, check

PASSPHRASE = "a long enough passphrase"
ROUNDS, LARGE_ROUNDS = 1000, 10
buffer = bytearray(PIECE)


def connected(place):
    connection = socket.create_connection(place, timeout=120)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def exchange(connection, method, target, host, fields="", up=0):
    """Sends a request with `up` bytes of a body; the bytes of the answer's body."""
    length = f"Content-Length: {up}\r\n" if up else ""
    connection.sendall(f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{fields}{length}\r\n".encode())
    send_body(connection, up, FILLED)
    answer = read_message(connection, buffer)
    check(answer and b" 200 " in answer[0], f"{method} {target}: {answer}")
    return answer[1]


class Bare:
    name = "the bare request"

    def __init__(self, port):
        self.place = ("127.0.0.1", port)

    def __call__(self, method, path, up=0):
        with connected(self.place) as connection:
            return exchange(connection, method, "/v1" + path, "any", "Connection: close\r\n", up)


class Stream:
    name = "request.stream"

    def __init__(self, path):
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.settimeout(120)
        self.connection.connect(str(path))
        self.connection.sendall(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "request.stream", "params": {"connection": "api"}}).encode() + b"\n")
        answer = json.loads(self.connection.makefile("rb", buffering=0).readline())
        check("result" in answer, f"request.stream: {answer}")

    def __call__(self, method, path, up=0):
        return exchange(self.connection, method, path, "any", up=up)


class Endpoint:
    name = "the loopback endpoint"

    def __init__(self, url, key):
        self.place = urllib.parse.urlsplit(url)
        self.key = f"Authorization: Bearer {key}\r\n"

    def __call__(self, method, path, up=0):
        with connected((self.place.hostname, self.place.port)) as connection:
            return exchange(connection, method, "/c/api" + path, self.place.netloc, self.key, up)


def timed(call, arguments, size):
    began = time.perf_counter()
    got = call(*arguments)
    took = (time.perf_counter() - began) * 1e6
    check(got == size, f"{call.name} {arguments[:2]}: {got} bytes in place of {size}")
    return took


def compare(table, bare, path, endpoint, what, arguments, size, rounds, target):
    """A row for request.stream at the socket `path` and one for the endpoint. `target` in microseconds."""
    ways = [Stream(path), endpoint]
    calls = [bare, *ways]
    times = {call.name: [] for call in calls}
    for turn in range(rounds):
        for call in calls[turn % len(calls):] + calls[:turn % len(calls)]:
            times[call.name].append(timed(call, arguments, size))
    large = target.get("median", 0) >= 1000
    scale, unit = (1000, "ms") if large else (1, "us")
    shown = {name: [t / scale for t in of_call] for name, of_call in times.items()}
    for call in ways:
        table.rows.append(results.result(f"{what}, {call.name}", shown[call.name], unit=unit, floor=(bare.name, shown[bare.name]), target={key: limit / scale for key, limit in target.items()}))


def serve(session, port):
    """An agent with the connection "api", its endpoint on, a grant for this script; (address, key) of the endpoint."""
    session.passphrase = PASSPHRASE
    session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
    session.ok("add", "generic-api-key", "--name", "api", "--set", f"api_base_url=http://127.0.0.1:{port}/v1", "--set", "allow_loopback_http=yes", "--secret", "api_key", secret="ak-0123456789abcdef\n")
    session.allow("api", rights="request")
    session.ok("proxy", "on", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
    given = session.json("proxy", "key")
    return given["url"], given["key"]


def main(out):
    table = results.Table(out)
    server = subprocess.Popen([sys.executable, "-B", Path(__file__).with_name("body_server.py")], stdout=subprocess.PIPE, text=True)
    try:
        with table.part("requests through the agent"):
            port = int(server.stdout.readline())
            session = Session(keyring=False)
            url, key = serve(session, port)
            bare = Bare(port)
            path, endpoint = session.root / "run" / "keystead" / "agent.sock", Endpoint(url, key)
            with table.part("A small request"):
                compare(table, bare, path, endpoint, "A request with its durable record", ("GET", "/small"), len(SMALL), ROUNDS, {"over_floor": 1000})
            # 300 MB/s.
            with table.part("256 MiB down"):
                compare(table, bare, path, endpoint, "256 MiB down", ("GET", "/large"), SIZE, LARGE_ROUNDS, {"median": SIZE / 300})
            with table.part("256 MiB up"):
                compare(table, bare, path, endpoint, "256 MiB up", ("PUT", "/body", SIZE), len(SMALL), LARGE_ROUNDS, {"median": SIZE / 300})
    finally:
        server.kill()
        server.wait()
    table.write()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
