# SPDX-License-Identifier: GPL-3.0-or-later
"""What the memory tests share: a provider whose every secret is random and written down, and the scan of a process."""
import json
import os
import secrets
import subprocess
import time
import urllib.parse
from pathlib import Path

from fault_provider import FaultProvider
import harness
from harness import BIN, HERE, check, skip

TOOLS = BIN.parent / "tests"
WITHIN = 5.0  # seconds after the lock (SECURITY 38)


def may_scan():
    """The kernel's ptrace scope 2 and 3 let nobody but root look."""
    scope = Path("/proc/sys/kernel/yama/ptrace_scope")
    if os.geteuid() != 0 and scope.exists() and int(scope.read_text()) > 1:
        skip("this kernel lets nobody read another process (yama ptrace_scope)")


class Secrets:
    """Names and bytes of everything that must not be found."""

    def __init__(self):
        self.known = {}

    def add(self, name, value):
        value = value if isinstance(value, bytes) else value.encode()
        if len(value) >= 16:
            self.known[value] = name
        return value.decode(errors="replace")

    def fresh(self, name, size=30):
        return self.add(name, secrets.token_urlsafe(size))

    def read_keys(self, vault, passphrase):
        """Every key of the vault, told by a program of its own; nobody else has the vault open."""
        done = subprocess.run([TOOLS / "memory_keys", vault], input=passphrase + "\n", capture_output=True, text=True, timeout=120, check=False)
        check(done.returncode == 0, f"memory_keys: {done.stderr}")
        for line in done.stdout.splitlines():
            name, value = line.split()
            self.add(name, bytes.fromhex(value))
        return len(done.stdout.splitlines())

    def lines(self):
        return "".join(f"{name} {value.hex()}\n" for value, name in self.known.items())


class RandomProvider(FaultProvider):
    """Rotates; tokens, codes and what clients send to /token are remembered."""

    def __init__(self, known):
        self.secrets = known
        super().__init__()

    def new_code(self):
        return self.secrets.fresh("authorization-code")

    def new_tokens(self):
        self.tokens += 1
        number = self.tokens
        return {"access_token": self.secrets.fresh(f"access-token-{number}"), "refresh_token": self.secrets.fresh(f"refresh-token-{number}"),
                "token_type": "Bearer", "expires_in": self.life, "scope": "read"}

    def learn(self):
        """The verifiers and whatever else was sent."""
        for body in self.bodies:
            for name, value in urllib.parse.parse_qsl(body.decode(errors="replace")):
                if name in ("code_verifier", "client_secret", "assertion"):
                    self.secrets.add(name, value)
        self.bodies.clear()


class Scan:
    """Scans processes and adds up what was searched."""

    def __init__(self, known):
        self.known = known
        self.count = 0
        self.bytes = 0
        self.patterns = 0
        self.slowest = 0.0
        self.dirty = False
        self.again = 0  # scans that found something and were made again

    def once(self, pid):
        done = subprocess.run([TOOLS / "memory_scanner", str(pid)], input=self.known.lines(), capture_output=True, text=True, timeout=120, check=False)
        check(done.returncode == 0, f"the scan of {pid}: exit {done.returncode}: {done.stderr}")
        report = json.loads(done.stdout)
        self.count += 1
        self.bytes += report["bytes"]
        self.patterns = max(self.patterns, report["patterns"])
        return report

    def clean(self, pid, what, since):
        """Nothing from five seconds after the lock was asked for; says what was found otherwise."""
        while True:
            began = time.monotonic() - since
            report = self.once(pid)
            if report["hits"] == 0:
                # Pieces that were there shortly before the limit may have gone only after it.
                check(began <= WITHIN or not self.dirty, f"{what}: clean only after {began:.1f} s")
                self.slowest = max(self.slowest, began)
                self.dirty = False
                return
            self.dirty = True
            self.again += 1
            if began > WITHIN:
                for hit in report["first"][:12]:
                    print(f"  {hit['secret']} ({hit['form']}) at {hit['address']} in {hit['mapping']}: {hit['around']}")
                check(False, f"{what}: {report['hits']} pieces left: {report['by_secret']}")


def preloaded(session):
    """The environment in which a process of ours can be looked into."""
    return dict(session.env, LD_PRELOAD=str(TOOLS / "keep_dumpable.so"))


def browser(session):
    session.env["BROWSER"] = f"python3 {HERE / 'fault_provider.py'}"


def start_display(session):
    harness.start_display(session)
    session.env.update(QT_QPA_PLATFORM="xcb", QT_LOGGING_RULES="qt.qpa.*=false")
