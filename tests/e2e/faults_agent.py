# SPDX-License-Identifier: GPL-3.0-or-later
"""The agent under bad company: 64 clients while the vault locks and opens and the agent is restarted (each released secret has its record), callers that never
read, half-open connections, more connections than it takes, malformed requests, another user, a debugger, odd environments."""
import contextlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time
from harness import BIN, Session, check, skip

session = Session(keyring=False)
PHRASE = "a long enough passphrase"
SOCKET = session.root / "run" / "keystead" / "agent.sock"
counted = {}


def unlock():
    return session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)


def connect(timeout=20):
    client = socket.socket(socket.AF_UNIX)
    client.connect(str(SOCKET))  # blocking: waits while the backlog is full
    client.settimeout(timeout)
    return client


def ask(client, line):
    client.sendall(line + b"\n")
    data = b""
    while not data.endswith(b"\n"):
        chunk = client.recv(65536)
        if not chunk:
            break
        data += chunk
    return data


def request(method, **params):
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()


session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
for name in ("a", "b"):
    session.ok("add", "generic-bearer", "--name", name, "--secret", "token", secret=f"tok-{name}-123456\n")
    session.allow(name)

# --- requests that no client of ours would send: an answer each, and the agent lives -----------------------------------------------------------
agent = session.agent_pids()[0]
lines = [b"\xff\xfe", b"{}", b"[]", b"null", b"[" * 5000, b'{"jsonrpc":"2.0","id":{},"method":"status"}', b'{"jsonrpc":"2.0","id":1,"method":5}',
         b'{"jsonrpc":"2.0","id":1,"method":"status","params":[1]}', b'{"jsonrpc":"2.0","id":1,"id":2,"method":"status"}',
         request("no.such.method"), request("token"), request("token", connection="nobody")]
lines += [request(m, connection=odd) for m in ("token", "connection.show", "connection.refresh", "login.start") for odd in (5, None, [], {}, True, "x" * 5000)]
lines += [request("audit.list", limit=-(2**63), actions=["x"]), request("login.await", session="sgn_none"), request("login.paste", session=1, address=2),
          request("provider.add", descriptor="[]"), request("audit.export", format="json", out="relative"), request("vault.unlock", passphrase=7)]
for line in lines:
    with connect() as client:
        answer = json.loads(ask(client, line))
        check("error" in answer or b'"audit.list"' in line or b"vault.unlock" in line, f"{line[:80]}: {answer}")
with connect() as client:  # 1 MiB is the limit of a line
    with contextlib.suppress(OSError):
        client.sendall(b"x" * (3 << 20))
    with contextlib.suppress(OSError):
        check(b"limit_exceeded" in client.recv(65536), "an endless line")
check(session.agent_pids() == [agent], "a malformed request ended the agent")
counted["odd requests"] = len(lines) + 1

# --- callers that never read, half-open ones, and more than it takes ---------------------------------------------------------------------------
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
deaf = connect()
deaf.setblocking(False)
with contextlib.suppress(OSError):
    for _ in range(20_000):
        deaf.send(request("provider.list", query="") + b"\n")
half = connect()
half.sendall(b'{"jsonrpc":"2.0",')
check(session.ok("token", "a") == "tok-a-123456\n", "a deaf caller keeps others out")
crowd, refused = [half], 0
with contextlib.suppress(OSError):
    for _ in range(1200):
        crowd.append(connect())
answer = session.run("token", "a", timeout=30)
check(answer.returncode in (0, 2, 7), f"beside {len(crowd)} connections: {answer}")
busy = [int(x) for x in open(f"/proc/{agent}/stat", encoding="ascii").read().rsplit(")", 1)[1].split()[11:13]]
with contextlib.suppress(OSError):
    crowd[0].settimeout(1)
    crowd[0].recv(1)
spent = sum(int(x) for x in open(f"/proc/{agent}/stat", encoding="ascii").read().rsplit(")", 1)[1].split()[11:13]) - sum(busy)
check(spent < 30, f"the agent spins beside {len(crowd)} connections: {spent} ticks in a second")
counted["connections"] = len(crowd)
for client in crowd + [deaf]:
    client.close()
end = time.monotonic() + 30  # it hears of a thousand ends one after the other
while b"limit_exceeded" in ask(last := connect(), request("status")):
    last.close()
    check(time.monotonic() < end, "a place is free after the crowd left")
last.close()
check(session.ok("token", "a") == "tok-a-123456\n", "after the crowd left")
check(session.agent_pids() == [agent], "the crowd ended the agent")

# --- other users, debuggers, the process's own secrets -----------------------------------------------------------------------------------------
status = open(f"/proc/{agent}/status", encoding="ascii").read()
limits = open(f"/proc/{agent}/limits", encoding="ascii").read()
check(os.stat(f"/proc/{agent}/environ").st_uid == 0, "the agent is dumpable")
check(any(l.split()[4:6] == ["0", "0"] for l in limits.splitlines() if l.startswith("Max core file size")), f"core dumps: {limits}")
check("TracerPid:\t0" in status, "traced")
if os.getuid() == 0 and shutil.which("setpriv"):
    # Into the socket's folder by force, so that the agent itself has to say no.
    wanted = request("token", connection="a") + b"\n"
    script = f"import socket,contextlib\ns=socket.socket(socket.AF_UNIX)\ns.connect({str(SOCKET)!r})\nwith contextlib.suppress(OSError):\n    s.sendall({wanted!r})\nprint(s.recv(9999))"
    opened = []
    for folder in [*SOCKET.parents][:-2]:
        if folder.stat().st_mode & 0o1 == 0:
            opened.append((folder, folder.stat().st_mode & 0o7777))
            folder.chmod(0o711)
    SOCKET.chmod(0o666)
    other = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-c", script], capture_output=True, text=True, timeout=30,
                           check=False, cwd="/")
    for folder, mode in opened:
        folder.chmod(mode)
    SOCKET.chmod(0o600)
    check("tok-a" not in other.stdout + other.stderr and "denied" in other.stdout, f"another user: {other}")
    check(any(r["action"] == "access_denied" for r in session.json("audit", "list")), "another user's attempt is not on record")
    counted["foreign users refused"] = 1
elif os.getuid() != 0:
    check(not os.access(f"/proc/{agent}/environ", os.R_OK), "environ of the agent can be read")

# --- environments ------------------------------------------------------------------------------------------------------------------------------
usual = dict(session.env)
session.env["XDG_RUNTIME_DIR"] = str(session.root / ("r" * 110))
done = session.run("list")
check(done.returncode != 0 and "too long" in done.stderr and "hint: " in done.stderr, f"a long socket path: {done}")
session.env = {k: v for k, v in usual.items() if k not in ("XDG_RUNTIME_DIR",)}
done = session.run("--no-start", "list")
check(done.returncode in (0, 3) and "terminate" not in done.stderr, f"without XDG_RUNTIME_DIR: {done}")
session.env = dict(usual)
deep = session.root / "/".join(["d" * 100] * 4)
done = session.run("--vault", str(deep), "list")
check(done.returncode == 3, f"a long vault path: {done}")
done = session.run("--vault", str(deep), "vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
check(done.returncode == 0 and session.run("--vault", str(deep), "list").returncode == 3, f"a vault below a long path: {done}")

# --- 64 clients, locking, opening, kills -------------------------------------------------------------------------------------------------------
released, wrong, codes = [], [], {}
guard = threading.Lock()
stop = threading.Event()


def client(number):
    name = "ab"[number % 2]
    while not stop.is_set():
        if number % 8 == 7:
            done = session.run("--json", "list", timeout=60)
        else:
            done = session.run("token", name, timeout=60)
        with guard:
            codes[done.returncode] = codes.get(done.returncode, 0) + 1
            if number % 8 != 7 and done.stdout:
                released.append(done.stdout)
                if done.stdout != f"tok-{name}-123456\n" or done.returncode != 0:
                    wrong.append(done)
            if done.returncode not in (0, 1, 2, 3, 7):
                wrong.append(done)


before = sum(r["action"] == "credential_access" and r["outcome"] == "success" for r in session.json("audit", "list", "--limit", "500"))
threads = [threading.Thread(target=client, args=(n,)) for n in range(64)]
for thread in threads:
    thread.start()
turns = 0
while turns < 12:
    session.run("vault", "lock")
    unlock()
    turns += 1
    if turns % 4 == 0:
        session.stop_agent(signal.SIGKILL if turns % 8 == 0 else signal.SIGTERM)
        unlock()
stop.set()
for thread in threads:
    thread.join(60)
    check(not thread.is_alive(), "a client hangs")
check(not wrong, f"wrong answers: {wrong[:3]}")
unlock()
session.ok("vault", "check")
session.ok("audit", "verify")
report = session.root / "all.json"
session.ok("audit", "export", "--format", "json", "--out", str(report), "--action", "credential_access")
records = sum(r.get("outcome") == "success" for r in json.loads(report.read_text())["records"]) - before
check(len(released) <= records, f"{len(released)} secrets released, {records} records")
check(len(released) > 50, f"only {len(released)} were released: {codes}")
counted.update({"released": len(released), "records": records, "locks": turns, "exit codes": dict(sorted(codes.items()))})
print(f"ok: {counted}")
