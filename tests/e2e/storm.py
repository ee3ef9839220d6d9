# SPDX-License-Identifier: GPL-3.0-or-later
"""64 clients ask for tokens while grants change, the agent is killed and started again and the vault is locked and opened: no wrong answer, no answer without its record, no lost
grant. storm.py [SECONDS [RESTARTS]]; KEYSTEAD_STORM_SECONDS is the same. Short by default: the length changes what can be hit, not what must hold."""
import collections
import contextlib
import json
import os
import random
import signal
import socket
import sys
import threading
import time
from harness import Session, check

PASSPHRASE = "a long enough passphrase"
SECONDS = float(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("KEYSTEAD_STORM_SECONDS", 12))
RESTARTS = int(sys.argv[2] if len(sys.argv) > 2 else 20 if SECONDS >= 60 else 5)
CLIENTS = 64
CONNECTIONS = 8
# What may be answered while the agent comes and goes and the vault is locked; "denied" only where a grant may be missing.
TEMPORARY = {"vault_locked", "cancelled", "rate_limited", "timed_out", "limit_exceeded", "vault_busy"}

session = Session(keyring=False)
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.stop_agent()
path = str(session.root / "run" / "keystead" / "agent.sock")


def started():
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode() + b"\n")
    os.close(writer)
    try:
        return session.start_agent("--passphrase-fd", str(reader), pass_fds=(reader,))
    finally:
        os.close(reader)


agent = started()
names = [f"c{i}" for i in range(CONNECTIONS)]
for name in names:
    session.ok("add", "generic-api-key", "--name", name, "--set", "api_base_url=https://api.example.com", "--secret", "api_key", secret=f"secret-of-{name}\n")
ids = {c["name"]: c["id"] for c in session.json("list")}


class Grants:
    """What stands, as far as is known from here: a change is known from the moment it was answered, and open from the moment it was asked for."""

    def __init__(self):
        self.lock = threading.Lock()
        self.epoch = {name: 0 for name in names}  # odd: a change is under way
        self.granted = {name: True for name in names}

    def begin(self, name):
        with self.lock:
            self.epoch[name] += 1

    def end(self, name, granted):
        with self.lock:
            self.granted[name] = granted
            self.epoch[name] += 1

    def look(self, name):
        with self.lock:
            return self.epoch[name], self.granted[name]


grants = Grants()
with_grants = session.knows_grants()
grant_ids = {}
if with_grants:
    for name in names:
        grant_ids[name] = session.allow(name, passphrase=PASSPHRASE)
counts = collections.Counter()
received = collections.Counter()  # tokens by connection
wrong = []
stop = threading.Event()
tally = threading.Lock()


class Client(threading.Thread):
    def __init__(self, number):
        super().__init__(daemon=True)
        self.random = random.Random(number)
        self.socket = self.lines = None

    def ask(self, name):
        """The agent's answer; None where it went away, which happens here."""
        try:
            if not self.socket:
                self.socket = socket.socket(socket.AF_UNIX)
                self.socket.settimeout(60)
                self.socket.connect(path)
                self.lines = self.socket.makefile("rb")
            self.socket.sendall(json.dumps({"jsonrpc": "2.0", "id": name, "method": "token", "params": {"connection": name}}).encode() + b"\n")
            line = self.lines.readline()
            if not line.endswith(b"\n"):
                raise OSError("hung up")
            return json.loads(line)
        except OSError:
            with contextlib.suppress(OSError):
                self.socket.close()
            self.socket = None
            return None

    def judge(self, name, before, after, answer):
        settled = before == after and before[0] % 2 == 0
        if "result" in answer:
            if answer["id"] != name or answer["result"]["token"] != f"secret-of-{name}" or answer["result"]["connection"] != ids[name]:
                wrong.append(f"{name}: {answer}")
            if with_grants and settled and not before[1]:
                wrong.append(f"{name}: a token without a grant")
            return "tokens"
        error = answer["error"]["message"]
        if error == "denied" and with_grants and not (settled and before[1]):
            return "denied"
        if error not in TEMPORARY:
            wrong.append(f"{name}: {answer['error']}, granted: {before}, {after}")
        return error

    def run(self):
        while not stop.is_set():
            name = self.random.choice(names)
            before = grants.look(name)
            answer = self.ask(name)
            after = grants.look(name)
            with tally:
                if answer is None:
                    counts["hung up"] += 1
                else:
                    kind = self.judge(name, before, after, answer)
                    counts[kind] += 1
                    received[name] += kind == "tokens"
            if answer is None or "error" in answer:
                time.sleep(0.02)  # until somebody listens again, or the vault is open


def change_grants():
    """Takes grants away and gives them again, through keystead-cli and whatever agent runs."""
    chance = random.Random(1)
    while not stop.is_set():
        name = chance.choice(names)
        _, granted = grants.look(name)
        grants.begin(name)
        if granted:
            done = session.run("--no-start", "grants", "remove", grant_ids[name])
            ended = done.returncode == 0
        else:
            try:
                done = session.run("--no-start", "--json", "grants", "add", name, "--program", sys.executable, "--script", os.path.realpath(__file__), "--allow", "token",
                                   "--passphrase-fd", "{fd}", secret=PASSPHRASE)
                grant_ids[name] = json.loads(done.stdout)["id"]
                ended = True
            except (ValueError, KeyError):
                ended = False
        if not ended:
            # The agent died or the vault was locked: whether it was done is read back once it serves again.
            ended = read_back(name)
        else:
            grants.end(name, not granted)
            counts["grant changes"] += 1
        time.sleep(0.05)


def standing():
    """Ids of this program's grants by connection, as the agent lists them; None where it cannot."""
    done = session.run("--no-start", "--json", "grants")
    if done.returncode != 0:
        return None
    return {g["connection_name"]: g["id"] for g in json.loads(done.stdout)}


def read_back(name):
    while not stop.is_set():
        found = standing()
        if found is not None:
            grant_ids[name] = found.get(name, "")
            grants.end(name, name in found)
            return True
        time.sleep(0.1)
    return False


clients = [Client(i) for i in range(CLIENTS)]
for client in clients:
    client.start()
changer = threading.Thread(target=change_grants, daemon=True)
if with_grants:
    changer.start()
began = time.monotonic()
locks = kills = 0
for turn in range(RESTARTS):
    time.sleep(max(0.0, began + SECONDS * (turn + 0.5) / RESTARTS - time.monotonic()))
    done = session.run("--no-start", "vault", "lock")
    locks += done.returncode == 0
    done = session.run("--no-start", "vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
    check(done.returncode == 0, f"the vault does not open again: {done.stderr}")
    time.sleep(max(0.0, began + SECONDS * (turn + 1) / RESTARTS - time.monotonic()))
    agent.send_signal(signal.SIGKILL if turn % 4 else signal.SIGTERM)
    agent.wait(timeout=60)
    kills += 1
    agent = started()
took = time.monotonic() - began
stop.set()
for client in clients:
    client.join(90)
if with_grants:
    changer.join(90)
check(not any(client.is_alive() for client in clients), "a client is still waiting")
check(not wrong, f"{len(wrong)} wrong answers: {wrong[:5]}")

# --- no answer without its record -------------------------------------------------------------------------------------------------------------------
for name in names:
    session.ok("--json", "audit", "export", "--format", "json", "--out", str(session.root / f"{name}.json"), "--connection", name, "--action", "credential_access")
    report = json.loads((session.root / f"{name}.json").read_text())
    recorded = sum(record["outcome"] == "success" for record in report["records"])
    check(recorded >= received[name], f"{name}: {received[name]} answers and {recorded} records")
    counts["records"] += recorded
verified = session.run("audit", "verify")
check(verified.returncode == 0, f"the trail does not verify: {verified.stdout}{verified.stderr}")

# --- no lost grant ----------------------------------------------------------------------------------------------------------------------------------
if with_grants:
    found = standing()
    for name in names:
        epoch, granted = grants.look(name)
        if epoch % 2 == 0:
            check((name in found) == granted, f"{name}: granted: {granted}, listed: {found}")
check(counts["tokens"] > CLIENTS, f"hardly any token was given: {dict(counts)}")
check(counts["records"] - sum(received.values()) <= CLIENTS * (kills + locks), f"more records than answers can have been lost: {dict(counts)}")
print(f"ok: {took:.0f} s, {CLIENTS} clients, {kills} restarts, {locks} locks: {counts['tokens']} tokens, all right, {counts['records']} records; " +
      ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()) if kind not in ("tokens", "records")) + ("" if with_grants else "; grants: the agent has none"))
