# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys are replaced, connections move between profiles, a profile is erased: through keystead-cli, with reads going on."""
import json
import threading
from harness import Session, check

PASSPHRASE = "a long enough passphrase"
session = Session(keyring=False)
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("profiles", "add", "Client X")


def add(name):
    session.ok("add", "generic-api-key", "--name", name, "--secret", "api_key", "--set", "api_base_url=https://api.example.com", secret=f"secret-of-{name}\n")


def rotate(*arguments):
    return session.run("vault", "rotate-key", *arguments, "--passphrase-fd", "{fd}", secret=PASSPHRASE)


names = [f"key-{i}" for i in range(25)]
for name in names:
    add(name)
for name in names[:10]:
    session.ok("set", name, "profile=Client X")
check(session.json("show", "key-3")["profile"] == "Client X", "moved")
check(session.ok("token", "Client X/key-3") == "secret-of-key-3\n", "sealed anew")
check(session.run("set", "key-3", "profile=Nowhere").returncode == 6, "no such profile")

# Without the passphrase, and with a wrong one, nothing happens.
check(session.run("vault", "rotate-key").returncode == 4, "no proof")
check(session.run("vault", "rotate-key", "--passphrase-fd", "{fd}", secret="not the passphrase").returncode == 3, "a wrong passphrase")
check(all(key["version"] == 1 for key in session.json("vault", "keys")["keys"]), "nothing was replaced")

for name in names[:3] + names[4:]:  # key-3 has its grant from above
    session.allow(name)

# Reads from another process go on while everything is replaced.
reads = {"done": 0, "failed": []}
stop = threading.Event()


def read():
    while not stop.is_set():
        for name in names:
            done = session.run("token", name)
            reads["done"] += 1
            if done.stdout != f"secret-of-{name}\n":
                reads["failed"].append((name, done.returncode, done.stderr))


reader = threading.Thread(target=read)
reader.start()
rounds = 0
while rounds < 3 or reads["done"] < 25:
    done = rotate("--all")
    check(done.returncode == 0, f"rotate --all: {done}")
    rounds += 1
stop.set()
reader.join()
check(not reads["failed"], f"reads failed: {reads['failed'][:3]}")
keys = session.json("vault", "keys")["keys"]
check({key["version"] for key in keys} == {1 + rounds} and not any(key["rotating"] for key in keys), f"versions: {keys}")
check(rotate("--profile", "Client X").returncode == 0, "one profile")
check(rotate("--profile", "Nobody").returncode == 6, "no such profile")
rotated = session.json("audit", "list", "--action", "key_rotated")
check(len(rotated) == 3 * rounds + 1, f"{len(rotated)} records of rotations")
schedule = session.json("vault", "rotate-key", "--schedule", "automatic", "--months", "6")
check((schedule["schedule"], schedule["months"]) == ("automatic", 6), "the schedule")

# A new process: the key file has one generation, the database is whole.
session.stop_agent()
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
check(session.ok("token", "key-20") == "secret-of-key-20\n", "after a new start")
check(session.json("vault", "check")["ok"], "vault check")
check(not (session.vault / "vault.db.next").exists(), "no copy is left")

# What is stored on a profile, and its end.
session.ok("profiles", "export", "Client X", "--out", str(session.root / "subject"), "--passphrase-fd", "{fd}", secret=PASSPHRASE)
subject = json.loads((session.root / "subject.json").read_text())
check(len(subject["connections"]) == 10 and "secret-of" not in (session.root / "subject.json").read_text(), "subject access")
check((session.root / "subject.pdf").read_bytes().startswith(b"%PDF"), "subject access as PDF")
erase = ["profiles", "erase", "Client X", "--confirm"]
check(session.run(*erase, "Client X").returncode == 4, "no proof")
check(session.run(*erase, "Client Y", "--passphrase-fd", "{fd}", secret=PASSPHRASE).returncode == 2, "another name")
erased = session.json(*erase, "Client X", "--certificate", str(session.root / "certificate.pdf"), "--passphrase-fd", "{fd}", secret=PASSPHRASE)
check(erased["connections"] == 10 and erased["pages_rewritten"] and not erased["backups_not_reached"], f"erased: {erased}")
check(len(erased["backups_rewritten"]) >= 1, "the backups that the rotations made were reached")
check(json.loads((session.root / "certificate.json").read_text())["profile"] == "Client X", "the certificate")
session.ok("audit", "export", "--format", "json", "--out", str(session.root / "trail.json"))
trail = (session.root / "trail.json").read_text()
session.ok("audit", "verify", str(session.root / "trail.json"))
check("Client X" not in trail and '"key-3"' not in trail and "key-20" in trail, "the trail names nobody any more")
session.ok("audit", "verify")
check({c["name"] for c in session.json("list")} == set(names[10:]), "the others are there")
check(session.json("vault", "check")["ok"], "vault check after the erasure")
session.stop_agent()
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("audit", "verify")
print(f"ok: {rounds} rotations of all keys with {reads['done']} reads by other processes, none failed; {erased['trail_records']} records and "
      f"{len(erased['backups_rewritten'])} backups were erased")
