# SPDX-License-Identifier: GPL-3.0-or-later
"""Two agents on one vault, a lock left by kill -9, socket activation by hand and by systemd-socket-activate, and a session bus that dies (one vault, one owner)."""
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from harness import BIN, Session, check

PASSPHRASE = "a long enough passphrase"
session = Session(keyring=False)
agent_socket = session.root / "run" / "keystead" / "agent.sock"
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.stop_agent()


def secret_descriptor():
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode() + b"\n")
    os.close(writer)
    return reader


def serving_agent():
    reader = secret_descriptor()
    process = session.start_agent("--passphrase-fd", str(reader), pass_fds=(reader,))
    os.close(reader)
    return process


# The second agent leaves with 7 and says why; the first goes on and its socket still stands.
first = serving_agent()
second = subprocess.run([BIN / "keystead-agent", "--vault", session.vault], env=session.env, capture_output=True, text=True, timeout=60, check=False)
check(second.returncode == 7, f"the second agent: {second}")
check(second.stderr.startswith("keystead-agent: start: another program holds the vault") and str(agent_socket) in second.stderr, f"its message: {second.stderr}")
check("\nhint: " in second.stderr, f"its hint: {second.stderr}")
check(first.poll() is None and session.json("status")["state"] == "unlocked", "the first agent suffered")

# The same vault by another path of the same folder: same socket name or not, the lock is one.
link = session.root / "link"
link.symlink_to(session.vault)
reader = secret_descriptor()
linked = subprocess.run([BIN / "keystead-agent", "--vault", link, "--passphrase-fd", str(reader)], env=session.env, pass_fds=(reader,), capture_output=True, text=True,
                        timeout=60, check=False)
os.close(reader)
check(linked.returncode != 0, f"an agent over a link to the vault ran beside the first: {linked}")

# kill -9 leaves lock file and socket behind; neither blocks.
first.kill()
first.wait()
check(agent_socket.exists() and (session.vault / "owner.lock").exists(), "nothing was left behind: the test proves nothing")
third = serving_agent()
check(session.json("status")["state"] == "unlocked", "after kill -9")
third.terminate()
check(third.wait(timeout=30) == 0, f"SIGTERM: exit {third.returncode}")
check(not agent_socket.exists(), "the socket was left behind by SIGTERM")

# Socket activation by hand: descriptor 3, LISTEN_PID is the agent itself (sd_listen_fds(3)). Blocking, as the service manager gives it.
WRAPPER = "import os, sys; os.environ['LISTEN_PID'] = str(os.getpid()); os.environ['LISTEN_FDS'] = '1'; os.execv(sys.argv[1], sys.argv[1:])"


def activated(listener, *arguments, pass_fds=()):
    ready, ready_writer = os.pipe()

    # Descriptor 3 is ours alone between fork and exec.
    def place():
        os.dup2(listener.fileno(), 3)

    taken = (3, ready_writer, *pass_fds)
    process = subprocess.Popen([sys.executable, "-c", WRAPPER, BIN / "keystead-agent", "--vault", session.vault, "--ready-fd", str(ready_writer), *arguments],
                               env=session.env, pass_fds=taken, preexec_fn=place, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    os.close(ready_writer)
    with os.fdopen(ready) as lines:
        line = lines.readline()
    return process, line


def listening(path, mode=0o600):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # Above 3, so that dup2 there hurts nobody.
    path.unlink(missing_ok=True)
    listener.bind(str(path))
    os.chmod(path, mode)
    listener.listen(16)
    return listener


with open(os.devnull) as low, open(os.devnull) as lower:  # keeps descriptor 3 and 4 from being one of the pipes
    with listening(agent_socket) as listener:
        reader = secret_descriptor()
        process, line = activated(listener, "--passphrase-fd", str(reader), pass_fds=(reader,))
        os.close(reader)
        check(line == "ready\n", f"the activated agent: {line!r} {process.poll()}")
        for _ in range(3):
            check(session.json("--no-start", "status")["state"] == "unlocked", "status through the inherited socket")
        process.terminate()
        check(process.wait(timeout=30) == 0, "the activated agent at SIGTERM")
        check(stat.S_ISSOCK(agent_socket.stat().st_mode), "the inherited socket was removed: it belongs to the service manager")

    # SECURITY 29: a socket that others could reach, one elsewhere and what is no socket are refused.
    refused = 0
    with listening(agent_socket, 0o666) as listener:
        process, line = activated(listener)
        error = process.communicate(timeout=30)[1]
        check(process.returncode != 0 and "SocketMode" in error, f"an open socket: {process.returncode} {line!r} {error}")
        refused += 1
    with listening(session.root / "elsewhere.sock") as listener:
        process, line = activated(listener)
        check(process.wait(timeout=30) != 0, "a socket elsewhere was served")
        refused += 1
    with open(os.devnull) as nothing:
        process, line = activated(nothing)
        check(process.wait(timeout=30) != 0, "no socket at all was served")
        refused += 1
agent_socket.unlink(missing_ok=True)

# The service manager's own tool, where it is there: the agent starts at the first call.
by_systemd = "systemd-socket-activate is not installed"
if shutil.which("systemd-socket-activate"):
    agent_socket.parent.mkdir(mode=0o700, exist_ok=True)
    environment = session.env
    manager = subprocess.Popen(["systemd-socket-activate", "--listen", agent_socket, *sum((["-E", f"{n}={v}"] for n, v in environment.items()
                                if n.startswith("XDG_") or n in ("HOME", "PATH", "TMPDIR")), []), BIN / "keystead-agent", "--vault", session.vault],
                               env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    session.processes.append(manager)
    for line in manager.stderr:
        if "Listening on" in line:
            break
    os.chmod(agent_socket, 0o600)  # what SocketMode= does in the unit; the tool has no option for it
    check(not session.agent_pids(), "an agent before the first call")
    check(session.json("--no-start", "status")["state"] == "locked", "status through systemd-socket-activate")
    session.ok("--no-start", "vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
    check(session.json("--no-start", "status")["state"] == "unlocked", "unlock through systemd-socket-activate")
    check(len(session.agent_pids()) == 1, "one agent")
    manager.send_signal(signal.SIGTERM)  # it has become the agent
    check(manager.wait(timeout=30) == 0, f"the agent under systemd-socket-activate: exit {manager.returncode}")
    by_systemd = "systemd-socket-activate too"
# The session bus dies under an agent that was opened by the keychain: the open vault goes on, and the agent leaves when it is told to, not before.
session = Session()
session.ok("vault", "init", "--keychain")
session.stop_agent()
agent = session.start_agent()
session.ok("add", "generic-bearer", "--name", "ci", "--secret", "token", "--set", "api_base_url=https://api.example.com", secret="bt-123456\n")
for process in session.processes[:2]:  # the bus and the keyring
    process.kill()
    process.wait()
for _ in range(3):
    check(session.ok("--no-start", "token", "ci") == "bt-123456\n", "a token after the bus died")
check(agent.poll() is None, f"the agent left with the bus: exit {agent.returncode}")
agent.terminate()
check(agent.wait(timeout=30) == 0, f"the agent without a bus at SIGTERM: exit {agent.returncode}")
print(f"ok: second agent exit 7, kill -9 does not block, activated by hand ({refused} bad sockets refused), {by_systemd}, a dead bus changes nothing")
