# SPDX-License-Identifier: GPL-3.0-or-later
"""The agent's socket: a round trip, `token` with its durable audit record at one and at 64 callers, `token` while another connection's provider hangs, what idle callers cost; and
git's credential helpers as whole processes, ours beside `git credential-store` and libsecret's. Figures move 20 to 50 % between runs: compare them within one only."""
import json
import os
import resource
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
LIBSECRET = BIN / "bench_git_credential_libsecret"  # git's own, compiled by CMakeLists.txt where its source and libsecret are
CALLERS = 64
STORE, OURS, PEER = "git-credential-store get", "git-credential-keystead get", "git-credential-libsecret get"


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


TOKEN = request("token", connection="key")


def callers(path, clients, calls, line, wanted):
    """(seconds, [microseconds of each call])"""
    done = subprocess.run([BIN / "bench_callers", path, str(clients), str(calls), line, wanted], capture_output=True, text=True, check=False)
    check(done.returncode == 0, f"bench_callers: {done.stderr}")
    seconds, times = done.stdout.splitlines()
    return float(seconds), [float(t) for t in times.split()]


def hanging_server():
    """Takes connections and never answers. (its address, an event: somebody hangs)"""
    listener = socket.create_server(("127.0.0.1", 0))
    held = []
    hanging = threading.Event()

    def hold():
        while True:
            held.append(listener.accept()[0])
            hanging.set()

    threading.Thread(target=hold, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/", hanging


def memory(pid):
    """The agent's own memory in MB; what it is made of is closed to others, this figure is not."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 / 1e6 for line in file if line.startswith("RssAnon:"))


def uses_on_record(session, connection):
    return session.json("audit", "export", "--format", "json", "--out", str(session.root / "uses.json"), "--force", "--connection", connection, "--action", "credential_access")["records"]


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
        commands[STORE] = [f"<{question}", program, "get"]
    else:
        missing[STORE] = "git is not installed"
    session.ok("add", "generic-basic", "--name", "git", "--set", "server_url=https://git.example.com", "--set", "username=ada", "--secret", "password", secret=KEY + "\n")
    session.allow("git", BIN / "bench_spawn")
    commands[OURS] = [f"<{question}", BIN / "git-credential-keystead", "get"]
    if LIBSECRET.exists():
        subprocess.run([LIBSECRET, "store"], env=session.env, input=f"protocol=https\nhost=git.example.com\nusername=ada\npassword={KEY}\n\n", text=True, check=True)
        commands[PEER] = [f"<{question}", LIBSECRET, "get"]
    else:
        missing[PEER] = "git's contrib folder or libsecret-1-dev is not installed"
    return commands, missing


def round_trips(table, session, path, appends):
    echo = Echo(session.root / "run" / "echo.sock")
    echo.start()
    _, floor = callers(str(session.root / "run" / "echo.sock"), 1, CALLS, request("hello"), "hello")
    _, times = callers(path, 1, CALLS, request("hello"), "version")
    table.rows.append(results.result("Socket round trip", times, unit="us", floor=("echo of a Unix socket", floor)))
    _, times = callers(path, 1, CALLS, TOKEN, KEY)
    table.rows.append(results.result("token on an open socket, audited durably", times, unit="us", floor=appends, target={"median": 400, "p99": 2000}))


def many_callers(table, session, path, appends):
    before = uses_on_record(session, "key")
    seconds, times = callers(path, CALLERS, 4 * CALLS, TOKEN, KEY)
    written = uses_on_record(session, "key") - before
    made = 4 * CALLS + 4 * CALLS // 10  # with those that are not timed
    check(written == made, f"{made} answers and {written} records")
    table.rows.append(results.result(f"token with {CALLERS} callers, until the answer", times, unit="us", floor=appends))
    # As time a call, since all benchmarks are times: 200 us a call are 5,000 a second.
    name = f"token with {CALLERS} callers, time a call ({len(times) / seconds:.0f}/s, {made} answers, {written} records)"
    table.rows.append(results.result(name, [seconds / len(times) * 1e6], unit="us", target={"median": 200}, p99=False))


def beside_hanging(table, session, path, appends, hanging):
    """No slower than without: a tenth more is what two runs of the same differ by."""
    _, alone = callers(path, 1, 1000, TOKEN, KEY)
    slow = subprocess.Popen([BIN / "keystead-cli", "token", "slow"], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        check(hanging.wait(30), "nobody came to the hanging provider")
        _, times = callers(path, 1, 1000, TOKEN, KEY)
        check(slow.poll() is None, "the hanging provider did not hang")
    finally:
        slow.kill()
        slow.wait()
    table.rows.append(results.result("token while another provider hangs", times, unit="us", floor=appends, target={"median": 400}, peers=[("the same alone", alone, 1.1)]))


def whole_helpers(table, session):
    commands, missing = git_helpers(session)
    floor = "empty C process"
    took, failed = results.spawned(BIN / "bench_spawn", session.env, {floor: [BIN / "bench_empty"], **commands}, ROUNDS)
    against = [(name, took[name], share) for name, share in ((STORE, 2.0), (PEER, 0.1)) if name in took]
    for name in took:
        if name != floor:
            table.rows.append(results.result(name, took[name], floor=(floor, took[floor]), peers=against if name == OURS else ()))
    table.rows += [{"name": name, "failed": why} for name, why in failed.items()]
    table.rows += [results.not_available(name, why) for name, why in missing.items()]


def serve(session, hanging):
    """A vault with an API key and a sign-in whose provider hangs; its agent."""
    session.ok("vault", "init", "--keychain")
    session.ok("add", "generic-api-key", "--name", "key", "--set", "api_base_url=https://api.example.com", "--secret", "api_key", secret=KEY + "\n")
    session.ok("add", "generic-client-credentials", "--name", "slow", "--set", f"token_endpoint={hanging}token", "--set", "client_id=bench", "--set", "allow_loopback_http=yes",
               "--set", f"api_base_url={hanging}", "--secret", "client_secret", secret="client-secret-123456\n")
    session.stop_agent()
    agent = session.start_agent()
    session.allow("key", BIN / "bench_callers")  # default deny: what measures is a program like any other
    session.allow("slow")
    return agent


def main(out):
    table = results.Table(out)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    with table.part("the agent's socket"):
        session = Session()
        url, hanging = hanging_server()
        agent = serve(session, url)
        path = str(session.root / "run" / "keystead" / "agent.sock")
        appends = ("4 KiB append, fdatasync", durable_appends(session.root, 2000))
        with table.part("round trips"):
            round_trips(table, session, path, appends)
        with table.part(f"token with {CALLERS} callers"):
            many_callers(table, session, path, appends)
        with table.part("token while another provider hangs"):
            beside_hanging(table, session, path, appends, hanging)
        with table.part("Memory of 1,000 idle callers"):
            table.rows.append(results.result("Memory of 1,000 idle callers", [idle_cost(path, agent)], unit="MB", target={"median": 20}, p99=False))
        with table.part("git's credential helpers"):
            whole_helpers(table, session)
    table.write()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
