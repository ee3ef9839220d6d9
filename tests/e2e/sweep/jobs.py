# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs that are swept. Each is one call of keystead-cli (or opening and leaving), and says what may be found after it was cut short."""
import contextlib
import json
import re
import shutil
from copies import PASSPHRASE, Copy, demand
from harness import HERE, check
from prepare import SECOND, SECRETS

THIRD = "a third passphrase of the sweep"
BACKUP = "the passphrase of a backup"


class Job:
    """`window`: when the injector is armed: `command` (an agent works, the call is watched), `leave` (its way out), `open` (its way in) or `alone` (no agent
    runs: the call is handed to a process of its own)."""
    name = ""
    window = "command"
    sample_every = 1       # a sample takes every so-many-th rename and sync
    again = (0,)           # exit codes of a repetition where the job was done already
    sources = ()           # files below the root that hold secrets in plain text by their nature
    opens = (PASSPHRASE,)  # tried in turn; one must open

    def vault(self, prepared):
        """The session to start from: the prepared one after before(), or None."""
        copy = prepared.sibling()
        copy.must_open()
        self.before(copy)
        copy.leave()
        return copy

    def before(self, copy):
        """Makes the prepared vault fit the job; the agent runs."""

    def view(self, state):
        """The part of a snapshot that this job is judged by."""
        return state

    def run(self, copy):
        raise NotImplementedError

    def beside(self, copy):
        """What else the job made, outside the vault; None where it makes nothing."""
        return None

    def before_refresh(self, copy):
        """What the refresh of the token at the very end needs."""

    def slots_open(self, state):
        """The passphrases that must open besides, by a snapshot."""
        return [SECOND] if sum(kind == "passphrase" for kind, _, _ in state["slots"]) > 1 else []

    def wants(self, point):
        # The anchor is written by a timer, automatic backups and the rotation after a slot's removal go on by themselves: in the window of a command they come
        # or they do not. Other jobs have them.
        by_itself = r"state/keystead/\.?anchor\.json|data/keystead/backups/\.?(auto-|keys\.json)|data/keystead/vault\.db\.next"
        return self.window != "command" or not re.match(by_itself, point.path)


class Init(Job):
    name = "vault init"
    window = "alone"
    again = (1,)

    def vault(self, prepared):
        return None

    def run(self, copy):
        return copy.run("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)

    def slots_open(self, state):
        return []


class Open(Job):
    name = "open"
    window = "open"


class Migrate(Job):
    """Opening a vault of schema 1 and key file format 1. The version of 2026-11-21 wrote it with fill() of prepare.py; its second passphrase was stretched cheaply."""
    name = "migrate"
    window = "open"
    opens = (SECOND,)

    def vault(self, prepared):
        copy = Copy()
        copy.vault.mkdir(mode=0o700)
        for name in ("keys.json", "vault.db"):
            shutil.copyfile(HERE / "sweep" / "schema-1" / name, copy.vault / name)
            (copy.vault / name).chmod(0o600)
        with contextlib.closing(Copy(copy)) as real:  # as everybody opens it
            real.must_open(PASSPHRASE)
            tokens = real.snapshot(set())["tokens"]
            demand(all(tokens[f"{profile}/{name}"] == SECRETS[name] for profile, name in
                       (("Personal", "bearer"), ("Work", "key"), ("Personal", "basic"), ("Work", "deep"))), f"an old vault says {tokens}")
            real.leave()
        return copy

    def slots_open(self, state):
        return []

    def view(self, state):
        # Its token server is gone.
        gone = ("Personal/work", "Personal/machine")
        return {"connections": {k: v for k, v in state["connections"].items() if k not in gone},
                "tokens": {k: v for k, v in state["tokens"].items() if k not in gone}, "profiles": state["profiles"], "slots": state["slots"]}


class Leave(Job):
    """A change that lies in the log only, then SIGTERM: the record of the lock, the checkpoint, the anchor."""
    name = "lock and leave"
    window = "leave"

    def run(self, copy):
        return copy.job("set", "bearer", "notes=in the log")


class AddConnection(Job):
    name = "add"
    again = (2,)

    def run(self, copy):
        return copy.job("add", "generic-basic", "--name", "fresh", "--set", "username=bob", "--secret", "password", secret="pw-new-canary\n")


class SetSecret(Job):
    name = "set secret"

    def run(self, copy):
        return copy.job("set", "bearer", "notes=changed", "--secret", "token", secret="bt-new-canary\n")


class Remove(Job):
    name = "remove"
    again = (6,)

    def run(self, copy):
        return copy.job("remove", "deep", "--keep-remote")


class Refresh(Job):
    name = "refresh"

    def run(self, copy):
        return copy.job("refresh", "work")


class AddProfile(Job):
    name = "profiles add"
    again = (2,)

    def run(self, copy):
        return copy.job("profiles", "add", "Client")


class AddSlot(Job):
    name = "add-slot"
    again = (2,)  # no second slot with the same passphrase

    def run(self, copy):
        return copy.job("vault", "add-slot", "passphrase", "--passphrase-fd", "{fd}", secret=PASSPHRASE, input=THIRD + "\n")

    def slots_open(self, state):
        count = sum(kind == "passphrase" for kind, _, _ in state["slots"])
        return [SECOND] + [THIRD] * (count > 2)


class RemoveSlot(Job):
    name = "remove-slot"
    again = (6,)

    def before(self, copy):
        self.slot = copy.result("status")["slots"][1]["id"]

    def run(self, copy):
        done = copy.job("vault", "remove-slot", self.slot, "--passphrase-fd", "{fd}", secret=PASSPHRASE)
        copy.quiet()  # whoever had the slot knows the keys: they are replaced at once
        return done

    def wants(self, point):
        return "anchor.json" not in point.path

    def view(self, state):
        # A rotation that was cut off goes on minutes after the next unlock.
        return {k: v for k, v in state.items() if k != "keys"}


class Backup(Job):
    """Over an older backup, so that there is an old one to lose."""
    name = "backup"
    file = "home/vault.backup"

    def before(self, copy):
        check(self.run(copy).returncode == 0, "the first backup")
        copy.ok("--no-start", "set", "bearer", "notes=after the first backup")

    def run(self, copy):
        return copy.job("vault", "backup", str(copy.root / self.file), "--force", "--passphrase-fd", "{0}", "--vault-passphrase-fd", "{1}",
                        secrets=[BACKUP, PASSPHRASE])

    def beside(self, copy):
        done = copy.job("--json", "vault", "restore", str(copy.root / self.file), "--dry-run", "--passphrase-fd", "{0}", secrets=[BACKUP])
        demand(done.returncode == 0, f"the backup does not open: {done.stdout}{done.stderr}")
        found = json.loads(done.stdout)
        return [c if isinstance(c, str) else c.get("name") for c in found["connections"]["changed"]]


class Restore(Job):
    """Into an open vault that has gone on since."""
    name = "restore"
    file = "home/vault.backup"

    def before(self, copy):
        check(Backup().run(copy).returncode == 0, "the backup to restore")
        copy.ok("--no-start", "add", "generic-bearer", "--name", "later", "--secret", "token", secret="bt-later-canary\n")
        copy.ok("--no-start", "remove", "deep", "--keep-remote")

    def run(self, copy):
        return copy.job("vault", "restore", str(copy.root / self.file), "--yes", "--passphrase-fd", "{0}", "--vault-passphrase-fd", "{1}", secrets=[BACKUP, PASSPHRASE])

    def view(self, state):
        # The trail goes back with the vault, and each attempt is on record.
        return {k: v for k, v in state.items() if k != "records"}

    def before_refresh(self, copy):
        copy.job("confirm", "work")


class RestoreAlone(Restore):
    """The same where nothing runs."""
    name = "restore alone"
    window = "alone"
    sample_every = 4  # the same steps as in an open vault

    def run(self, copy):
        if copy.alive():
            copy.leave()
        done = super().run(copy)
        return done


class Import(Job):
    name = "import"
    sources = ("home/shell.env",)

    def before(self, copy):
        (copy.root / self.sources[0]).write_text("GITHUB_TOKEN=ghp_" + "a1" * 18 + "\nOPENAI_API_KEY=sk-import-canary-0123456789\nSTRIPE_SECRET_KEY=sk_test_import0canary\n")
        (copy.root / self.sources[0]).chmod(0o600)

    def run(self, copy):
        return copy.job("import", "env", str(copy.root / self.sources[0]), "--yes")


class ImportUndo(Import):
    name = "import undo"
    again = (6,)

    def before(self, copy):
        super().before(copy)
        done = super().run(copy)
        check(done.returncode == 0, f"the import: {done}")

    def run(self, copy):
        return copy.job("import", "undo", "--yes")


class RotateVault(Job):
    name = "rotate vault"
    sample_every = 2  # remove-slot goes the same way

    def run(self, copy):
        return copy.job("vault", "rotate-key", "--passphrase-fd", "{0}", secrets=[PASSPHRASE])

    def wants(self, point):
        return "anchor.json" not in point.path


class RotateProfile(RotateVault):
    name = "rotate profile"
    sample_every = 1

    def run(self, copy):
        return copy.job("vault", "rotate-key", "--profile", "Work", "--passphrase-fd", "{0}", secrets=[PASSPHRASE])


class Erase(RotateVault):
    """Its automatic backups are written anew without it, too."""
    name = "erase"
    again = (6,)

    def before(self, copy):
        check(RotateVault().run(copy).returncode == 0, "a rotation, for the automatic backup that comes before it")

    def run(self, copy):
        return copy.job("profiles", "erase", "Work", "--confirm", "Work", "--passphrase-fd", "{0}", secrets=[PASSPHRASE])


def all_jobs():
    return [Init(), Open(), Migrate(), Leave(), AddConnection(), SetSecret(), Remove(), Refresh(), AddProfile(), AddSlot(), RemoveSlot(), RotateVault(), RotateProfile(), Backup(), Restore(),
            RestoreAlone(), Import(), ImportUndo(), Erase()]
