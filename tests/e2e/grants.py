# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may have what: two scripts and two programs of their own, exact hints, terms across restarts of the agent, changed files, symlinks, rates, and what stands in the trail."""
import json
import os
import shlex
import shutil
import subprocess
import sys
from harness import BIN, Session, check, need

need("perl")
PHRASE = "a long enough passphrase"
session = Session(keyring=False)
session.heeds_hints = False
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
for name in ("mail", "bank", "two words"):
    session.ok("add", "generic-bearer", "--name", name, "--secret", "token", "--set", "api_base_url=https://api.example.com", secret=f"tok-{name.replace(' ', '-')}-123456\n")
home = session.root / "home"
counted = {"allowed": 0, "denied": 0}


def executable(path, text):
    path.write_text(text)
    path.chmod(0o755)
    return path


def script(name, interpreter, text):
    return executable(home / name, f"#!{interpreter}\n{text}")


ASK_PYTHON = "import subprocess, sys\nsys.exit(subprocess.run([sys.argv[1], '--json', *sys.argv[2:]]).returncode)\n"
one = script("one.py", sys.executable, ASK_PYTHON)
two = script("two.py", sys.executable, ASK_PYTHON + "# another\n")
perl = script("three.pl", shutil.which("perl"), "system(shift @ARGV, '--json', @ARGV); exit($? >> 8);\n")
# A program that is no interpreter: timeout under another name, which starts the command line as a child.
own = home / "own"
shutil.copy(os.path.realpath(shutil.which("timeout")), own)


def ask(program, connection, *more):
    """`program` starts keystead-cli, which asks for the token."""
    before = [str(program), "60"] if program == own else [str(program)]
    return subprocess.run([*before, str(BIN / "keystead-cli"), *(["--json"] if program == own else []), "token", connection, *more], env=session.env,
                          capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL, cwd="/")


def allowed(program, connection, what):
    done = ask(program, connection)
    check(done.returncode == 0 and json.loads(done.stdout)["token"] == f"tok-{connection.replace(' ', '-')}-123456", f"{what}: not allowed: {done}")
    counted["allowed"] += 1


def denied(program, connection, what, says=""):
    done = ask(program, connection)
    check(done.returncode == 4 and "tok-" not in done.stdout + done.stderr, f"{what}: not denied: {done}")
    error = json.loads(done.stdout)["error"]
    check(error["code"] == "denied" and says in error["message"], f"{what}: {error}")
    counted["denied"] += 1
    return error["hint"]


def grant(*arguments, want=0):
    done = session.run("--json", "grants", "add", *map(str, arguments), "--passphrase-fd", "{fd}", secret=PHRASE)
    check(done.returncode == want, f"grants add {arguments}: {done}")
    return json.loads(done.stdout)


def denials(cause):
    return [r for r in session.json("audit", "list", "--action", "access_denied") if r["detail"].get("cause") == cause]


def unlock():
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)


# Default deny; the hint is the exact command, and following it word for word allows that program that connection, and nobody else.
hint = denied(one, "two words", "no grant", "no grant allows this")
words = shlex.split(hint.split("`")[1])
check(words[0] == "keystead-cli" and words[1:3] == ["grants", "add"] and str(one) in words and words[-2:] == ["--passphrase-fd", "0"], hint)
done = subprocess.run([BIN / "keystead-cli", *words[1:]], env=session.env, input=PHRASE + "\n", capture_output=True, text=True, timeout=60, check=False)
check(done.returncode == 0, f"the hint as it stands: {hint}: {done}")
allowed(one, "two words", "after the hint")
denied(one, "mail", "another connection")
for other in (two, perl, own):
    denied(other, "two words", f"{other.name} with the grant of one.py")
check(len(denials("no_grant")) >= 5 and all(r["actor"]["program"] for r in denials("no_grant")), "denials are on record with their program")
check({r["detail"]["script"] for r in denials("no_grant") if "script" in r["detail"]} >= {str(one), str(two), str(perl)}, "records name the script")

# A program cannot grant itself.
done = session.run("grants", "add", "--program", str(two), "mail", "--allow", "token")
check(done.returncode == 4, f"without proof: {done}")
done = session.run("grants", "add", "--program", str(two), "mail", "--allow", "token", "--passphrase-fd", "{fd}", secret="not the passphrase")
check(done.returncode != 0, f"with a wrong passphrase: {done}")
denied(two, "mail", "a grant without a proof")
# What is no program, no right, no connection.
plain = home / "plain.txt"
plain.write_text("no program\n")
for arguments, want in (((plain, "mail", "--allow", "token"), 2), ((home / "nothing", "mail", "--allow", "token"), 6), ((one, "nobody", "--allow", "token"), 6),
                        ((one, "mail", "--allow", "everything"), 2), ((one, "mail", "--allow", "token", "--for", "soon"), 2),
                        ((one, "mail", "--allow", "token", "--at-most", "many"), 2), ((one, "mail", "--allow", "token", "--host", "api.example.com"), 2),
                        ((one, "mail", "--allow", "request", "--host", "me@api.example.com"), 2), ((one, "mail", "--allow", "request", "--path", "/a/../b"), 2),
                        ((one, "mail", "--allow", "request", "--method", "get"), 2), ((BIN / "keystead-cli", "mail", "--allow", "token"), 2)):
    grant("--program", arguments[0], *arguments[1:], want=want)

# Once: one use, and it is spent across a restart too.
grant("--program", two, "mail", "--allow", "token", "--for", "once")
session.stop_agent()
unlock()
allowed(two, "mail", "once")
denied(two, "mail", "once, the second time")
session.stop_agent()
unlock()
denied(two, "mail", "once, after a restart")

# An hour, this login, always: they stand across a restart; another login session ends one of them.
grant("--program", perl, "mail", "--allow", "token", "--for", "1h", "--reason", "the nightly job")
grant("--program", own, "mail", "--allow", "token", "--for", "login")
grant("--program", one, "bank", "--allow", "token")
check(grant("--program", one, "bank", "--allow", "token", want=2)["error"]["code"] == "already_exists", "the same grant again")
session.stop_agent()
unlock()
for program, connection in ((perl, "mail"), (own, "mail"), (one, "bank")):
    allowed(program, connection, f"{program.name} after a restart")
session.stop_agent()
(session.root / "run2").mkdir(mode=0o700)
session.env["XDG_RUNTIME_DIR"] = str(session.root / "run2")
unlock()
denied(own, "mail", "another login session", "another login session")
allowed(perl, "mail", "an hour in another login session")
listed = session.json("grants")
check({g["for"] for g in listed} == {"always", "until", "login"} and any(g.get("reason") == "the nightly job" for g in listed), f"list: {listed}")
check("three.pl" in session.ok("grants") and "once" not in session.ok("grants"), "the table")

# A rate.
grant("--program", two, "bank", "--allow", "token", "--at-most", "3/1h")
for number in range(3):
    allowed(two, "bank", f"use {number} of 3")
denied(two, "bank", "beyond the rate", "used up")
session.stop_agent()
unlock()
denied(two, "bank", "beyond the rate after a restart", "used up")

# Another script in the place of the one that was granted, a changed one, and one that is put back.
text = one.read_text()
one.write_text(text + "print('changed')\n")
denied(one, "bank", "a changed script", "changed")
alerts = [r for r in session.json("audit", "list", "--action", "security_alert") if r["detail"]["cause"] == "changed_executable"]
check(len(alerts) == 1, f"one alert for the change: {alerts}")
one.write_text(text)
allowed(one, "bank", "the script as it was")
replaced = home / "replaced"
shutil.copy(own, replaced)
grant("--program", replaced, "bank", "--allow", "token")
own_before, own = own, replaced
allowed(own, "bank", "a program of its own")
with replaced.open("ab") as file:
    file.write(b"\0")
denied(own, "bank", "a changed executable", "changed")
own = own_before

# A symlink is the file behind it, at granting and at use; pointing it elsewhere grants nothing.
link = home / "link.py"
link.symlink_to(two)
grant("--program", link, "mail", "--allow", "token")
check(any(g["program"].get("script") == str(two) for g in session.json("grants")), "the grant is for the file")
allowed(link, "mail", "through the link")
allowed(two, "mail", "past the link")
stranger = script("stranger.py", sys.executable, ASK_PYTHON + "# stranger\n")
link.unlink()
link.symlink_to(stranger)
denied(link, "mail", "the link points elsewhere")

# Fields beside the main one.
session.ok("add", "generic-basic", "--name", "basic", "--set", "username=ada", "--secret", "password", "--set", "api_base_url=https://api.example.com", secret="pw-123456\n")
grant("--program", one, "basic", "--allow", "token")
done = ask(one, "basic")
check(done.returncode == 0 and json.loads(done.stdout)["token"] == "pw-123456", f"the main secret: {done}")
check(ask(one, "basic", "--field", "nothing").returncode == 6, "a field that is not there is asked of nobody")

# Taking away; a removed connection takes its grants along.
identity = next(g["id"] for g in session.json("grants") if g["connection_name"] == "bank" and g["program"].get("script") == str(one))
session.ok("grants", "remove", identity)
denied(one, "bank", "after the grant was removed")
check(session.run("grants", "remove", identity).returncode == 6, "removing it twice")
session.ok("remove", "mail")
check(not any(g["connection_name"] == "mail" for g in session.json("grants")), "grants of a removed connection")
actions = [r["action"] for r in session.json("audit", "list", "--limit", "500")]
check("grant_removed" in actions and actions.count("grant_added") >= 8, f"on record: {sorted(set(actions))}")

# Denied again and again: one alert, and slower answers; others are served meanwhile.
slow = [subprocess.Popen([str(stranger), str(BIN / "keystead-cli"), "token", "bank"], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         text=True) for _ in range(12)]
grant("--program", perl, "bank", "--allow", "token")
allowed(perl, "bank", "beside an asker that is slowed")
for process in slow:
    out, err = process.communicate(timeout=120)
    check(process.returncode == 4 and not ("tok-" in out + err), f"a slowed asker: {process.returncode} {out} {err}")
    counted["denied"] += 1
alerts = [r for r in session.json("audit", "list", "--action", "security_alert", "--limit", "500") if r["detail"]["cause"] == "repeated_denials"]
check(alerts, "repeated denials raise an alert")
session.ok("audit", "verify")
print(f"ok: {counted['allowed']} uses allowed, {counted['denied']} denied, {len(session.json('grants'))} grants stand, {len(alerts)} alerts for repetition")
