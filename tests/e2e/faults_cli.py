# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract of CLI.md under odd input: one JSON document from every command also on error, RFC 3339 times in UTC, the table of exit codes, secrets never taken
from or repeated of the command line, odd descriptors, names, provider files and report files."""
import json
import os
import re
import subprocess
import sys
from harness import BIN, Session, check

session = Session(keyring=False)
PHRASE = "a long enough passphrase"
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
CODES = {"invalid_argument": 2, "validation_failed": 2, "limit_exceeded": 2, "ambiguous_name": 2, "not_found": 6, "vault_locked": 3, "vault_missing": 3, "denied": 4,
         "sign_in_needed": 5, "rate_limited": 7, "damaged": 8, "tampered": 8}
seen = {}


def times(value, path=""):
    if isinstance(value, dict):
        for name, below in value.items():
            if (name.endswith("_at") or name in ("time", "from", "to")) and below:
                check(TIME.match(below), f"{path}.{name}: {below}")
            times(below, f"{path}.{name}")
    elif isinstance(value, list):
        for below in value:
            times(below, path)


def as_json(*arguments, want=None, **more):
    """The one document that a command prints with --json, and its exit code checked."""
    done = session.run("--json", *arguments, timeout=30, **more)
    document = json.loads(done.stdout)  # one document: anything more raises
    if isinstance(document, dict) and isinstance(document.get("error"), dict) and set(document) == {"error"}:
        error = document["error"]
        check(set(error) == {"code", "message", "hint"} and done.returncode != 0, f"{arguments}: {done}")
        check(CODES.get(error["code"], done.returncode) == done.returncode, f"{arguments}: {error['code']} with exit {done.returncode}")
    check(done.returncode in (want if isinstance(want, set) else {want or 0}), f"{arguments}: exit {done.returncode}: {done.stdout[:400]}{done.stderr[:400]}")
    times(document)
    seen[done.returncode] = seen.get(done.returncode, 0) + 1
    return document


# Without a vault, then locked.
COMMANDS = [["list"], ["show", "x"], ["token", "x"], ["test", "x"], ["refresh", "x"], ["revoke", "x"], ["remove", "x"], ["set", "x", "notes=y"], ["pause", "x"],
            ["resume", "x"], ["login", "x"], ["audit", "list"], ["audit", "verify"], ["audit", "export", "--format", "json", "--out", "x.json"], ["profiles"],
            ["vault", "check"], ["vault", "unlock"]]
for command in COMMANDS:
    as_json(*command, want=3)
as_json("status")
as_json("version")
as_json("doctor", want={0, 1})
as_json("vault", "lock")
as_json("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
as_json("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE, want=1)
for command in COMMANDS:
    as_json(*command, want=3)
as_json("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
for command in (["vault", "slots"], ["status"], ["providers"], ["providers", "no such thing"], ["provider", "show", "github"], ["list"], ["profiles"], ["audit", "verify"],
                ["vault", "check"], ["audit", "list"]):
    as_json(*command)

# Secrets: by stdin or a descriptor only, and nothing of an attempt is repeated.
for secret, code in ((b"\n", 2), (b"", 2), (b"x" * 70_000 + b"\n", 2), (b"a\0bcdefgh\n", 2), (b"\xff\xfeabcdefgh\n", 2), (b"tok \x1b[31m\n", 2), (b"crlf-123456\r\n", 2)):
    done = subprocess.run([BIN / "keystead-cli", "--json", "add", "generic-bearer", "--name", "odd", "--secret", "token"], env=session.env, input=secret,
                          capture_output=True, timeout=30, check=False)
    check(done.returncode == code and "error" in json.loads(done.stdout), f"{secret[:20]}: {done}")
    check(b"abcdefgh" not in done.stdout + done.stderr and b"crlf" not in done.stdout + done.stderr, f"{secret[:20]} is repeated: {done}")
for arguments in (["--secret", "token=argv-secret-1"], ["--set", "token=argv-secret-1"], ["--secret-fd", "token=77"], ["--secret-fd", "token=x"], ["--secret-fd", "token"],
                  ["--secret-fd", "token=-1"], ["--secret-fd", "token=99999999999"]):
    done = session.run("--json", "add", "generic-bearer", "--name", "odd", *arguments, secret="stdin-123456\n")
    check(done.returncode == 2 and "argv-secret-1" not in done.stdout + done.stderr, f"{arguments}: {done}")
reader, writer = os.pipe()
os.write(writer, b"from-a-descriptor")
os.close(writer)
session.ok("add", "generic-bearer", "--name", "fd", "--secret-fd", f"token={reader}", pass_fds=(reader,))
os.close(reader)
check(session.ok("token", "fd") == "from-a-descriptor\n", "--secret-fd")
for number in ("99", "-1", "x", "99999999999"):
    as_json("vault", "add-slot", "passphrase", "--passphrase-fd", number, secret="new passphrase\n", want=2)
as_json("vault", "add-slot", "passphrase", want=4)

# Names: what could fool a person is refused, the rest is kept; two profiles with one name are told apart.
for name in ("e\x1b[31mvil", "a\u202eb", "a/b", "", " ", "x" * 101, "a\nb", "a\u200bb", "\x7f"):
    as_json("add", "generic-bearer", "--name", name, "--secret", "token", secret="x-123456\n", want=2)
for name in ("ünï😀", "مفتاح", "--help me"):
    as_json("add", "generic-bearer", f"--name={name}", "--secret", "token", secret="x-123456\n")
as_json("profiles", "add", "Work")
for profile in ("Personal", "Work"):
    as_json("add", "generic-bearer", "--profile", profile, "--name", "same", "--secret", "token", secret=f"{profile}-123456\n")
check(as_json("token", "same", want=2)["error"]["code"] == "ambiguous_name", "an ambiguous name")
check(session.ok("token", "Work/same") == "Work-123456\n", "PROFILE/NAME")
as_json("token", "Nobody/same", want=6)
identity = as_json("show", "Work/same")["id"]
check(session.ok("token", identity) == "Work-123456\n", "by id")
as_json("add", "generic-bearer", "--profile", "Nowhere", "--name", "x", "--secret", "token", secret="x-123456\n", want=2)

# Usage.
for arguments in ([], ["vault"], ["audit"], ["nonsense"], ["list", "--bogus"], ["token"], ["token", "a", "b"], ["audit", "export", "--format", "xls", "--out", "x"],
                  ["audit", "list", "--limit", "0"], ["token", "fd", "--min-valid", "junk"], ["token", "fd", "--min-valid", "999999999999999999d"], ["set", "fd", "x"],
                  ["set", "fd", "=x"], ["set", "fd", "kind=oauth2"], ["audit", "list", "--from", "yesterday"], ["audit", "list", "--action", "x"],
                  ["audit", "list", "--from", "2026-13-45"]):
    as_json(*arguments, want=2)
as_json("token", "fd", "--field", "nope", want=6)
as_json("token", "fd", "--field", "refresh_token", want=4)
as_json("refresh", "fd", want=1)
as_json("login", "fd", want=1)
as_json("test", "fd", want=1)
as_json("pause", "fd")
as_json("token", "fd", want={1, 4})
as_json("resume", "fd")

# Provider files.
minimal = {"schema_version": 1, "id": "mine", "display_name": "Mine", "category": "generic", "icon": "key", "docs_url": "https://example.com",
           "methods": [{"kind": "bearer", "label": "Token", "help": "A token.", "fields": [{"name": "token", "label": "Token", "help": "It.", "secret": True}]}],
           "api_base_url": "https://api.example.com", "test": {"url": "https://api.example.com/me"}}
path = session.root / "provider.json"
hostile = {"10 MiB": b'{"a":"' + b"x" * 10_000_000 + b'"}', "deep": b"[" * 100_000, "double keys": b'{"id":"a","id":"b"}', "empty": b"", "an array": b"[]", "not UTF-8": b'{"id":"\xff"}'}
for field, value in (("docs_url", "javascript:alert(1)"), ("docs_url", "http://evil.example/"), ("api_base_url", "http://evil.example"), ("id", "../../x"), ("id", "github"),
                     ("api_base_url", "https://user:pw@evil.example"), ("display_name", "a\u202eb"), ("unknown_member", 1), ("schema_version", 99),
                     ("test", {"url": "file:///etc/passwd"})):
    hostile[f"{field}={value}"] = json.dumps(dict(minimal, **{field: value})).encode()
for what, data in hostile.items():
    path.write_bytes(data)
    document = as_json("provider", "add", str(path), want={0, 1, 2})
    check("error" in document, f"a provider file with {what} is taken")
for odd, code in ((session.root, 2), ("/dev/zero", 2), (session.root / "nothing", 6)):
    as_json("provider", "add", str(odd), want=code)
check(not [p for p in as_json("providers") if p["id"] == "mine"], "a refused provider is listed")
path.write_text(json.dumps(minimal))
done = session.run("--json", "provider", "add", str(path))
check(done.returncode == 0, f"a good provider file: {done.stdout}{done.stderr}")

missing = as_json("provider", "add", str(session.root / "nothing.json"), want={6})
check("list" not in missing["error"]["hint"] and "path" in missing["error"]["hint"], f"the hint at a missing file: {missing}")
latin = subprocess.run([BIN / "keystead-cli", "--json", "add", "generic-api-key", "--name", "latin", "--set", "test_url=https://example.org/", "--secret", "api_key"],
                       env=session.env, input=b"caf\xe9-0123456789\n", capture_output=True, timeout=60, check=False)
check(latin.returncode == 2 and b"not UTF-8" in latin.stdout and b"caf" not in latin.stdout, f"a secret that is no UTF-8: {latin}")

# Reports: where they may go, and what is no report.
report = session.root / "report.json"
as_json("audit", "export", "--format", "json", "--out", str(report))
as_json("audit", "export", "--format", "json", "--out", str(report), want=2)
as_json("audit", "export", "--format", "json", "--out", str(report), "--force")
as_json("audit", "verify", str(report))
link, target = session.root / "link.json", session.root / "target"
target.write_text("precious")
link.symlink_to(target)
folder = as_json("audit", "export", "--format", "json", "--out", str(session.root), want={2})
check("is a folder" in folder["error"]["message"] and "open to others" not in folder["error"]["message"], f"a folder as a report: {folder}")
for out in (session.root / "no" / "such" / "folder.json", link, "/proc/x.json"):
    as_json("audit", "export", "--format", "json", "--out", str(out), want={1, 6})
check(target.read_text() == "precious" and link.is_symlink(), "a report went through a symbolic link")
garbage = session.root / "garbage"
for data in (b"", b"{}", b"[]", b"\x00\xff" * 100, b"{" * 100_000, b'{"a":1,"a":2}', report.read_bytes()[:-20], report.read_bytes() + b"x"):
    garbage.write_bytes(data)
    as_json("audit", "verify", str(garbage), want={2, 8})
with open(garbage, "wb") as huge:
    huge.truncate(8 << 30)
as_json("audit", "verify", str(garbage), want={1, 2, 8})
garbage.unlink()
for odd in ("/dev/zero", str(session.root), str(session.root / "nothing")):
    as_json("audit", "verify", odd, want={1, 2, 6})
check(as_json("audit", "list", "--from", "2999-01-01") == [] and as_json("audit", "list", "--to", "2000-01-01") == [], "filters by time")
check({r["action"] for r in as_json("audit", "list", "--action", "connect")} == {"connect"}, "a filter by action")
check(as_json("audit", "list", "--connection", "fd") and as_json("audit", "list", "--program", os.path.basename(os.path.realpath(sys.executable))), "filters by connection, program")
closed = subprocess.run(["/bin/sh", "-c", f"'{BIN}/keystead-cli' --json list >&-"], env=session.env, capture_output=True, timeout=30, check=False)
session.allow("fd", os.path.realpath("/bin/sh"))
full = subprocess.run(["/bin/sh", "-c", f"'{BIN}/keystead-cli' token fd >/dev/full"], env=session.env, capture_output=True, text=True, timeout=30, check=False)
check(closed.returncode >= 0 and full.returncode == 1 and "cannot be written" in full.stderr, f"output: {closed} {full}")
print(f"ok: {sum(seen.values())} commands, one JSON document each, by exit code {dict(sorted(seen.items()))}; {len(hostile)} provider files refused")
