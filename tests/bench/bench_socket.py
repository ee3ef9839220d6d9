# SPDX-License-Identifier: GPL-3.0-or-later
"""The agent's socket: a round trip, `token` with its durable audit record at one and at 64 callers, `token` while another connection's provider hangs, what idle callers cost; and
Git's credential helpers as whole processes, ours beside `git credential-store` and libsecret's. Figures move 20 to 50 % between runs: compare them within one only."""
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, os.environ["KEYSTEAD_E2E"])
import results
from harness import BIN, Session, check

CALLS = 5000
ROUNDS = 300
KEY = "ak-0123456789abcdef"
LIBSECRET = "/usr/share/doc/git/contrib/credential/libsecret/git-credential-libsecret"


def durable_appends(folder, rounds):
    """Microseconds of a 4 KiB append with fdatasync: what no durable record can undercut."""
    times = []
    with open(folder / "floor", "wb", buffering=0) as file:
        for _ in range(rounds):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - began) * 1e6)
    return times


class Echo(threading.Thread):
    """A socket that answers at once: the floor of a round trip."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen(1)

    def run(self):
        caller, _ = self.listener.accept()
        while data := caller.recv(65536):
            caller.sendall(data)


def request(method, **params):
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})


def callers(path, clients, calls, line, wanted):
    """(seconds, [microseconds of each call])"""
    done = subprocess.run([BIN / "bench_callers", path, str(clients), str(calls), line, wanted], capture_output=True, text=True, check=False)
    check(done.returncode == 0, f"bench_callers: {done.stderr}")
    seconds, times = done.stdout.splitlines()
    return float(seconds), [float(t) for t in times.split()]


def spawned(session, commands, rounds):
    """Milliseconds of each command, by name."""
    text = "".join("\t".join(map(str, words)) + "\n" for words in commands.values())
    done = subprocess.run([BIN / "bench_spawn", str(rounds)], env=session.env, input=text, capture_output=True, text=True, check=False)
    check(done.returncode == 0, f"bench_spawn: {done.stderr}")
    return {name: [float(t) / 1000 for t in line.split()] for name, line in zip(commands, done.stdout.splitlines())}


def hanging_server():
    """Takes connections and never answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    held = []

    def hold():
        while True:
            held.append(listener.accept()[0])

    threading.Thread(target=hold, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"


def memory(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("Pss:"))


def allow(session, program, connection):
    """Default deny: what measures is a program like any other."""
    if session.knows_grants():
        session.allow(connection, program)


def idle_cost(path, agent, clients=1000):
    before = memory(agent.pid)
    idle = []
    for _ in range(clients):
        idle.append(socket.socket(socket.AF_UNIX))
        idle[-1].connect(path)
        idle[-1].sendall(request("status").encode() + b"\n")
    for caller in idle:
        check(caller.recv(65536), "an idle caller is served once")
    cost = memory(agent.pid) - before
    for caller in idle:
        caller.close()
    return cost


def git_helpers(session):
    """Commands that answer for one host, and why others are missing."""
    question = session.root / "question"
    question.write_text("protocol=https\nhost=git.example.com\n\n")
    commands, missing = {}, {}
    if shutil.which("git"):
        store = session.root / "home" / ".git-credentials"
        store.write_text(f"https://ada:{KEY}@git.example.com\n")
        store.chmod(0o600)
        program = Path(subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True).stdout.strip()) / "git-credential-store"
        commands["git-credential-store get"] = [f"<{question}", program, "get"]
    else:
        missing["git-credential-store get"] = "git is not installed"
    if (BIN / "git-credential-keystead").exists():
        session.ok("add", "generic-basic", "--name", "git", "--set", "api_base_url=https://git.example.com", "--set", "username=ada", "--secret", "password", secret=KEY + "\n")
        allow(session, BIN / "bench_spawn", "git")
        commands["git-credential-keystead get"] = [f"<{question}", BIN / "git-credential-keystead", "get"]
    else:
        missing["git-credential-keystead get"] = "it is not built"
    if Path(LIBSECRET).exists():
        subprocess.run([LIBSECRET, "store"], env=session.env, input=f"protocol=https\nhost=git.example.com\nusername=ada\npassword={KEY}\n\n", text=True, check=True)
        commands["git-credential-libsecret get"] = [f"<{question}", LIBSECRET, "get"]
    else:
        missing["git-credential-libsecret get"] = "Debian does not build it; make it in /usr/share/doc/git/contrib/credential/libsecret"
    return commands, missing


def main(out):
    note = results.load_note()
    results.stay_on_disk(out)
    session = Session()
    session.ok("vault", "init", "--keychain")
    hanging = hanging_server()
    session.ok("add", "generic-api-key", "--name", "key", "--set", "api_base_url=https://api.example.com", "--secret", "api_key", secret=KEY + "\n")
    session.ok("add", "generic-client-credentials", "--name", "slow", "--set", f"token_endpoint={hanging}token", "--set", "client_id=bench", "--set", "allow_loopback_http=yes",
               "--set", f"api_base_url={hanging}", "--secret", "client_secret", secret="client-secret-123456\n")
    session.stop_agent()
    agent = session.start_agent()
    path = str(session.root / "run" / "keystead" / "agent.sock")
    allow(session, BIN / "bench_callers", "key")
    allow(session, None, "slow")
    rows = []

    echo = Echo(session.root / "run" / "echo.sock")
    echo.start()
    _, floor = callers(str(session.root / "run" / "echo.sock"), 1, CALLS, request("hello"), "hello")
    _, times = callers(path, 1, CALLS, request("hello"), "version")
    rows.append(results.result("Socket round trip", times, unit="us", floor=("echo of a Unix socket", floor)))
    appends = ("4 KiB append, fdatasync", durable_appends(session.root, 2000))
    token = request("token", connection="key")
    _, times = callers(path, 1, CALLS, token, KEY)
    rows.append(results.result("token on an open socket, audited durably", times, unit="us", floor=appends, target={"median": 400, "p99": 2000}))
    seconds, times = callers(path, 64, 4 * CALLS, token, KEY)
    rows.append(results.result("token with 64 callers, until the answer", times, unit="us", floor=appends))
    # As time a call, since all benchmarks are times: 200 us a call are 5,000 a second.
    rows.append(results.result(f"token with 64 callers, time a call ({len(times) / seconds:.0f}/s)", [seconds / len(times) * 1e6], unit="us", target={"median": 200}, p99=False))

    slow = subprocess.Popen([BIN / "keystead-cli", "token", "slow"], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, times = callers(path, 1, 1000, token, KEY)
    check(slow.poll() is None, "the hanging provider did not hang")
    rows.append(results.result("token while another provider hangs", times, unit="us", floor=appends, target={"median": 400}))
    slow.kill()
    slow.wait()
    rows.append(results.result("Memory of 1,000 idle callers", [idle_cost(path, agent)], unit="MB", target={"median": 20}, p99=False))

    commands, missing = git_helpers(session)
    commands = {"empty C process": [BIN / "bench_empty"], **commands}
    took = spawned(session, commands, ROUNDS)
    floor = ("empty C process", took["empty C process"])
    store = took.get("git-credential-store get")
    for name in commands:
        if name != floor[0]:
            target = {"median": 2 * results.percentile(store, 0.5)} if name == "git-credential-keystead get" and store else None
            rows.append(results.result(name, took[name], floor=floor, target=target))
    rows += [results.not_available(name, why) for name, why in missing.items()]
    results.write(out, rows, note)
    for row in rows:
        print(row)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
