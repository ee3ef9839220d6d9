# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk fills up, turns read-only, or the state folder cannot be written while the agent works: a plain error, nothing released without its record, nothing lost,
and all is well again once there is space (SECURITY 39 and its faults). Needs root for a tmpfs of its own."""
import contextlib
import json
import os
import subprocess
from harness import Session, check, skip

if os.getuid() != 0:
    skip("mounting a small tmpfs needs root; tests/db fills a disk by a resource limit instead")
PHRASE = "a long enough passphrase"
session = Session(keyring=False)
disk = session.root / "data"
made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1024k,mode=0700", "tmpfs", disk], capture_output=True, text=True, check=False)
if made.returncode != 0:
    skip(f"mount is not allowed here: {made.stderr.strip()}")
counted = {"refused": 0, "released": 0}


def plain(done, codes, what):
    lines = done.stderr.strip().splitlines()
    check(done.returncode in codes and len(lines) == 2 and lines[1].startswith("hint: "), f"{what}: exit {done.returncode}: {done.stdout}{done.stderr}")
    counted["refused"] += 1


def fill():
    with contextlib.suppress(OSError), open(disk / "ballast", "ab", buffering=0) as ballast:
        while True:
            ballast.write(b"x" * 512)


def remount(mode):
    subprocess.run(["mount", "-o", f"remount,{mode}", disk], check=True)


def ask_until_refused(what):
    """With a full disk a few records may still fit into pages that are there; then nothing more is released."""
    released = 0
    for _ in range(400):
        done = session.run("token", "k")
        if done.returncode != 0:
            check("tok-123456" not in done.stdout + done.stderr, f"{what}: released all the same")
            plain(done, {1}, what)
            return released
        released += 1
    check(False, f"{what}: 400 secrets released on a full disk")
    return released


def accesses():
    out = session.root / "audit.json"
    session.ok("audit", "export", "--format", "json", "--out", str(out), "--action", "credential_access")
    return sum(r["outcome"] == "success" for r in json.loads(out.read_text())["records"])


def whole(what):
    session.ok("vault", "check")
    session.ok("audit", "verify")
    check(session.ok("token", "k") == "tok-123456\n", what)
    counted["released"] += 1
    check(accesses() == counted["released"], f"{what}: {counted['released']} released, {accesses()} records")


try:
    session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    session.ok("add", "generic-bearer", "--name", "k", "--secret", "token", secret="tok-123456\n")
    whole("before")

    # Full while it works.
    fill()
    counted["released"] += ask_until_refused("token on a full disk")
    plain(session.run("add", "generic-bearer", "--name", "more", "--secret", "token", "--set", "notes=" + "n" * 9000, secret="x-123456\n"), {1}, "add on a full disk")
    plain(session.run("set", "k", "notes=" + "n" * 9000), {1}, "set on a full disk")
    check({c["name"] for c in session.json("list")} == {"k"}, "reads go on")
    session.run("token", "k", timeout=30)
    (disk / "ballast").unlink()
    session.ok("set", "k", "notes=space again")
    check("more" not in {c["name"] for c in session.json("list")}, "half a connection stayed")
    whole("after the space came back")

    # Full at opening, and a new vault on a full disk.
    session.stop_agent()
    fill()
    done = session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    if done.returncode == 0:
        counted["released"] += ask_until_refused("token after opening on a full disk")
    else:
        plain(done, {1}, "unlock on a full disk")
    done = session.run("--vault", str(disk / "second"), "vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
    plain(done, {1}, "init on a full disk")
    check(not (disk / "second" / "vault.db").exists(), "half a vault stayed")
    session.stop_agent()
    (disk / "ballast").unlink()
    session.ok("--vault", str(disk / "second"), "vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
    subprocess.run(["rm", "-r", disk / "second"], check=True)
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    whole("opened after the space came back")

    # Read-only: from the start. (A mount with open writers cannot be made read-only, and the agent writes.)
    session.stop_agent()
    before = {p.name: p.read_bytes() for p in session.vault.iterdir() if p.name in ("vault.db", "keys.json")}
    remount("ro")
    plain(session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE), {1}, "unlock on a read-only disk")
    plain(session.run("--vault", str(disk / "third"), "vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE), {1}, "init on a read-only disk")
    session.stop_agent()
    remount("rw")
    check(before == {n: (session.vault / n).read_bytes() for n in before}, "a file changed on a read-only disk")
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    whole("writable again")

    # The state folder cannot be written: failed unlocks cannot be recorded there, and anchors are not kept; the vault still opens and says so in its log.
    session.stop_agent()
    state = session.root / "state"
    subprocess.run(["rm", "-rf", state], check=True)
    state.write_text("in the way")
    done = session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret="not the passphrase")
    check(done.returncode in (1, 3) and done.stderr.count("\n") == 2, f"a wrong passphrase without a state folder: {done}")
    done = session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    check(done.returncode in (0, 1, 7), f"without a state folder: {done}")
    session.stop_agent()
    state.unlink()
    state.mkdir(mode=0o700)
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
    whole("with a state folder again")
finally:
    session.stop_agent()
    subprocess.run(["umount", "-l", disk], check=False)
print(f"ok: {counted}")
