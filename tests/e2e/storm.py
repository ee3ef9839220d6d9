# SPDX-License-Identifier: GPL-3.0-or-later
"""64 clients ask for tokens while grants change, the agent is killed and started again and the vault is locked and opened: no wrong answer, no answer without its record, no lost
grant. storm.py [SECONDS [KILLS]]; KEYSTEAD_STORM_SECONDS is the same. Short by default: the length changes what can be hit, not what must hold."""
import collections
import contextlib
import datetime
import heapq
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
KILLS = int(sys.argv[2] if len(sys.argv) > 2 else 20 if SECONDS >= 60 else 5)
# Each turn ends the agent: by kill -9, and now and then as the service manager would.
TURNS = [sig for turn in range(KILLS) for sig in ([signal.SIGTERM] * (turn % 4 == 0) + [signal.SIGKILL])]
CLIENTS = 64
CONNECTIONS = 8
ASKED_LOCKED = 20  # calls of each locked vault
TOLERANCE = 0.005  # seconds: a record's time is cut to milliseconds
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
answered = {"tokens": collections.defaultdict(list), "denied": collections.defaultdict(list)}  # (sent, received) by connection
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
            sent = time.time()
            answer = self.ask(name)
            received = time.time()
            after = grants.look(name)
            with tally:
                if answer is None:
                    counts["hung up"] += 1
                else:
                    kind = self.judge(name, before, after, answer)
                    counts[kind] += 1
                    if kind in answered:
                        answered[kind][name].append((sent, received))
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


def ask_locked():
    """Between a lock that was answered and the next unlock nobody gets anything, over a socket that knows nothing of before."""
    for turn in range(ASKED_LOCKED):
        caller = Client(CLIENTS + turn)
        answer = caller.ask(names[turn % CONNECTIONS])
        check(answer and answer.get("error", {}).get("message") == "vault_locked", f"a locked vault answers {answer}")
        caller.socket.close()
    counts["asked while locked"] += ASKED_LOCKED


clients = [Client(i) for i in range(CLIENTS)]
for client in clients:
    client.start()
changer = threading.Thread(target=change_grants, daemon=True)
if with_grants:
    changer.start()
began = time.monotonic()
locks = 0
ends = collections.Counter()
for turn, sig in enumerate(TURNS):
    time.sleep(max(0.0, began + SECONDS * (turn + 0.5) / len(TURNS) - time.monotonic()))
    done = session.run("--no-start", "vault", "lock")
    if done.returncode == 0:
        locks += 1
        ask_locked()
    done = session.run("--no-start", "vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
    check(done.returncode == 0, f"the vault does not open again: {done.stderr}")
    time.sleep(max(0.0, began + SECONDS * (turn + 1) / len(TURNS) - time.monotonic()))
    agent.send_signal(sig)
    code = agent.wait(timeout=60)
    check(code == (-sig if sig == signal.SIGKILL else 0), f"the agent ended with {code} at {sig.name}")
    ends[sig] += 1
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
def record_times(name, action, outcome):
    """When each was written, in seconds."""
    file = session.root / f"{name}-{action}.json"
    session.ok("--json", "audit", "export", "--format", "json", "--out", str(file), "--connection", name, "--action", action)
    records = json.loads(file.read_text())["records"]
    return [datetime.datetime.fromisoformat(r["time"].replace("Z", "+00:00")).timestamp() for r in records if r["outcome"] == outcome]


def without_record(answers, times):
    """Those answers (sent, received) that are left when each takes one record of its own from between them. Each record goes to the answer that came first of those it fits,
    which leaves as few as can be."""
    coming = sorted(answers, reverse=True)
    waiting = []  # by received
    left = []
    for when in sorted(times):
        while coming and coming[-1][0] - TOLERANCE <= when:
            sent, received = coming.pop()
            heapq.heappush(waiting, (received, sent))
        while waiting and waiting[0][0] + TOLERANCE < when:
            left.append(heapq.heappop(waiting))
        if waiting:
            heapq.heappop(waiting)
    return left + waiting + coming


for name in names:
    for kind, action, outcome in (("tokens", "credential_access", "success"), ("denied", "access_denied", "denied")):
        times = record_times(name, action, outcome)
        bare = without_record(answered[kind][name], times)
        check(not bare, f"{name}: {len(bare)} of {len(answered[kind][name])} answers ({kind}) have none of the {len(times)} records: {bare[:3]}")
        counts[f"records of {kind}"] += len(times)
# The matching finds what is missing: a record less, or one from another time, leaves its answer over.
check(without_record([(1, 2), (1, 3)], [1.5]) and without_record([(1, 2)], [2.5]) and not without_record([(1, 4), (2, 3)], [2.5, 3.5]), "the matching is blind")
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
check(counts["records of tokens"] - counts["tokens"] <= CLIENTS * (len(TURNS) + locks), f"more records than answers can have been lost: {dict(counts)}")
check(locks > 0 and ends[signal.SIGKILL] == KILLS, f"{locks} locks, {ends}")
print(f"ok: {took:.0f} s, {CLIENTS} clients, {ends[signal.SIGKILL]} kills, {ends[signal.SIGTERM]} orderly ends, {locks} locks: {counts['tokens']} tokens, all right, each with its record; " +
      ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()) if kind != "tokens") + ("" if with_grants else "; grants: the agent has none"))
