# SPDX-License-Identifier: GPL-3.0-or-later
"""Locking with a rotation on its way: the lock waits for nothing, no piece of 16 bytes of a token or key is left in the agent's memory while the request goes on (SECURITY 38),
the answer that comes afterwards is kept sealed, and the next unlock stores it: one request, nothing lost, also after kill -9."""
import os
import signal
import subprocess
import time

from harness import BIN, Session, check
from memory import WITHIN, RandomProvider, Scan, Secrets, browser, may_scan, preloaded

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
    provider.modes["/token"] = "late"
    before = provider.count("/token")
    waiting = program("refresh", "work")
    wait_for("the refresh at the server", lambda: provider.count("/token") > before)
    return waiting


def answer():
    provider.modes.clear()
    provider.let_go()


def token_now():
    return session.ok("token", "work").strip()


def newest(kind):
    """The value of the last one that the provider gave out."""
    return next(value.decode() for value, name in known.known.items() if name == f"{kind}-{provider.tokens}")


def inbox():
    return sorted(session.vault.glob("inbox-*.sealed"))


def unlock():
    done = session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    check(done.returncode == 0, f"the vault opens: {done}")


def lock_with_a_rotation_on_its_way(running, name, command=("vault", "lock")):
    """Locks in less than five seconds; returns the moment and how many requests there were before."""
    before = provider.count("/token")
    waiting = refresh_in_flight()
    since = time.monotonic()
    session.ok(*command, timeout=20)
    check(state() == "locked" and time.monotonic() - since < WITHIN, f"{name}: the lock took {time.monotonic() - since:.1f} s")
    check(waiting.wait(timeout=20) != 0, f"{name}: whoever waited was not answered")
    check(inbox() == [], f"{name}: an answer that never came")
    scan.clean(running.pid, f"{name}, with the request on its way", since)
    return since, before


def taken_up(name, before):
    """The rotation is stored, with one request for it and a record that says so."""
    wait_for(f"{name}: the late answer in the vault", lambda: inbox() == [] and token_now() == newest("access-token"))
    check(provider.count("/token") == before + 1, f"{name}: {provider.count('/token') - before} requests")
    shown = session.json("show", "work")
    check(shown["state"] == "active", f"{name}: {shown}")
    last = session.json("audit", "list", "--action", "token_refresh", "--limit", "1")[0]
    check(last["outcome"] == "success" and last["detail"].get("late") == "yes", f"{name}: {last}")


session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
running = agent()
session.ok("add", "generic-oauth2", "--name", "work", *provider.settings(), "--secret", "client_secret", secret=known.fresh("client-secret") + "\n")
session.ok("login", "work")
session.ok("refresh", "work")
provider.learn()

# The answer comes ten seconds after the lock, and until then nothing of the tokens, of the client's secret and of the keys is in memory.
rounds = int(os.environ.get("KEYSTEAD_MEMORY_ROUNDS") or 2)
for number in range(1, rounds + 1):
    since, before = lock_with_a_rotation_on_its_way(running, f"round {number}")
    known.read_keys(session.vault, PHRASE)  # the inbox's private key too
    while time.monotonic() - since < (10 if number == 1 else 1):
        scan.clean(running.pid, f"round {number}, waiting", since)
    answer()
    wait_for("the sealed answer", lambda: len(inbox()) == 1)
    scan.clean(running.pid, f"round {number}, after the answer", time.monotonic())
    check(inbox()[0].stat().st_mode & 0o777 == 0o600, "the sealed answer is open to others")
    check(newest("refresh-token").encode() not in inbox()[0].read_bytes(), "the answer is not sealed")
    unlock()
    taken_up(f"round {number}", before)
    session.ok("refresh", "work")
    check(provider.count("/token") == before + 2, "the rotated token is the stored one")

# kill -9 after the answer was written.
_, before = lock_with_a_rotation_on_its_way(running, "kill")
answer()
wait_for("the sealed answer", lambda: len(inbox()) == 1)
running.kill()
running.wait()
running = agent()
taken_up("kill", before)

# The vault is open again before the answer: whoever wants a fresh token waits for it, and nobody sends the spent one again.
_, before = lock_with_a_rotation_on_its_way(running, "open again")
unlock()
waiting = program("refresh", "work")
for _ in range(3):
    check(state() == "unlocked" and waiting.poll() is None, "it did not wait for the answer")
check(provider.count("/token") == before + 1, "the spent token was sent again")
answer()
check(waiting.wait(timeout=60) == 0, "the refresh that waited failed")
taken_up("open again", before)

# An answer that was tampered with is dropped and on record; the stored token is tried once.
_, before = lock_with_a_rotation_on_its_way(running, "tampered")
answer()
wait_for("the sealed answer", lambda: len(inbox()) == 1)
sealed = inbox()[0]
altered = bytearray(sealed.read_bytes())
altered[-1] ^= 1
sealed.write_bytes(bytes(altered))
unlock()
wait_for("the altered answer dropped", lambda: inbox() == [])
alert = session.json("audit", "list", "--action", "security_alert", "--limit", "1")[0]
check(alert["detail"] == {"cause": "late_answer", "reason": "tampered"}, f"the alert: {alert}")
wait_for("a refresh after that", lambda: session.run("refresh", "work", timeout=60).returncode == 0)

# SIGTERM: an answer that comes within three seconds is kept, whether it finds the vault open or locked.
before = provider.count("/token")
waiting = refresh_in_flight()
since = time.monotonic()
running.send_signal(signal.SIGTERM)
answer()
check(running.wait(timeout=20) == 0 and time.monotonic() - since < 10, "SIGTERM took too long")
waiting.wait(timeout=20)
running = agent()
wait_for("the rotation after SIGTERM", lambda: inbox() == [] and token_now() == newest("access-token"))
check(provider.count("/token") == before + 1, "SIGTERM: the spent token was sent again")

# Panic gives it up, also after an ordinary lock.
_, before = lock_with_a_rotation_on_its_way(running, "panic")
session.ok("vault", "lock", "--now")
answer()
unlock()
wait_for("a refresh after panic", lambda: session.run("refresh", "work", timeout=60).returncode == 0)
check(inbox() == [] and provider.count("/token") == before + 2, "panic did not give it up")
session.ok("audit", "verify")
running.terminate()
check(running.wait(timeout=30) == 0, "the agent did not leave")
print(f"ok: {scan.count} scans of {scan.bytes / 1e9:.1f} GB for {scan.patterns} patterns of {len(known.known)} secrets; {scan.again} found something and were made "
      f"again; locked all the while, the last scan began {scan.slowest:.1f} s after a lock was asked for")
