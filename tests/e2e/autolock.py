# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault locks itself, in the agent and in the window, by the real D-Bus ways: screen lock, logind's Lock and LockedHint, a switch of users, sleep (which
waits for it), idleness told by the desktop or by the last use of Keystead. Each within a second, each recorded with its cause, each only where the settings
want it; services that come later are heard, a bus that dies locks nothing. Panic lock overtakes a lock that waits for a server that hangs."""
import json
import os
import socket
import subprocess
import time

from harness import BIN, SANITIZED, Session, check, need
from memory import TOOLS, RandomProvider, Secrets, browser

PHRASE = "a long enough passphrase"
need("dbus-daemon")
session = Session(keyring=False)
browser(session)
counted = {"locks": 0, "slowest": 0.0}
quickest = {}  # by cause: each comes more than once, and a busy machine may be slow once


class Bus:
    """One daemon for both buses, at one address."""

    def __init__(self):
        self.address = f"unix:path={session.root}/run/test-bus"
        session.env["DBUS_SESSION_BUS_ADDRESS"] = session.env["DBUS_SYSTEM_BUS_ADDRESS"] = self.address
        self.process = None

    def start(self):
        if os.path.exists(self.address.removeprefix("unix:path=")):
            os.unlink(self.address.removeprefix("unix:path="))
        self.process = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={self.address}"], env=session.env,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        session.processes.append(self.process)
        check(self.process.stdout.readline().strip() != "", "the bus did not start")

    def stop(self):
        self.process.kill()
        self.process.wait()


class Mock:
    """tests/dbus/dbus_mock.cpp"""

    def __init__(self):
        self.process = subprocess.Popen([TOOLS / "dbus_mock"], env=session.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        session.processes.append(self.process)

    def order(self, words):
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def ok(self, words):
        check(self.order(words) == "ok", f"the mock: {words}")


def state():
    return session.json("--no-start", "status")["state"]


def auto_lock():
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(session.root / "run" / "keystead" / "agent.sock"))
        client.sendall(b'{"jsonrpc":"2.0","id":1,"method":"vault.auto_lock"}\n')
        return json.loads(client.makefile().readline())["result"]


def wait_for(what, holds, timeout=20):
    end = time.monotonic() + timeout
    while not holds():
        if time.monotonic() > end:
            check(False, f"{what}: not within {timeout} s; {auto_lock()}")
        time.sleep(0.01)


def unlock():
    done = session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    check(done.returncode == 0, f"the vault opens: {done.stderr}")


def unlocked_and_listening():
    unlock()
    wait_for("the inhibitor", lambda: auto_lock()["sleep_delayed"])


def locks(words, cause, act=None):
    since = time.monotonic()
    if act:
        act()
    else:
        mock.ok(words)
    while state() != "locked":
        check(time.monotonic() - since < 20, f"{words}: the vault stays open")
    took = time.monotonic() - since
    counted["locks"] += 1
    counted["slowest"] = max(counted["slowest"], took)
    quickest[cause] = min(took, quickest.get(cause, took))
    causes.append(cause)


def setting(name, value):
    """What the settings page writes, while nobody has the vault open (the page itself: tests/ui)."""
    sql = f"INSERT INTO setting (key, value) VALUES ('settings.{name}', '{value}') ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    done = subprocess.run([TOOLS / "tamper_tool", session.vault, sql], input=PHRASE + "\n", capture_output=True, text=True, timeout=60, check=False)
    check(done.returncode == 0, f"tamper_tool: {done.stderr}")


def recorded():
    return [r["detail"].get("cause") for r in reversed(session.json("audit", "list", "--action", "vault_lock"))]


causes = ["shutdown"]  # of the program that made the vault
bus = Bus()
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)

# --- the agent: each trigger, within a second -----------------------------------------------------------------------------------------------------
bus.start()
mock = Mock()
mock.ok(f"logind {os.getuid()}")
agent = session.start_agent()
unlocked_and_listening()
check(auto_lock()["logind"] and auto_lock()["session_bus"], f"the agent hears both: {auto_lock()}")
locks("screen-saver true", "session_locked")
for words, cause in (("lock", "session_locked"), ("locked-hint", "session_locked"), ("switch", "user_switched")):
    unlocked_and_listening()
    locks(words, cause)
unlocked_and_listening()
check(mock.order("inhibited") == "yes", "sleep is not delayed")
locks("sleep", "suspend")
wait_for("the end of the delay", lambda: mock.order("inhibited") == "no")
mock.ok("wake")
check(state() == "locked", "waking up opens nothing")
unlock()
check([c for c in recorded()] == causes, f"the trail: {recorded()}, expected {causes}")

# --- only what the settings want ------------------------------------------------------------------------------------------------------------------
session.ok("vault", "lock")
causes.append("request")
for name in ("lock_on_session_lock", "lock_on_suspend", "lock_on_switch_user"):
    setting(name, "0")
unlock()
wait_for("the settings", lambda: auto_lock()["locks_on"]["suspend"] is False)
for words in ("screen-saver true", "lock", "locked-hint", "switch", "sleep"):
    mock.ok(words)
check(mock.order("inhibited") == "no", "sleep is delayed for nothing")
session.ok("audit", "verify")  # the agent has heard them by now: its answers come in order
check(state() == "unlocked", "it locks against the settings")
session.ok("vault", "lock")
causes.append("request")
for name in ("lock_on_session_lock", "lock_on_suspend", "lock_on_switch_user"):
    setting(name, "1")

# --- idleness: of Keystead where the desktop does not tell, of the desktop where it does ------------------------------------------------------------
setting("auto_lock_s", "2")
unlock()
since = time.monotonic()
while time.monotonic() - since < 4:  # a tray that polls is no use
    if state() == "locked":
        break
check(state() == "locked", "it stays open unused")
check(time.monotonic() - since > 1.5, "it locks too early")
causes.append("idle")
check(auto_lock()["idle_source"] == "keystead", f"the source: {auto_lock()}")
unlock()
since = time.monotonic()
while time.monotonic() - since < 4:  # a program that uses it keeps it open
    session.ok("list")
check(state() == "unlocked", "it locks in the middle of use")
mock.ok("idle 100")
wait_for("the desktop's idle time", lambda: auto_lock()["idle_source"] == "org.gnome.Mutter.IdleMonitor")
since = time.monotonic()
while time.monotonic() - since < 3:
    check(state() == "unlocked", "it locks while somebody is at the computer")
mock.ok("idle 60000")
wait_for("the lock", lambda: state() == "locked")
causes.append("idle")
setting("auto_lock_s", "0")

# --- logind dies and comes back; then the bus does ---------------------------------------------------------------------------------------------------
unlocked_and_listening()
mock.ok("logind-gone")
wait_for("the loss", lambda: not auto_lock()["logind"])
check(state() == "unlocked", "a service that goes locks nothing")
mock.ok(f"logind {os.getuid()}")
wait_for("the inhibitor", lambda: auto_lock()["sleep_delayed"])
locks("sleep", "suspend")
mock.ok("wake")
unlock()
bus.stop()
wait_for("the loss", lambda: not auto_lock()["session_bus"])
check(state() == "unlocked", "a bus that dies locks nothing")
bus.start()
mock = Mock()
mock.ok(f"logind {os.getuid()}")
wait_for("the bus again", lambda: auto_lock()["session_bus"] and auto_lock()["sleep_delayed"])
locks("screen-saver true", "session_locked")

# --- panic: overtakes a lock that waits ----------------------------------------------------------------------------------------------------------------
provider = RandomProvider(Secrets())
unlock()
session.ok("add", "generic-oauth2", "--name", "work", *provider.settings())
session.ok("login", "work")
provider.modes["/token"] = "hang"
before = provider.count("/token")
waiting = subprocess.Popen([BIN / "keystead-cli", "refresh", "work"], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
session.processes.append(waiting)
wait_for("the refresh", lambda: provider.count("/token") > before)
slow = subprocess.Popen([BIN / "keystead-cli", "vault", "lock"], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
session.processes.append(slow)
wait_for("the first lock", lambda: state() != "unlocked")
locks("lock --now", "request", act=lambda: session.ok("vault", "lock", "--now"))
wait_for("the lock", lambda: state() == "locked", timeout=1)
check(slow.wait(timeout=20) == 0 and waiting.wait(timeout=20) != 0, "who waited was answered")
provider.modes.clear()
provider.let_go()
unlock()
session.ok("refresh", "work")  # what was cut off is uncertain, and tried again
locks("lock --now", "panic", act=lambda: session.ok("vault", "lock", "--now"))
unlock()
check(recorded() == causes, f"the trail: {recorded()}, expected {causes}")
agent.terminate()
agent.wait(timeout=30)

# --- the window hears the same ----------------------------------------------------------------------------------------------------------------------
session.env["QT_QPA_PLATFORM"] = "offscreen"
window = subprocess.Popen([BIN / "keystead", "--vault", session.vault], env=session.env, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
session.processes.append(window)
wait_for("the window's socket", lambda: (session.root / "run" / "keystead" / "agent.sock").exists())
causes = []
for words, cause in (("screen-saver true", "session_locked"), ("sleep", "suspend"), ("switch", "user_switched")):
    unlocked_and_listening()
    locks(words, cause)
unlock()
check(recorded()[-3:] == causes, f"the trail of the window: {recorded()}")
window.terminate()
window.wait(timeout=30)
limit = 3.0 if SANITIZED else 1.0
check(all(took < limit for took in quickest.values()), f"within a second: {quickest}")
print(f"ok: {counted['locks']} locks by D-Bus, panic and the window, the slowest after {counted['slowest']:.2f} s (asking for the state included)")
