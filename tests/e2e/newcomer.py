# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody who has just met the command line tries, with good and bad intentions: odd names and files, wrong words, revoking what cannot be revoked, proofs of a
vault that the keychain alone opens, a damaged database under the keychain. Each time: the right exit code, a sentence that says what it is, a hint that fits."""
import json
import os
import pty
import select
import subprocess
from harness import BIN, Session, check

PHRASE = "a long enough passphrase"
OTHER = "another quite long passphrase"
session = Session()
counted = 0


def fails(code, *words, says=(), hides=(), **more):
    global counted
    counted += 1
    done = session.run(*map(str, words), **more)
    check(done.returncode == code, f"{words}: exit {done.returncode} instead of {code}: {done.stderr}{done.stdout}")
    for text in (says,) if isinstance(says, str) else says:
        check(text in done.stderr, f"{words}: `{text}` is not said: {done.stderr}")
    for text in (hides,) if isinstance(hides, str) else hides:
        check(text not in done.stderr, f"{words}: `{text}` is said: {done.stderr}")
    return done


def at_terminal(words, typed):
    """keystead-cli with a terminal on stdin, stdout and stderr."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(BIN / "keystead-cli", ["keystead-cli", *words], session.env)
    text, sent = b"", False
    while select.select([terminal], [], [], 60)[0]:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:
            break
        if not chunk:
            break
        text += chunk
        if not sent and b"[y/N]" in text:
            os.write(terminal, typed.encode() + b"\n")
            sent = True
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), text.decode(errors="replace"), sent


# --- wrong words ---------------------------------------------------------------------------------------------------------------------------------------------
fails(2, "vault", "bogus", says=("unknown subcommand `bogus`", "unlock", "check"))
fails(2, "audit", "bogus", says=("unknown subcommand `bogus`", "export"))
fails(2, "profiles", "bogus", says="unknown subcommand")
fails(2, "bogus", says=("unknown command `bogus`", "list", "find-secrets"))
for words, known in ((["vault"], "unlock"), ([], "find-secrets"), (["set", "x"], "nothing to change")):
    fails(2, *words, says=known)
fails(2, "--vault", "", "status", says="--vault")
fails(2, "--vault", "/etc/passwd", "status", says="/etc/passwd is no folder", hides="open to others")
for words in (["--bogus"], ["--vault", ""], ["stray"]):
    agent = subprocess.run([BIN / "keystead-agent", *words], env=session.env, capture_output=True, text=True, timeout=30, check=False)
    check(agent.returncode == 2 and "keystead-agent: " in agent.stderr, f"keystead-agent {words}: {agent}")
check("--device" not in session.ok("login", "--help"), "login --help offers what is not built")
fails(1, "login", "x", "--device", says=("not built yet", "--print-url"))
bad = subprocess.run([BIN / "keystead-cli", "add", "generic-api-key", "--name", b"caf\xe9"], env=session.env, capture_output=True, text=True, timeout=30, check=False)
check(bad.returncode == 2 and "--name is not valid UTF-8" in bad.stderr, f"a name that is no UTF-8: {bad}")

# --- a vault that the keychain alone opens: nothing to prove, so a confirmation takes its place -------------------------------------------------------------------
session.ok("vault", "init", "--keychain")
session.ok("add", "generic-api-key", "--name", "key", "--secret", "api_key", secret="ak-12345678\n")
for words in (["profiles", "export", "Personal", "--out", session.root / "me"], ["export", session.root / "all.keystead", "--file-passphrase-fd", "{fd}"],
              ["vault", "backup", session.root / "b.keystead", "--passphrase-fd", "{fd}"], ["vault", "add-slot", "passphrase", "--new-passphrase-fd", "{fd}"]):
    fails(4, *words, secret=PHRASE, says=("keychain alone", "--yes"))
check(not any(session.root.glob("me.*")) and not any(session.root.glob("*.keystead")), "a refused export wrote a file")
code, text, asked = at_terminal(["profiles", "export", "Personal", "--out", str(session.root / "me")], "n")
check(asked and code == 4, f"asked at the terminal and refused: {code} {text}")
code, text, asked = at_terminal(["profiles", "export", "Personal", "--out", str(session.root / "me")], "y")
check(asked and code == 0 and (session.root / "me.pdf").exists(), f"asked at the terminal and confirmed: {code} {text}")
older = (session.root / "me.json").read_bytes()
fails(2, "profiles", "export", "Personal", "--out", session.root / "me", "--yes", says="--force")
check((session.root / "me.json").read_bytes() == older, "an export replaced a file")
session.ok("profiles", "export", "Personal", "--out", str(session.root / "me"), "--yes", "--force")
session.ok("export", str(session.root / "all.keystead"), "--file-passphrase-fd", "{fd}", "--yes", secret=PHRASE)
session.ok("vault", "backup", str(session.root / "b.keystead"), "--passphrase-fd", "{fd}", "--yes", secret=PHRASE)
session.ok("vault", "add-slot", "passphrase", "--new-passphrase-fd", "{fd}", "--yes", secret=PHRASE)
# From here on there is something to show: --yes is no proof any more.
session.passphrase = PHRASE
for words in (["profiles", "export", "Personal", "--out", session.root / "me2"], ["vault", "add-slot", "keychain"], ["profiles", "erase", "Personal", "--confirm", "Personal"]):
    fails(4, *words, "--yes", says="--passphrase-fd", hides="keychain alone")

# --- proofs are judged ---------------------------------------------------------------------------------------------------------------------------------------------
wrong = fails(3, "vault", "unlock", "--passphrase-fd", "{fd}", secret="not the passphrase", says="passphrase is wrong", hides="slt_")
check(session.json("status")["state"] == "unlocked", "a wrong passphrase locked the open vault")
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)


def with_two(*words, first, second):
    """Two descriptors: the proof as {0}, the new passphrase as {1}."""
    fds = []
    for text in (first, second):
        r, w = os.pipe()
        os.write(w, text.encode() + b"\n")
        os.close(w)
        fds.append(r)
    words = [w.replace("{0}", str(fds[0])).replace("{1}", str(fds[1])) for w in words]
    done = subprocess.run([BIN / "keystead-cli", *words], env=session.env, capture_output=True, text=True, stdin=subprocess.DEVNULL, pass_fds=fds, timeout=60, check=False)
    for fd in fds:
        os.close(fd)
    return done


adding = ["vault", "add-slot", "passphrase", "--passphrase-fd", "{0}", "--new-passphrase-fd", "{1}"]
twice = with_two(*adding, first=PHRASE, second=PHRASE)
check(twice.returncode == 2 and "has it already" in twice.stderr, f"the same passphrase twice: {twice}")
slots = session.json("vault", "slots")
slot = next(s["id"] for s in slots if s["kind"] == "passphrase")
same = with_two("vault", "change-passphrase", slot, "--passphrase-fd", "{0}", "--new-passphrase-fd", "{1}", first=PHRASE, second=PHRASE)
check(same.returncode == 2 and "has it already" in same.stderr, f"changed to itself: {same}")
check(with_two(*adding, first=PHRASE, second=OTHER).returncode == 0 and len(session.json("vault", "slots")) == 3, "another passphrase is another slot")

# --- names and what is not there -------------------------------------------------------------------------------------------------------------------------------------
for name in ("con_" + "0" * 24, "slt_" + "a1b2c3d4" * 3):
    fails(2, "add", "generic-api-key", "--name", name, "--secret", "api_key", secret="x-12345678\n", says=("name", "looks like an id", "Choose a name"))
    fails(2, "profiles", "add", name, says="looks like an id")
fails(2, "set", "key", "name=con_" + "0" * 24, says="looks like an id")
fails(6, "show", "nobody", says=("there is no connection nobody", "keystead-cli list"), hides="providers")
fails(6, "provider", "show", "nobody", says="keystead-cli providers", hides="keystead-cli list")
fails(6, "profiles", "export", "nobody", "--out", session.root / "x", "--passphrase-fd", "{fd}", secret=PHRASE, says=("there is no profile nobody", "keystead-cli profiles"))
fails(6, "vault", "remove-slot", "slt_nonsense", "--passphrase-fd", "{fd}", secret=PHRASE, says=("there is no slot", "vault slots"))
fails(6, "import", "undo", "imp_nonsense", says=("there is no import", "import list"))
fails(6, "token", "key", "--field", "nonsense", says=("has no secret field nonsense", "keystead-cli show key"))
fails(2, "token", "", says="connection: is empty")
fails(6, "vault", "restore", "auto-nonsense.db", "--yes", says=("there is no automatic backup", "vault backups"))
fails(6, "vault", "restore", session.root / "nowhere", "--passphrase-fd", "{fd}", "--yes", secret=PHRASE, says="path")

# --- paused, revoked, removed ------------------------------------------------------------------------------------------------------------------------------------------
session.ok("pause", "key")
fails(4, "token", "key", says=("paused", "`keystead-cli resume key`"))
fails(4, "test", "key", says="resume key")
session.ok("resume", "key")
fails(1, "resume", "key", says="not paused", hides=" C`")
fails(1, "revoke", "key", says=("not revoked", "still valid", "Delete it at the provider"))
document = json.loads(session.run("--json", "revoke", "key").stdout)
check(document["error"]["code"] == "unsupported" and document["remote"] == "not_possible", f"{document}")
record = session.json("audit", "list", "--action", "disconnect")[0]
check(record["outcome"] == "failure" and record["detail"]["remote"] == "not_possible", f"revoking in vain is on record as {record}")
session.ok("add", "generic-oauth2", "--name", "sign me in", "--set", "client_id=c", "--set", "authorization_endpoint=https://a.example.com/a", "--set",
           "token_endpoint=https://a.example.com/t")
fails(5, "token", "sign me in", says="`keystead-cli login 'sign me in'`")
code, text, asked = at_terminal(["remove", "sign me in"], "n")
check(asked and code == 4 and any(c["name"] == "sign me in" for c in session.json("list")), f"remove at a terminal: {code} {text}")
code, text, asked = at_terminal(["remove", "sign me in", "--yes"], "")
check(not asked and code == 0, f"remove --yes at a terminal: {code} {text}")
session.ok("remove", "key")  # no terminal: nothing is asked

# --- files ---------------------------------------------------------------------------------------------------------------------------------------------------------------
report = session.root / "report.json"
session.ok("audit", "export", "--format", "json", "--out", str(report))
older = report.read_bytes()
fails(2, "audit", "export", "--format", "json", "--out", report, says=("the name is taken", "--force"))
check(report.read_bytes() == older, "audit export replaced a file")
session.ok("audit", "export", "--format", "json", "--out", str(report), "--force")
check(report.read_bytes() != older, "--force did not replace the file")
printed = session.ok("audit", "export", "--format", "json", "--out", "-")
(session.root / "printed.json").write_text(printed)
session.ok("audit", "verify", str(session.root / "printed.json"))
check(not any(p.name.startswith("export-") for p in (session.root / "run" / "keystead").iterdir()), "a report was left in the folder of the socket")
for words in (["audit", "export", "--format", "json", "--force", "--out", session.vault / "keys.json"], ["audit", "export", "--format", "pdf", "--out", session.vault / "x.pdf"],
              ["vault", "backup", session.vault / "keys.json", "--force", "--passphrase-fd", "{fd}"], ["export", session.vault / "x", "--passphrase-fd", "{fd}"],
              ["profiles", "export", "Personal", "--force", "--passphrase-fd", "{fd}", "--out", session.vault / "keys"]):
    fails(2, *words, secret=PHRASE, says="a folder of the vault's own")
check(session.json("vault", "check")["ok"], "something was written into the vault's folder")
fails(2, "audit", "export", "--format", "json", "--out", "", says="--out")
fails(1, "audit", "export", "--format", "json", "--out", "/dev/full", says="/dev/full is a device", hides="open to others")
for words in (["profiles", "export", "Personal", "--out"], ["export"], ["vault", "backup"], ["vault", "restore"], ["import", "env"]):
    for name in ("", "-"):
        fails(2, *words, name, says="name a file" if name else "")
fails(2, "vault", "backup", "/tmp", "--passphrase-fd", "{fd}", secret=PHRASE, says="/tmp is a folder", hides="open to others")
prose = session.root / "prose.txt"
for text in ("", "Dear diary", "{}", '{"version": 1, "title": "x"}'):
    prose.write_text(text)
    fails(2, "audit", "verify", prose, says="is no audit report", hides="altered")
fails(2, "audit", "verify", "", says="FILE")
fails(2, "audit", "verify", session.root, says="is no file")

# --- locked: what nobody knows is not told ------------------------------------------------------------------------------------------------------------------------------
check(session.json("status")["connections"] == 0, "an open vault knows its connections")
session.ok("vault", "lock")
check("connections" not in session.json("status") and "connections" not in session.ok("status"), "a locked vault counts its connections")
session.ok("vault", "unlock")

# --- damage under the keychain: told as damage wherever it lies --------------------------------------------------------------------------------------------------------------
session.ok("add", "generic-api-key", "--name", "key", "--secret", "api_key", secret="ak-12345678\n")
session.allow("key")
session.ok("vault", "lock")
session.stop_agent()
database = session.vault / "vault.db"
PAGE = 4096
told = pages = 0
while pages < database.stat().st_size // PAGE:
    at = pages * PAGE
    good = database.read_bytes()
    flipped = good[:at + 100] + bytes([good[at + 100] ^ 1]) + good[at + 101:]
    database.write_bytes(flipped)
    for words in (["vault", "unlock"], ["list"], ["token", "key"], ["audit", "list"]):
        done = session.run(*words)
        check(done.returncode in (0, 8), f"page {pages}: {words}: exit {done.returncode}: {done.stderr}")
        if done.returncode == 8:
            check("vault check" in done.stderr and "vault repair --from" in done.stderr, f"page {pages}: {words}: the way out is not named: {done.stderr}")
            told += 1
    for running in (True, False):
        if not running:
            session.stop_agent()
        done = session.run("vault", "check")
        check("sqlcipher" not in done.stderr, f"page {pages}: vault check: {done}")
        if database.read_bytes()[at:at + PAGE] == flipped[at:at + PAGE]:
            check(done.returncode == 8 and "pages        FAILED" in done.stdout, f"page {pages}: vault check: {done}")
    session.stop_agent()
    # What was written meanwhile stays: an older copy would be another story (rolled back).
    now = database.read_bytes()
    if now[at:at + PAGE] == flipped[at:at + PAGE]:
        database.write_bytes(now[:at] + good[at:at + PAGE] + now[at + PAGE:])
    pages += 1
check(told > 0 and session.ok("token", "key") == "ak-12345678\n", "the vault as it was")
session.stop_agent()
database.write_bytes(b"")
check(session.json("status")["state"] == "unusable", "an empty database is called locked")
print(f"ok: {counted} refusals, each with its code and its hint; {pages} damaged pages, {told} commands said so")
