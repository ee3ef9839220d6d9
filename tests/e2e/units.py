# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed beside the programs: units of the user's service manager, desktop entries, the description for software centres. And the life of a socket-activated agent: it is
killed and started again on the same descriptor, as systemd does it, while callers wait in the queue and lose nothing."""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from harness import BIN, HERE, Session, check

PACKAGING = HERE.parent.parent / "packaging"
PASSPHRASE = "a long enough passphrase"
session = Session(keyring=False)
verified = []

# --- files ------------------------------------------------------------------------------------------------------------------------------------------
if shutil.which("systemd-analyze"):
    units = session.root / "units"
    units.mkdir()
    service = (PACKAGING / "systemd" / "keystead-agent.service").read_text()
    (units / "keystead-agent.service").write_text(service.replace("/usr/bin/keystead-agent", str(BIN / "keystead-agent")))
    shutil.copy(PACKAGING / "systemd" / "keystead-agent.socket", units)
    done = subprocess.run(["systemd-analyze", "--user", "--man=no", "verify", units / "keystead-agent.socket", units / "keystead-agent.service"], env=session.env, capture_output=True,
                          text=True, timeout=60, check=False)
    check(done.returncode == 0 and "keystead" not in done.stderr, f"systemd-analyze verify: {done.stdout}{done.stderr}")
    verified.append("units")
if shutil.which("desktop-file-validate"):
    for entry in (PACKAGING / "desktop").glob("*.desktop"):
        done = subprocess.run(["desktop-file-validate", "--no-hints", entry], capture_output=True, text=True, timeout=60, check=False)
        check(done.returncode == 0 and not done.stdout, f"{entry.name}: {done.stdout}{done.stderr}")
    verified.append("desktop entries")
if shutil.which("appstreamcli"):
    done = subprocess.run(["appstreamcli", "validate", "--no-net", PACKAGING / "desktop" / "org.keystead.Keystead.metainfo.xml"], env=session.env, capture_output=True, text=True, timeout=60,
                          check=False)
    check(done.returncode == 0, f"appstreamcli: {done.stdout}{done.stderr}")
    verified.append("metainfo")

# --- socket activation --------------------------------------------------------------------------------------------------------------------------------
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.stop_agent()
path = session.root / "run" / "keystead" / "agent.sock"
path.parent.mkdir(mode=0o700, exist_ok=True)
listener = socket.socket(socket.AF_UNIX)
listener.bind(str(path))
os.chmod(path, 0o600)
listener.listen(128)


# A shell's redirections know only the descriptors below 10.
AS_SYSTEMD = """import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS=sys.argv[2], LISTEN_PID=sys.argv[3] or str(os.getpid()))
os.execv(sys.argv[4], sys.argv[4:])"""


def activated(count="1", pid=""):
    """As systemd starts it: the socket is descriptor 3, LISTEN_PID its own number."""
    saved = os.dup(listener.fileno())
    try:
        return subprocess.Popen([sys.executable, "-c", AS_SYSTEMD, str(saved), count, pid, BIN / "keystead-agent", "--vault", session.vault], env=session.env, pass_fds=(saved,),
                                stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    finally:
        os.close(saved)


def status():
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(60)
        caller.connect(str(path))
        caller.sendall(b'{"jsonrpc":"2.0","id":1,"method":"status"}\n')
        return json.loads(caller.makefile("rb").readline() or b'{"error": "hung up"}')


rounds = 10
for turn in range(rounds):
    answers = []
    waiting = [threading.Thread(target=lambda: answers.append(status())) for _ in range(8)]
    for thread in waiting:  # they call before anybody is there to answer
        thread.start()
    agent = activated()
    for thread in waiting:
        thread.join(60)
    check(len(answers) == 8 and all(a.get("result", {}).get("state") == "locked" for a in answers), f"round {turn}: callers of before the start: {answers}")
    check(path.is_socket() and os.stat(path).st_mode & 0o777 == 0o600, "the socket is the manager's and stays")
    os.kill(agent.pid, signal.SIGKILL if turn % 2 else signal.SIGTERM)
    code = agent.wait(timeout=60)
    check(code == (-signal.SIGKILL if turn % 2 else 0), f"round {turn}: exit {code}: {agent.stderr.read()}")
    check(path.is_socket(), "and after its end, too")

# A descriptor that was meant for another process, or too many of them: not taken, and the living socket is not stolen either.
for count, pid in (("1", "1"), ("2", "")):
    stranger = activated(count, pid)
    check(stranger.wait(timeout=60) == 7, f"LISTEN_FDS={count} LISTEN_PID={pid}: exit {stranger.returncode}: {stranger.stderr.read()}")
agent = activated()
check(status()["result"]["state"] == "locked", "and the next one serves")
session.ok("--no-start", "vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
check(session.json("--no-start", "status")["state"] == "unlocked", "the vault is opened through it")
agent.terminate()
check(agent.wait(timeout=60) == 0, "it leaves when it is asked to")
print(f"ok: verified: {', '.join(verified)}; {rounds} starts on one descriptor, killed and ended, with 8 callers in the queue each: none lost")
