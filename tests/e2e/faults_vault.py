# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input to the vault: the keychain gone, locked or dying, wrong passphrases, damaged, foreign and newer files, an old copy put back. The exit code and one
clear sentence are right each time, and the files stay byte for byte (SECURITY.md, faults)."""
import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
from harness import Session, check

PHRASE = "a long enough passphrase"
counted = {}


def count(what):
    counted[what] = counted.get(what, 0) + 1


def unlock(session, phrase=PHRASE, *options):
    return session.run(*options, "vault", "unlock", "--passphrase-fd", "{fd}", secret=phrase)


def digests(session):
    files = ("keys.json", "vault.db", "vault.db-wal")
    return {n: (hashlib.sha256((session.vault / n).read_bytes()).hexdigest(), stat.S_IMODE((session.vault / n).lstat().st_mode))
            for n in files if (session.vault / n).is_file() and (n != "vault.db-wal" or (session.vault / n).stat().st_size)}


def refused(session, codes, what, words=""):
    """Every way in: the agent started by a command, the passphrase, and `vault check`. No file may change."""
    before = digests(session)
    for done in (unlock(session), session.run("list"), session.run("vault", "check", "--passphrase-fd", "{fd}", secret=PHRASE)):
        check(done.returncode in codes, f"{what}: exit {done.returncode}, not {codes}: {done.args[1:4]} {done.stdout}{done.stderr}")
        lines = done.stderr.strip().splitlines()
        check(len(lines) == 2 and lines[0].startswith("keystead-cli: ") and lines[1].startswith("hint: "), f"{what}: {done.args[1:]} {done.stderr}")
        check(words in done.stderr, f"{what}: `{words}` is not in {done.stderr}")
    as_json = unlock(session, PHRASE, "--json")
    check(set(json.loads(as_json.stdout)["error"]) == {"code", "message", "hint"} and as_json.returncode in codes, f"{what}: {as_json}")
    session.stop_agent()
    check(digests(session) == before, f"{what}: a file was changed")
    count("refusals")


def without_keychain():
    session = Session(keyring=False)
    done = session.run("vault", "init", "--keychain")
    check(done.returncode == 3 and "no D-Bus" in done.stderr and not list(session.vault.glob("*.json")), f"keychain absent: {done}")
    for arguments, secret in ((["--passphrase-fd", "99"], None), (["--passphrase-fd", "-1"], None), (["--passphrase-fd", "x"], None),
                              (["--passphrase-fd", "{fd}"], ""), (["--passphrase-fd", "{fd}"], "short"), (["--passphrase-fd", "{fd}"], "x" * 5000)):
        done = session.run("vault", "init", *arguments, secret=secret, timeout=20)
        check(done.returncode == 2 and done.stderr and not (session.vault / "keys.json").exists(), f"init {arguments}: {done}")
        count("bad descriptors")
    session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    session.ok("add", "generic-bearer", "--name", "k", "--secret", "token", secret="tok-123456\n")
    session.stop_agent()
    return session


def wrong_passphrases(session):
    before = digests(session)
    codes = []
    while codes.count(7) < 2 and len(codes) < 12:
        codes.append(unlock(session, "not this one").returncode)
    check(codes[:5] == [3] * 5 and codes[-1] == 7, f"wrong passphrases: {codes}")
    session.stop_agent()
    done = unlock(session)
    check(done.returncode == 7 and "wait " in done.stderr, f"the limit did not survive a restart of the agent: {done}")
    check(digests(session) == before, "wrong passphrases changed a file")
    # The agent says for how long; there is nothing else to wait for.
    subprocess.run(["sleep", str(int(done.stderr.split("wait ")[1].split(" ")[0]) + 0.2)], check=True)
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    records = session.json("audit", "list")
    merged = [r for r in records if r["action"] == "unlock_failed" and not r["authenticated"]]
    check(len(merged) == codes.count(3), f"{codes.count(3)} failures, {len(merged)} merged")
    check(any(r["action"] == "security_alert" and r["detail"]["cause"] == "failed_unlocks" for r in records), "no alert for failed unlocks")
    session.stop_agent()
    counted["wrong passphrases"] = len(merged)


def damaged(session):
    good = {n: (session.vault / n).read_bytes() for n in ("keys.json", "vault.db")}
    keys, base = good["keys.json"], good["vault.db"]

    def put(name, data, codes, what, words=""):
        (session.vault / name).write_bytes(data)
        refused(session, codes, what, words)
        (session.vault / name).write_bytes(good[name])

    # A flipped byte of the key file is damage or tampering, never a wrong passphrase of which somebody is accused.
    for place in range(0, len(keys), max(1, len(keys) // 10)):
        put("keys.json", keys[:place] + bytes([keys[place] ^ 1]) + keys[place + 1:], (8,), f"keys.json flipped at {place}")
    for size in (0, 1, len(keys) // 2, len(keys) - 2):
        put("keys.json", keys[:size], (8,), f"keys.json cut to {size}")
    document = json.loads(keys)
    version = next(n for n in ("format_version", "version", "format") if n in document)
    document[version] = 99
    put("keys.json", json.dumps(document).encode(), (8,), "a newer key file", "later version")
    for place in (0, 20, 100, 4000, 4096 + 10):
        put("vault.db", base[:place] + bytes([base[place] ^ 0x40]) + base[place + 1:], (8,), f"vault.db flipped at {place}", "damaged")
    for size in (0, 1, 16, 1000, 4096, 8192, 10000, len(base) - 4096, len(base) - 1):
        put("vault.db", base[:size], (8,), f"vault.db cut to {size}", "damaged")
    put("vault.db", os.urandom(len(base)), (8,), "vault.db of noise", "damaged")
    for name in good:
        path = session.vault / name
        path.unlink()
        refused(session, (8,), f"{name} missing", "missing")
        check(not path.exists(), f"{name} was made anew over an existing vault")
        done = session.run("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
        check(done.returncode != 0 and not path.exists(), f"init beside the other half: {done}")
        elsewhere = session.root / name
        elsewhere.write_bytes(good[name])
        elsewhere.chmod(0o600)
        path.symlink_to(elsewhere)
        refused(session, (1,), f"{name} is a symlink", "symbolic link")
        path.unlink()
        path.write_bytes(good[name])
        path.chmod(0o644)
        refused(session, (1,), f"{name} is 0644", "chmod 600")
        path.chmod(0o600)
        if os.getuid() == 0:
            os.chown(path, 65534, 65534)
            refused(session, (1,), f"{name} of another user", "another user")
            os.chown(path, 0, 0)
    session.vault.chmod(0o755)
    refused(session, (1,), "a folder for all", "chmod 700")
    session.vault.chmod(0o700)
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    check(session.ok("token", "k") == "tok-123456\n", "whole again")
    session.ok("vault", "check")
    session.stop_agent()


def flipped_anywhere(session):
    """Deeper pages: not every byte is read at opening, but none may be taken for good: either it opens and `vault check` names it, or it does not open."""
    good = (session.vault / "vault.db").read_bytes()
    for place in range(6000, len(good), max(1, len(good) // 12)):
        (session.vault / "vault.db").write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1:])
        done = session.run("vault", "check", "--passphrase-fd", "{fd}", secret=PHRASE)
        check(done.returncode == 8, f"vault.db flipped at {place} was not noticed: {done}")
        count("deep flips noticed")
        for left in ("vault.db-wal", "vault.db-shm"):
            (session.vault / left).unlink(missing_ok=True)
    (session.vault / "vault.db").write_bytes(good)


def old_copy(session):
    for step in range(3):
        session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
        session.ok("token", "k")
        session.stop_agent()
        if step == 0:
            old = (session.vault / "vault.db").read_bytes()
    for left in ("vault.db-wal", "vault.db-shm"):
        (session.vault / left).unlink(missing_ok=True)
    (session.vault / "vault.db").write_bytes(old)
    done = session.run("vault", "check", "--passphrase-fd", "{fd}", secret=PHRASE)
    check(done.returncode == 8 and "rolled_back" in done.stdout, f"an old copy passes the check: {done}")
    for attempt in range(2):  # not only the first time
        session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
        check(session.json("status")["rolled_back"], f"status {attempt}")
        check(session.run("vault", "check").returncode == 8, f"check {attempt}")
        done = session.run("audit", "verify")
        check(done.returncode == 8, f"audit verify takes an old copy for whole ({attempt}): {done}")
        session.stop_agent()
    records = None
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    records = session.json("audit", "list")
    check(any(r["action"] == "security_alert" and r["detail"]["cause"] == "rollback" for r in records), "no alert for the rollback")
    session.stop_agent()
    count("rollbacks noticed")


def keychain_trouble():
    session = Session()
    session.ok("vault", "init", "--keychain", "--passphrase-fd", "{fd}", secret=PHRASE)
    session.ok("add", "generic-bearer", "--name", "k", "--secret", "token", secret="tok-123456\n")
    session.stop_agent()
    before = digests(session)
    collection = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets",
                  "org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/collection/login"]
    subprocess.run(collection, env=session.env, check=True, capture_output=True)
    done = session.run("vault", "unlock", timeout=30)
    check(done.returncode == 3 and "keychain is locked" in done.stderr and "passphrase" in done.stderr, f"locked keychain: {done}")
    check(digests(session) == before, "a locked keychain changed a file")
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    check(session.ok("token", "k") == "tok-123456\n", "the passphrase opens beside a locked keychain")
    # The bus goes: what is open stays open, and after locking the passphrase opens it again.
    for process in reversed(session.processes):
        process.send_signal(signal.SIGKILL)
        process.wait()
    session.processes = []
    check(session.ok("token", "k") == "tok-123456\n", "an unlocked session ends with D-Bus")
    session.ok("vault", "lock")
    done = session.run("vault", "unlock", timeout=30)
    check(done.returncode == 3 and "hint: " in done.stderr, f"D-Bus gone: {done}")
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    session.ok("vault", "check")
    session.close()
    count("keychain troubles")


first = without_keychain()
wrong_passphrases(first)
damaged(first)
flipped_anywhere(first)
old_copy(first)
keychain_trouble()
print(f"ok: {counted}")
