# SPDX-License-Identifier: GPL-3.0-or-later
"""Locking with a rotation on its way: the answer is waited for longer than the three seconds of old and stored; a second request and SIGTERM cut that short, and when
the lock is done no piece of 16 bytes of a token is left in the agent's memory (SECURITY 38)."""
import os
import signal
import subprocess
import time

from harness import BIN, Session, check
from memory import RandomProvider, Scan, Secrets, browser, may_scan, preloaded

may_scan()
session = Session(keyring=False)
browser(session)
known = Secrets()
provider = RandomProvider(known)
scan = Scan(known)
PHRASE = known.fresh("passphrase", 24)
preload = preloaded(session)


def wait_for(what, holds, timeout=60):
    end = time.monotonic() + timeout
    while not holds():
        check(time.monotonic() < end, f"{what} did not come")
        time.sleep(0.005)


def state():
    return session.json("--no-start", "status")["state"]


def agent():
    reader, writer = os.pipe()
    secret, phrase = os.pipe()
    os.write(phrase, PHRASE.encode() + b"\n")
    os.close(phrase)
    process = subprocess.Popen([BIN / "keystead-agent", "--vault", session.vault, "--ready-fd", str(writer), "--passphrase-fd", str(secret)], env=preload,
                               stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(writer, secret))
    session.processes.append(process)
    os.close(writer)
    os.close(secret)
    with os.fdopen(reader) as ready:
        check(ready.readline() == "ready\n", "the agent did not get ready")
    return process


def program(*arguments):
    process = subprocess.Popen([BIN / "keystead-cli", *arguments], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    session.processes.append(process)
    return process


def refresh_in_flight():
    provider.modes["/token"] = "hang"
    before = provider.count("/token")
    waiting = program("refresh", "work")
    wait_for("the refresh at the server", lambda: provider.count("/token") > before)
    return waiting


def answer():
    provider.modes.clear()
    provider.let_go()


session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
running = agent()
session.ok("add", "generic-oauth2", "--name", "work", *provider.settings(), "--secret", "client_secret", secret=known.fresh("client-secret") + "\n")
session.ok("login", "work")
provider.learn()

# A second request cuts the waiting short; nothing of the tokens is left when it is done.
waiting = refresh_in_flight()
first = program("vault", "lock")
wait_for("the state `locking`", lambda: state() == "locking")
refused = session.run("--json", "token", "work", timeout=20)
check(refused.returncode == 3, f"a token while it is being locked: {refused}")
check(first.poll() is None, "the lock did not wait for the answer")
since = time.monotonic()
session.ok("vault", "lock", timeout=20)
check(state() == "locked" and time.monotonic() - since < 5, "the second request did not cut it short")
check(first.wait(timeout=20) == 0 and waiting.wait(timeout=20) != 0, "whoever waited was not answered")
scan.clean(running.pid, "after the second request", since)
answer()

# The interrupted rotation is tried once more with the stored token.
check(session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE).returncode == 0, "the vault opens")
wait_for("a refresh after the interruption", lambda: session.run("refresh", "work", timeout=60).returncode == 0)

# A termination signal cuts it short as well, within three seconds and what closing takes.
waiting = refresh_in_flight()
first = program("vault", "lock")
wait_for("the state `locking`", lambda: state() == "locking")
since = time.monotonic()
running.send_signal(signal.SIGTERM)
check(running.wait(timeout=20) == 0 and time.monotonic() - since < 10, "SIGTERM did not cut it short")
answer()
running = agent()
session.ok("refresh", "work")
running.terminate()
check(running.wait(timeout=30) == 0, "the agent did not leave")
print(f"ok: {scan.count} scans for {scan.patterns} patterns of {len(known.known)} secrets")
