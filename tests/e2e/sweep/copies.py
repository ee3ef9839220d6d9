# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a prepared vault, the agent that serves one, and what the vault says of itself."""
import atexit
import base64
import collections
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from control import Control
from harness import BIN, Session

INJECTOR = Path(os.environ.get("KEYSTEAD_SWEEP_INJECTOR", BIN.parent / "tests" / "keystead_sweep_injector.so"))
PASSPHRASE = "a long enough passphrase"
# Records that come from looking, not from the job.
LOOKING = {"vault_unlock", "vault_lock", "credential_access", "unlock_failed", "grant_added", "grant_removed"}
# Records of what goes on by itself while somebody looks: automatic backups, a rotation that a slot's removal asked for.
BY_ITSELF = {"backup_made", "key_rotated"}
# What differs from run to run, or because somebody looked.
VOLATILE = {"created_at", "updated_at", "last_used_at", "last_tested_at", "last_refreshed_at", "expires_at", "refresh_expires_at"}


class Lost(Exception):
    """What the sweep looks for: something is not as it was and not as it should be."""


def demand(condition, what):
    if not condition:
        raise Lost(what)


class Copy(Session):
    """A session with a copy of `prepared` (another Session, or None for an empty one)."""

    def __init__(self, prepared=None):
        super().__init__(keyring=False)
        atexit.unregister(self.close)
        self.root = Path(os.path.realpath(self.root))
        self.agent = None
        self.last_words = ""
        self.opened_by = PASSPHRASE
        self.control = None
        if prepared:
            self.env.update({k: prepared.env[k] for k in ("BROWSER",) if k in prepared.env})
            for folder in ("home", "data", "state", "config"):
                shutil.copytree(prepared.root / folder, self.root / folder, symlinks=True, dirs_exist_ok=True)
        self.plain_env = dict(self.env)

    def sibling(self):
        """A copy of this one, watched."""
        copy = Copy(self)
        copy.inject(Control(copy.root / "run", copy.root))
        return copy

    def inject(self, control):
        """From here on what is started is watched through `control`."""
        self.env = dict(self.plain_env, LD_PRELOAD=str(INJECTOR), KEYSTEAD_SWEEP_CONTROL=str(control.file))
        self.control = control

    @property
    def socket_path(self):
        return self.root / "run" / "keystead" / "agent.sock"

    def open(self, passphrase=PASSPHRASE, through=()):
        """Starts the agent, unlocked. Its exit code and what it says on stderr are returned where it does not get there."""
        self.opened_by = passphrase
        reader, writer = os.pipe()
        phrase_end, phrase = os.pipe()
        os.write(phrase, passphrase.encode() + b"\n")
        os.close(phrase)
        self.agent = subprocess.Popen([*through, BIN / "keystead-agent", "--vault", self.vault, "--ready-fd", str(writer), "--passphrase-fd", str(phrase_end)],
                                      env=self.env, pass_fds=(writer, phrase_end), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        os.close(writer)
        os.close(phrase_end)
        with os.fdopen(reader) as ready:
            line = ready.readline()
        if line == "ready\n":
            return None
        out, err = self.agent.communicate(timeout=60)
        code = self.agent.returncode
        self.agent = None
        return subprocess.CompletedProcess(["keystead-agent"], code, out, err)

    def must_open(self, passphrase=PASSPHRASE):
        failed = self.open(passphrase)
        demand(failed is None, f"no slot opens: {failed.returncode if failed else ''} {failed.stderr if failed else ''}")

    def alive(self):
        return self.agent is not None and self.agent.poll() is None

    def leave(self):
        """SIGTERM; the exit code (None where there was no agent, negative after a signal)."""
        if not self.agent:
            return None
        if self.agent.poll() is None:
            self.agent.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            _, self.last_words = self.agent.communicate(timeout=90)
        code = self.agent.poll()
        if code is None:
            self.agent.kill()
            self.agent.communicate()
            raise Lost("the agent does not end on SIGTERM")
        self.agent = None
        return code

    def leave_well(self):
        code = self.leave()
        demand(code in (0, None), f"the agent left with {code}: {self.last_words[-500:]}")

    def close(self):
        if self.agent and self.agent.poll() is None:
            self.agent.kill()
            self.agent.communicate()
        self.agent = None
        if self.control:
            self.control.close()
            self.control = None
        super().close()

    def job(self, *arguments, secrets=(), **more):
        """keystead-cli, without starting an agent of its own. {0}, {1}, ... become descriptors that hold one of `secrets` each."""
        with contextlib.ExitStack() as ends:
            descriptors = []
            for secret in secrets:
                reader, writer = os.pipe()
                os.write(writer, secret.encode() + b"\n")
                os.close(writer)
                ends.callback(os.close, reader)
                descriptors.append(reader)
            words = [a.format(*descriptors) if descriptors and a.startswith("{") else a for a in arguments]
            if descriptors:
                more["pass_fds"] = tuple(descriptors)
            return self.run("--no-start", *words, **more)

    # --- what the vault says -----------------------------------------------------------------------------------------
    def ask(self, calls):
        """Calls over one connection; the answers in the order of the calls."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(60)
            client.connect(str(self.socket_path))
            client.sendall(b"".join(json.dumps({"jsonrpc": "2.0", "id": n, "method": m, "params": p}).encode() + b"\n" for n, (m, p) in enumerate(calls)))
            answers = {}
            stream = client.makefile("rb")
            while len(answers) < len(calls):
                line = stream.readline()
                demand(line, f"the agent hung up on {[m for m, _ in calls]}")
                answer = json.loads(line)
                answers[answer["id"]] = answer
        return [answers[n] for n in range(len(calls))]

    def result(self, method, **params):
        answer = self.ask([(method, params)])[0]
        demand("result" in answer, f"{method}: {answer.get('error')}")
        return answer["result"]

    def glance(self, known):
        """The state as far as it is told without releasing a secret (which wants a record on the disk)."""
        status, listed, profiles = (a.get("result") or {} for a in self.ask([("status", {}), ("connection.list", {}), ("profile.list", {})]))
        demand(status.get("state") == "unlocked", f"status: {status}")
        shown = [a.get("result", {}).get("connection", a) for a in self.ask([("connection.show", {"connection": c["id"]}) for c in listed["connections"]])]
        connections = {}
        for c in shown:
            kept = {k: v for k, v in c.items() if k not in VOLATILE}
            kept["id"] = c["id"] if c["id"] in known else "new"
            if "problem" in kept:
                kept["problem"] = {k: v for k, v in kept["problem"].items() if k != "since"}
            connections[f"{c['profile']}/{c['name']}"] = kept
        return {"connections": connections, "profiles": sorted(p["name"] for p in profiles["profiles"]),
                "slots": sorted({(s["kind"], s["label"], s["id"] if s["id"] in known else "new") for s in status["slots"]})}

    def quiet(self):
        """Waits for a rotation that goes on by itself; False where the agent went meanwhile."""
        after = 0
        while self.alive():
            try:
                answer = self.ask([("vault.rotation", {"after": after, "wait_ms": 2000})])[0]
            except (Lost, OSError):
                return False
            if not answer.get("result", {}).get("running"):
                return True
            after = answer["result"]["change"]
        return False

    def see(self):
        """A grant for this script on each connection that has none, so that it may look."""
        script = os.path.realpath(sys.argv[0])
        mine = {g["connection"] for g in self.result("grants.list")["grants"] if g["program"].get("script") == script}
        for c in self.result("connection.list")["connections"]:
            if c["id"] not in mine:
                wanted = {"program": os.path.realpath(sys.executable), "script": script, "connection": c["id"], "allow": ["token"], "passphrase": self.opened_by}
                self.result("grants.add", **wanted)

    def snapshot(self, known):
        """Everything that must survive: connections with their secrets, profiles, slots, and what the trail says was done. `known`: ids and secrets that
        stood there before; others are `new`, because each run makes its own."""
        self.quiet()
        self.see()
        state = self.glance(known)
        keys = self.ask([("vault.keys", {})])[0].get("result", {}).get("keys", [])
        state["keys"] = {k.get("profile") or "vault": k["version"] for k in keys}
        names = sorted(state["connections"])
        tokens = {}
        for name, answer in zip(names, self.ask([("token", {"connection": n}) for n in names])):
            if "result" in answer:
                value = answer["result"].get("token") or json.dumps(answer["result"], sort_keys=True)
                tokens[name] = "new" if value.startswith("access-") and value not in known else value
            else:
                tokens[name] = answer["error"]["message"]
        state["tokens"] = tokens
        records = self.result("audit.list", limit=500).get("records", [])
        state["records"] = dict(sorted(collections.Counter(r["action"] for r in records if r["action"] not in LOOKING | BY_ITSELF).items()))
        return state

    def check(self):
        report = self.result("vault.check")
        demand(report["ok"], f"vault check: {[i for i in report['items'] if not i['ok']]}")

    # --- the files ---------------------------------------------------------------------------------------------------
    def files(self, without=("run", "tmp", "cache")):
        return sorted(str(p.relative_to(self.root)) for p in self.root.rglob("*") if p.is_file() and p.relative_to(self.root).parts[0] not in without)

    def plaintext(self, secrets, sources=()):
        """Files that hold one of `secrets`, but for `sources`."""
        words = [w for s in secrets for w in (s.encode(), base64.b64encode(s.encode()).rstrip(b"="), s.encode("utf-16-le"))]
        return [name for name in self.files(()) if name not in sources and any(w in (self.root / name).read_bytes() for w in words)]


def general(names):
    """File names without ids, dates and numbers, so that those of two runs can be compared."""
    return {re.sub(r"Z\.\d+/", "Z/", re.sub(r"_[a-z0-9]{16,}|[0-9]{4,}", lambda m: "_*" if m[0][0] == "_" else "*", name)) for name in names}


def difference(found, wanted, place=""):
    """Where two snapshots differ, in a line."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return ", ".join(filter(None, (difference(found.get(k), wanted.get(k), f"{place}/{k}") for k in sorted(set(found) | set(wanted)))))
    return "" if found == wanted else f"{place}: {str(found)[:300]}, not {str(wanted)[:300]}"


def fail_plain(done, what):
    """CLI.md: one line and a hint, never a secret, never a signal."""
    lines = done.stderr.strip().splitlines()
    demand(done.returncode in (1, 2, 3, 4, 5, 6, 7, 8), f"{what}: exit {done.returncode}: {done.stderr}")
    demand(len(lines) == 2 and lines[0].startswith("keystead-cli: ") and lines[1].startswith("hint: "), f"{what}: no plain error: {done.stdout}{done.stderr}")
