# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad callers against a real agent: malformed, huge, deep, slow and interleaved JSON, callers that die in the middle or only connect, more of them than there is room
for, one that runs wild; meanwhile a good one is served. A socket folder of somebody else or behind a link is refused. 1,000 idle callers cost under 20 MB."""
import contextlib
import json
import os
import random
import resource
import socket
import subprocess
import threading
import time
from harness import BIN, SANITIZED, Session, check

PASSPHRASE = "a long enough passphrase"
REQUEST = b'{"jsonrpc":"2.0","id":1,"method":"status"}\n'
session = Session(keyring=False)
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.stop_agent()
agent = session.start_agent()
path = str(session.root / "run" / "keystead" / "agent.sock")
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))


def connected(seconds=30):
    caller = socket.socket(socket.AF_UNIX)
    caller.connect(path)  # waiting where the queue is full, which a caller with a time limit does not (EAGAIN)
    caller.settimeout(seconds)
    return caller


def answer_to(data):
    with connected() as caller:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            caller.sendall(data)
        line = caller.makefile("rb").readline()
        return json.loads(line) if line else None


def metrics():
    with connected() as caller:
        caller.sendall(b'{"jsonrpc":"2.0","id":1,"method":"metrics"}\n')
        families = json.loads(caller.makefile("rb").readline())["result"]["metrics"]
    return {f["name"]: f["samples"][0]["value"] for f in families if len(f["samples"]) == 1}


class Witness(threading.Thread):
    """A good caller: asks all the time, and remembers how long the slowest answer took."""

    def __init__(self):
        super().__init__(daemon=True)
        self.stop, self.answers, self.slowest, self.wrong = threading.Event(), 0, 0.0, []

    def run(self):
        with connected(60) as caller:
            lines = caller.makefile("rb")
            while not self.stop.is_set():
                began = time.monotonic()
                caller.sendall(REQUEST)
                line = lines.readline()
                self.slowest = max(self.slowest, time.monotonic() - began)
                if b'"state":"locked"' not in line.replace(b" ", b""):
                    self.wrong.append(line)
                    return
                self.answers += 1


witness = Witness()
witness.start()

# --- malformed, deep, huge --------------------------------------------------------------------------------------------------------------------------
junk = [b"\n", b"{}\n", b"[]\n", b"null\n", b"\x00\n", b"\xff\xfe\n", b"{" * 100_000 + b"\n", b"[" * 500_000 + b"]" * 500_000 + b"\n", b'{"jsonrpc":"2.0","id":1,"method":"status","method":"x"}\n',
        b'{"jsonrpc":"2.0","id":1e400,"method":"status"}\n', b'{"jsonrpc":"2.0","id":"\\ud800","method":"status"}\n', b'{"jsonrpc":"2.0","id":1,"method":"' + b"m" * 900_000 + b'"}\n',
        b'{"jsonrpc":"2.0","id":1,"method":"status","params":{"a":' + b"[" * 40 + b"]" * 40 + b"}}\n", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"]
shuffled = random.Random(4)
for _ in range(300):
    junk.append(bytes(shuffled.randrange(256) for _ in range(shuffled.randrange(1, 400))).replace(b"\n", b"") + b"\n")
    cut = bytearray(REQUEST[:-1])
    cut[shuffled.randrange(len(cut))] = shuffled.randrange(256)
    junk.append(bytes(cut).replace(b"\n", b" ") + b"\n")
for data in junk:
    got = answer_to(data if data != b"\n" else b"\nx\n")
    check(got is not None and ("error" in got or "result" in got), f"{data[:80]!r}: {got!r}")
check(answer_to(b"x" * (1024 * 1024 + 70_000))["error"]["message"] == "limit_exceeded", "a line without an end")

# --- slow, interleaved, half, dead ------------------------------------------------------------------------------------------------------------------
callers = [connected() for _ in range(50)]
for at in range(0, len(REQUEST), 7):
    for caller in callers:
        caller.sendall(REQUEST[at:at + 7])
for caller in callers:
    check(json.loads(caller.makefile("rb").readline())["id"] == 1, "pieces of 50 callers in turn")
    caller.close()
for _ in range(200):
    caller = connected()
    caller.sendall(REQUEST[:20] if _ % 2 else REQUEST + REQUEST[:20])
    caller.close()
deaf = [connected() for _ in range(5)]  # they ask and never read
for caller in deaf:
    caller.setblocking(False)
    with contextlib.suppress(OSError):
        for _ in range(20_000):
            caller.send(b'{"jsonrpc":"2.0","id":1,"method":"import.formats"}\n')
half = [connected() for _ in range(20)]
for caller in half:
    caller.sendall(b'{"jsonrpc":')

# --- one that runs wild, and more than there is room for ------------------------------------------------------------------------------------------------
wild = connected(60)
limited = 0
received = 0


def read_wild():
    global limited, received
    for line in wild.makefile("rb"):
        received += 1
        limited += b"rate_limited" in line
        if received == 60_000:
            return


reader = threading.Thread(target=read_wild, daemon=True)
reader.start()
for _ in range(60):
    wild.sendall(REQUEST * 1000)
reader.join(120)
check(received == 60_000, f"every call of the wild one is answered: {received}")
wild.close()
for caller in [*deaf, *half]:
    caller.close()


def memory():
    """The agent's own memory in bytes; what it is made of is closed to others, this figure is not."""
    with open(f"/proc/{agent.pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("RssAnon:"))


def settled(wanted):
    """Waits until the agent counts so many callers beside the one that asks."""
    for _ in range(600):
        try:
            count = metrics()["keystead_socket_clients"]
        except KeyError:  # refused: the agent has not taken note yet that the others are gone
            count = 1100
        if count <= wanted + 2:  # the witness, and the one that asks
            return
        time.sleep(0.05)
    check(False, f"{count} callers are still counted")


settled(0)
before = memory()
idle = [connected() for _ in range(1000)]
for caller in idle:
    caller.sendall(REQUEST)
for caller in idle:
    check(caller.recv(65536), "an idle caller was served once")
cost = memory() - before
check(cost < (60_000_000 if SANITIZED else 20_000_000), f"1,000 idle callers cost {cost / 1e6:.1f} MB")
more = [connected() for _ in range(120)]
refused = 0
for caller in more:
    caller.sendall(REQUEST)
for caller in more:
    with contextlib.suppress(ConnectionResetError):
        refused += b"limit_exceeded" in caller.recv(65536)
check(10 <= refused <= 120, f"beyond the limit callers are told so: {refused}")
for caller in [*idle, *more]:
    caller.close()
settled(0)
witness.stop.set()
witness.join(60)
check(not witness.wrong and witness.answers > 100, f"the good caller: {witness.answers} answers, {witness.wrong}")
counted = metrics()
check(counted["keystead_socket_refused_total"] >= refused + limited, f"what was refused is counted: {counted}")
check(agent.poll() is None, "the agent lives")
session.stop_agent()

# --- a folder of somebody else ------------------------------------------------------------------------------------------------------------------------
folder = session.root / "run" / "keystead"


def start():
    return subprocess.run([BIN / "keystead-agent", "--vault", session.vault], env=session.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)


for stale in folder.iterdir():
    stale.unlink()
folder.chmod(0o777)
check(start().returncode != 0, "a folder that is open to others is refused")
done = session.run("--no-start", "list")
check(done.returncode != 0 and done.stdout == "" and "not yours alone" in done.stderr, f"nor does a caller trust one: {done}")
folder.chmod(0o700)
elsewhere = session.root / "elsewhere"
folder.rename(elsewhere)
folder.symlink_to(elsewhere)
check(start().returncode != 0 and not (elsewhere / "agent.sock").exists(), "a folder behind a link is refused")
folder.unlink()
folder.write_text("in the way")
check(start().returncode != 0, "a file in the folder's place is refused")
folder.unlink()
foreign = "not as root, so without a folder of another owner"
if os.geteuid() == 0:
    folder.mkdir(mode=0o700)
    os.chown(folder, 65534, 65534)
    check(start().returncode != 0, "a folder of another owner is refused")
    os.chown(folder, 0, 0)
    foreign = "a folder of another owner too"
elif session.root.owner() != "root":
    session.env["XDG_RUNTIME_DIR"] = "/"
    check(start().returncode != 0, "a folder of root is refused")
print(f"ok: {len(junk)} malformed messages; {witness.answers} answers to the good caller meanwhile, the slowest after {witness.slowest * 1000:.0f} ms; wild: {limited} of 60,000 calls limited; "
      f"1,000 idle callers cost {cost / 1e6:.2f} MB; {refused} callers too many told so; open, linked and wrong socket folders refused ({foreign})")
