# SPDX-License-Identifier: GPL-3.0-or-later
"""SECURITY 38: within 5 s of a lock no piece of 16 bytes of any token, passphrase or key is left in the memory of the agent, of the window, or of a command
line that runs: after tokens, a rotation, a reveal, a copy, a wrong passphrase, and with a refresh in flight at a server that hangs. Every round uses secrets
of its own and looks for those of all rounds. KEYSTEAD_MEMORY_ROUNDS says how many (50 for the full count). That the search can fail is shown by an agent that
does not wipe, and by the same process while its vault is open."""
import contextlib
import os
import subprocess
import time

from harness import BIN, Session, check
from memory import TOOLS, RandomProvider, Scan, Secrets, browser, may_scan, preloaded, start_display

ROUNDS = int(os.environ.get("KEYSTEAD_MEMORY_ROUNDS") or 3)
may_scan()
session = Session()
browser(session)
known = Secrets()
provider = RandomProvider(known)
scan = Scan(known)
PHRASE = known.fresh("passphrase", 24)
SOCKET = session.root / "run" / "keystead" / "agent.sock"
start_display(session)
preload = preloaded(session)


def unlock(phrase=PHRASE):
    return session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret=phrase)


def started(program, *arguments, **more):
    """Runs where the scan can look; returns when it serves."""
    process = subprocess.Popen([program, "--vault", session.vault, *arguments], env=preload, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **more)
    session.processes.append(process)
    return process


def wait_for(what, holds, timeout=60):
    end = time.monotonic() + timeout
    while not holds():
        check(time.monotonic() < end, f"{what} did not come")
        time.sleep(0.005)


def state():
    return session.json("--no-start", "status")["state"]


class Agent:
    def __init__(self, program=BIN / "keystead-agent"):
        reader, writer = os.pipe()
        self.process = subprocess.Popen([program, "--vault", session.vault, "--ready-fd", str(writer)], env=preload, stdin=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, pass_fds=(writer,))
        session.processes.append(self.process)
        os.close(writer)
        with os.fdopen(reader) as ready:
            check(ready.readline() == "ready\n", "the agent did not get ready")
        self.pid = self.process.pid

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


class Window:
    """tests/app/memory_window.cpp: the real window, by keys and clicks."""

    def __init__(self):
        self.process = subprocess.Popen([BIN / "memory_window", "--vault", session.vault], env=preload, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)
        session.processes.append(self.process)
        check(self.process.stdout.readline() == "ready\n", "the window did not start")
        wait_for("the window's socket", SOCKET.exists)
        self.pid = self.process.pid

    def order(self, words):
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        check(answer == "ok", f"the window, {words.split()[0]}: {answer}")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


def use(round_number):
    """What programs do with an open vault."""
    session.ok("token", "work")
    session.ok("token", "key")
    session.ok("refresh", "work")
    session.ok("test", "work")
    fresh = known.fresh(f"api-key-{round_number}")
    session.ok("add", "generic-bearer", "--name", f"key-{round_number}", "--secret", "token", secret=fresh + "\n")
    session.allow(f"key-{round_number}")
    check(session.ok("token", f"key-{round_number}").strip() == fresh, "the key came back")
    provider.learn()


@contextlib.contextmanager
def refresh_in_flight():
    """A command line that waits for a refresh at a server that hangs."""
    provider.modes["/token"] = "hang"
    before = provider.count("/token")
    waiting = subprocess.Popen([BIN / "keystead-cli", "refresh", "work"], env=preload, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    session.processes.append(waiting)
    wait_for("the refresh at the server", lambda: provider.count("/token") > before)
    try:
        yield waiting
    finally:
        provider.modes.clear()
        provider.let_go()
        waiting.wait(timeout=60)


def lock_by(what, process):
    """Locks in one of the ways; returns the moment at which it was asked for."""
    since = time.monotonic()
    if what == "cli":
        session.ok("vault", "lock")
    elif what == "cli --now":
        session.ok("vault", "lock", "--now")
    else:
        process.order(what)
    wait_for("the lock", lambda: state() == "locked")  # the window shows it as soon as it begins
    return since


def prove_it_can_fail(process):
    report = scan.once(process.pid)
    names = {name.rsplit(" ", 1)[0] for name in report["by_secret"]}
    check({"vault-key", "database-key"} <= names, f"the search does not find what is there: {sorted(names)}")
    return len(names)


# --- a vault with a passphrase and a keychain slot, a sign-in, a key ------------------------------------------------------------------------------
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
agent = Agent()
check(unlock().returncode == 0, "the vault opens")
session.ok("add", "generic-oauth2", "--name", "work", *provider.settings(), "--secret", "client_secret", secret=known.fresh("client-secret") + "\n")
session.ok("login", "work")
session.ok("add", "generic-bearer", "--name", "key", "--secret", "token", secret=known.fresh("api-key") + "\n")
session.ok("vault", "add-slot", "keychain", "--passphrase-fd", "{fd}", secret=PHRASE)
provider.learn()
agent.stop()
keys = known.read_keys(session.vault, PHRASE)
for line in subprocess.run(["secret-tool", "search", "--all", "service", "keystead"], env=session.env, capture_output=True, text=True, timeout=30, check=False).stdout.splitlines():
    if line.startswith("secret = "):
        known.add("keychain-item", line.removeprefix("secret = "))

# --- the agent ------------------------------------------------------------------------------------------------------------------------------------
agent = Agent()
wrong = 0
for number in range(1, ROUNDS + 1):
    if number % 2:
        check(state() == "locked" or session.ok("vault", "lock", "--now"), "locked to begin with")
        check(unlock(known.fresh("wrong-passphrase", 24)).returncode != 0, "a wrong passphrase opens nothing")
        wrong += 1
        check(unlock().returncode == 0, "the passphrase opens it")
    elif state() != "unlocked":
        session.ok("vault", "unlock")  # by the keychain
    use(number)
    if number == 1:
        found_open = prove_it_can_fail(agent)
    if number % 3 == 1:
        with refresh_in_flight() as waiting:
            # The ordinary lock lets the request go on without the vault, panic gives it up.
            since = lock_by(("cli", "cli --now")[number // 3 % 2], agent)
            scan.clean(agent.pid, f"agent, round {number}, refresh in flight", since)
            waiting.wait(timeout=30)
    else:
        since = lock_by("cli" if number % 3 == 2 else "cli --now", agent)
        scan.clean(agent.pid, f"agent, round {number}", since)
agent.stop()
print(f"agent: {ROUNDS} of {ROUNDS} rounds clean, {wrong} after a wrong passphrase, {(ROUNDS + 2) // 3} with a refresh in flight; open, {found_open} secrets were found")

# --- a command line that waits ---------------------------------------------------------------------------------------------------------------------
agent = Agent()
with refresh_in_flight() as waiting:
    scan.clean(waiting.pid, "keystead-cli that waits for a refresh", time.monotonic())
agent.stop()

# --- the window -----------------------------------------------------------------------------------------------------------------------------------
window = Window()
session.ok("vault", "lock", "--now")  # the keychain opened it at its start
for number in range(1, ROUNDS + 1):
    if number % 2:
        window.order("wrong " + known.fresh("wrong-passphrase", 24))
    window.order("unlock " + PHRASE)
    use(1000 + number)
    window.order("reveal " + PHRASE)
    if number == 1:
        shown_open = prove_it_can_fail(window)
    window.order("copy " + PHRASE)
    if number % 3 == 1:
        with refresh_in_flight():
            since = lock_by(("lock", "panic")[number // 3 % 2], window)
            scan.clean(window.pid, f"window, round {number}, refresh in flight", since)
    else:
        since = lock_by(("lock", "panic", "cli")[number % 3], window)
        scan.clean(window.pid, f"window, round {number}", since)
window.stop()
print(f"window: {ROUNDS} of {ROUNDS} rounds clean after a reveal and a copy; open, {shown_open} secrets were found")

# --- an agent that does not wipe --------------------------------------------------------------------------------------------------------------------
agent = Agent(BIN / "agent_without_wiping")
if state() != "unlocked":
    check(unlock().returncode == 0, "the passphrase opens it")
use(5000)
session.ok("vault", "lock")
left = scan.once(agent.pid)
check(left["hits"] > 0, "an agent that does not wipe leaves nothing: the search proves nothing")
agent.stop()
print(f"without wiping: {left['hits']} pieces of {len(left['by_secret'])} secrets and forms were found after the lock")

# --- and the way in is closed without the preload ---------------------------------------------------------------------------------------------------
if os.geteuid() != 0:
    plain = session.start_agent()
    refused = subprocess.run([TOOLS / "memory_scanner", str(plain.pid)], input="", capture_output=True, text=True, timeout=30, check=False)
    check(refused.returncode == 3, "another process of the user can read the agent's memory")
    plain.terminate()
    plain.wait(timeout=30)
print(f"ok: {scan.count} scans of {scan.bytes / 1e9:.1f} GB for {scan.patterns} patterns of {len(known.known)} secrets ({keys} keys of the vault); "
      f"{scan.again} found something and were made again; the last scan began {scan.slowest:.1f} s after its lock was asked for")
