# SPDX-License-Identifier: GPL-3.0-or-later
"""What every command of keystead-cli keeps to, told from the parser's own tree: --json prints one document, on failure too; exit codes are of the table; --quiet
says nothing about work that was done; colours are for terminals."""
import json
import os
import pty
import subprocess
from harness import BIN, Session, check

PASSPHRASE = "a long enough passphrase"
CODES = {"invalid_argument": 2, "vault_locked": 3, "vault_missing": 3, "denied": 4, "sign_in_needed": 5, "not_found": 6}
# What a required word is when nothing better is known; a file that exists is not wanted anywhere.
VALUES = {"kind": "passphrase", "format": "pdf", "--format": "json", "METHOD": "GET", "method": "GET", "path": "/", "PATH": "/", "--program": "/bin/true", "program": "/bin/true", "--allow": "token"}
# Each command is one or the other: with --quiet the first say nothing about work that was done (app/cli/quiet.cpp), the others are asked for their text.
CONFIRM = {"add", "audit export", "confirm", "export", "grants add", "grants remove", "import", "login", "pause", "profiles add", "profiles erase", "profiles export", "provider add",
           "proxy off", "proxy on", "refresh", "remove", "resume", "revoke", "set", "setup", "vault accept-rollback", "vault add-slot", "vault backup", "vault change-passphrase",
           "vault confirm-slot", "vault init", "vault lock", "vault remove-slot", "vault repair", "vault restore", "vault rotate-key", "vault unlock"}
ASKED = {"askpass", "audit list", "audit verify", "aws-credential-process", "doctor", "exec", "find-secrets", "grants", "kube-exec", "list", "metrics", "netrc", "profiles",
         "provider show", "providers", "proxy key", "proxy status", "request", "show", "status", "test", "token", "vault backups", "vault check", "vault keys", "vault slots",
         "vault tokens", "version"}
# What it does not know it leaves to another program, without a word; its own failures are looked at below.
NOT_OURS = {"askpass"}

session = Session(keyring=False)
TREE = json.loads(subprocess.run([BIN / "keystead-cli", "__tree"], env=session.env, capture_output=True, check=True).stdout)


def leaves(node, path=()):
    for command in node["commands"]:
        inner = (*path, command["name"])
        if not command["needs_command"]:
            yield inner, command
        yield from leaves(command, inner)


def value_of(entry, name):
    if entry.get("choices"):
        return entry["choices"][0]
    if entry.get("value") == "N":
        return "0"
    if entry.get("value") in ("FIELD=VALUE", "KEY=VALUE"):
        return "notes=x"
    return VALUES.get(name, "nothing-of-this-name")


def words_for(command):
    words = []
    for option in command["options"]:
        if option["required"]:
            words += [option["names"][-1], value_of(option, option["names"][-1])]
    return words + [value_of(p, p["name"]) for p in command["positionals"] if p["required"]]


def run(*words, **more):
    return subprocess.run([BIN / "keystead-cli", *words], env=dict(session.env, **more.pop("env", {})), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
                          cwd=session.root / "home", check=False)


def check_document(words, done, where):
    try:
        document = json.loads(done.stdout)
    except ValueError:
        check(False, f"{where}: {' '.join(words)}: exit {done.returncode}, no JSON document: {done.stdout[:300]!r} {done.stderr[:300]!r}")
    check(done.returncode in range(0, 9), f"{where}: {' '.join(words)}: exit {done.returncode}")
    if done.returncode in (2, 3, 4, 5, 6, 7) or (isinstance(document, dict) and "error" in document):
        error = document.get("error") if isinstance(document, dict) else None
        check(isinstance(error, dict) and error.get("code") and error.get("message") and "hint" in error, f"{where}: {' '.join(words)}: exit {done.returncode} without an error: {done.stdout[:300]}")
        if error["code"] in CODES:
            check(CODES[error["code"]] == done.returncode, f"{where}: {' '.join(words)}: {error['code']} and exit {done.returncode}")


def audit(where, skip=()):
    count = 0
    for path, command in leaves(TREE):
        if path[0] in NOT_OURS or path in skip:
            continue
        words = [*path, *words_for(command)]
        check_document(words, run("--json", "--no-start", *words), where)
        check_document(words, run(*words, "--no-start", "--json"), where)  # behind the command as well
        count += 1
    return count


known = [" ".join(path) for path, _ in leaves(TREE)]
check(sorted(known) == sorted(CONFIRM | ASKED) and not CONFIRM & ASKED, f"with --quiet, what do these say? {set(known) ^ (CONFIRM | ASKED)}")


def check_askpass(where, code):
    """git's prompt is its own: whether anything answers it depends on the vault."""
    done = run("--json", "--no-start", "askpass", "Password for 'https://ada@git.example.com': ")
    check(done.returncode == 1 and json.loads(done.stdout)["error"]["code"] == code, f"{where}: askpass: {done}")


# --- --json -----------------------------------------------------------------------------------------------------------------------------------------
without = audit("without a vault", skip={("vault", "init")})
check_document(["bogus"], run("bogus", "--json"), "usage")
check_document(["vault", "bogus"], run("vault", "bogus", "--json"), "usage")
check_document(["vault lock --bogus"], run("vault", "lock", "--bogus", "--json"), "usage")
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.stop_agent()
check_askpass("without an agent", "vault_locked")
session.start_agent()
check_askpass("with a locked vault", "vault_locked")
locked = audit("with a locked vault", skip={("vault", "init")})
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("add", "generic-api-key", "--name", "key", "--set", "api_base_url=https://api.example.com", "--secret", "api_key", secret="ak-0123456789\n")
if session.knows_grants():
    session.allow("key", passphrase=PASSPHRASE)
# The vault goes on being open and there: what would end that is left out here.
opened = audit("with an open vault", skip={("vault", "init"), ("vault", "lock"), ("vault", "rotate-key")})
check(json.loads(run("--json", "token", "key").stdout)["token"].startswith("ak-"), "a token as a document")
check(isinstance(json.loads(run("--json", "metrics").stdout), list), "metrics as a document")

# --- --quiet ----------------------------------------------------------------------------------------------------------------------------------------
for words in (["pause", "key"], ["resume", "key"], ["set", "key", "notes=quiet"], ["profiles", "add", "Quiet"], ["vault", "lock"]):
    done = run("--quiet", *words)
    check(done.returncode == 0 and done.stdout == "" and done.stderr == "", f"--quiet {words}: {done.stdout!r} {done.stderr!r}")
for command in ("setup git --yes", "setup git --undo --yes"):
    done = run("--quiet", *command.split())
    check(done.returncode == 0 and done.stdout == "", f"--quiet {command}: {done}")
done = run("-q", "show", "key")
check(done.returncode == 3 and done.stdout == "" and done.stderr.count("\n") == 1 and "hint" not in done.stderr, f"--quiet: an error is one line: {done.stderr!r}")
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", "--quiet", secret=PASSPHRASE)
for word in ("on", "off"):
    check(session.ok("--quiet", "proxy", word, "--passphrase-fd", "{fd}", secret=PASSPHRASE) == "", f"--quiet proxy {word} says nothing")
check("off" in run("--quiet", "proxy", "status").stdout, "and its state is told where it is asked for")
check(run("list", "--quiet").stdout.startswith("NAME") and run("token", "key", "-q").stdout.startswith("ak-"), "what was asked for is printed all the same")
check(json.loads(run("--quiet", "--json", "pause", "key").stdout)["state"] == "paused", "--json is asked for")

# --- colours ----------------------------------------------------------------------------------------------------------------------------------------
ESCAPE = "\x1b["


def on_terminal(*words, **environment):
    """What the command writes to a terminal."""
    leader, follower = pty.openpty()
    env = {k: v for k, v in session.env.items() if k not in ("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE")} | {"TERM": "xterm"} | environment
    child = subprocess.Popen([BIN / "keystead-cli", *words], env=env, stdin=subprocess.DEVNULL, stdout=follower, stderr=follower)
    os.close(follower)
    text = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        text += chunk
    child.wait(timeout=30)
    os.close(leader)
    return text.decode()


check(ESCAPE in on_terminal("list") and "paused" in on_terminal("list"), "colours on a terminal")
check(ESCAPE in on_terminal("show", "nobody"), "errors too")
check(ESCAPE not in on_terminal("list", NO_COLOR="1"), "NO_COLOR")
check(ESCAPE not in on_terminal("list", CLICOLOR="0"), "CLICOLOR=0")
check(ESCAPE not in on_terminal("list", TERM="dumb"), "a dumb terminal")
check(ESCAPE not in on_terminal("--json", "list"), "no colours in documents")
check(ESCAPE not in run("list", env={"TERM": "xterm"}).stdout, "no colours into a pipe")
check(ESCAPE in run("list", env={"CLICOLOR_FORCE": "1"}).stdout and ESCAPE not in run("list", env={"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}).stdout, "CLICOLOR_FORCE, and NO_COLOR over it")
plain = run("list").stdout
check(on_terminal("list", NO_COLOR="1").replace("\r\n", "\n") == plain, "the same text with and without a terminal")

# --- metrics ----------------------------------------------------------------------------------------------------------------------------------------
text = run("metrics").stdout
values = {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if not line.startswith("#")}
check(values['keystead_vault_state{state="unlocked"}'] == 1 and values['keystead_connections{state="paused"}'] == 1, f"metrics: {text}")
check(values['keystead_credential_uses_total{outcome="success"}'] >= 2 and values["keystead_socket_clients"] == 1, "what was counted")
check("key" not in text.replace("keystead", "") and "api.example" not in text and "/usr" not in text, f"no names of accounts or programs: {text}")
families = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
check(len(families) == len(set(families)) and all(line.split("{")[0].split(" ")[0] in families for line in text.splitlines() if not line.startswith("#")), "every sample has its type, once")
run("pause", "key"), run("resume", "key"), run("token", "key")
after = {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in run("metrics").stdout.splitlines() if not line.startswith("#")}
check(after['keystead_credential_uses_total{outcome="success"}'] == values['keystead_credential_uses_total{outcome="success"}'] + 1, "one use is counted once")
run("vault", "lock")
check('keystead_vault_state{state="locked"} 1' in run("metrics").stdout and "keystead_connections" not in run("metrics").stdout, "metrics of a locked vault")
session.stop_agent()
done = run("metrics")
check(done.returncode == 3 and not session.agent_pids(), "metrics starts nothing")
print(f"ok: --json of {without} commands without a vault, {locked} with a locked and {opened} with an open one; --quiet of {len(known)} classified; colours; {len(families)} families of metrics")
