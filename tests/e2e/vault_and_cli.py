# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault by keychain and by passphrase, static credentials, exit codes and errors of CLI.md, the report and what becomes of it when a byte flips."""
import json
import os
import stat
from harness import Session, check

session = Session()

# Nothing there yet: exit 3, one line and a hint.
done = session.run("list")
check(done.returncode == 3 and done.stderr.startswith("keystead-cli: list: ") and "\nhint: " in done.stderr, f"no vault: {done}")
done = session.run("--json", "list")
check(json.loads(done.stdout)["error"]["code"] == "vault_missing", f"no vault as JSON: {done.stdout}")

session.ok("vault", "init", "--keychain", "--passphrase-fd", "{fd}", secret="a long enough passphrase")
for path in [session.vault, *session.vault.iterdir()]:
    mode = stat.S_IMODE(path.stat().st_mode)
    check(mode == (0o700 if path.is_dir() else 0o600), f"{path.name} has mode {mode:o}")
check(session.run("vault", "init", "--keychain").returncode == 1, "a second init is refused")

# Every kind of static credential, secrets over stdin.
session.ok("add", "generic-api-key", "--name", "key", "--secret", "api_key", "--set", "api_base_url=https://api.example.com", secret="ak-123456\n")
session.ok("add", "generic-bearer", "--name", "bearer", "--secret", "token", "--set", "api_base_url=https://api.example.com", secret="bt-123456\n")
session.ok("add", "generic-basic", "--name", "basic", "--set", "username=ada", "--secret", "password", "--set", "api_base_url=https://api.example.com", secret="pw-123456\n")
session.ok("add", "github", "--kind", "bearer", "--name", "hub", "--secret", "token", "--set", "tags=code work", secret="ghp_" + "a1" * 18 + "\n")
names = {c["name"] for c in session.json("list")}
check(names == {"key", "bearer", "basic", "hub"}, f"list: {names}")
check(session.ok("token", "key") == "ak-123456\n", "token prints the main secret and nothing else")
check(session.ok("token", "Personal/basic") == "pw-123456\n", "PROFILE/NAME")
check(session.json("show", "hub")["tags"] == ["code", "work"], "tags")

# Every problem at once, each with its field; the name is taken as well.
done = session.run("--json", "add", "generic-api-key", "--name", "bad/name", "--set", "api_base_url=http://plain.example.com")
error = json.loads(done.stdout)["error"]
check(done.returncode == 2 and error["code"] == "validation_failed", f"validation: {done}")
for field in ("name", "api_key", "api_base_url"):
    check(field in error["message"], f"{field} is not named in {error['message']}")
check(session.run("add", "generic-bearer", "--name", "key", "--secret", "token", secret="x-123456\n").returncode == 2, "a taken name")
check(session.run("token", "nobody").returncode == 6, "no such connection")
check(session.run("nonsense").returncode == 2, "wrong usage")

# Pause lends nothing and loses nothing.
session.ok("pause", "key")
check(session.run("token", "key").returncode != 0, "a paused connection was lent")
session.ok("resume", "key")
check(session.ok("token", "key") == "ak-123456\n", "resumed")

# Lock and unlock: by keychain, by passphrase, and not by a wrong one.
session.ok("vault", "lock")
check(session.run("token", "key").returncode == 3, "a locked vault")
before = {p.name: p.read_bytes() for p in session.vault.iterdir() if p.name in ("keys.json",)}
done = session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret="not the passphrase")
check(done.returncode == 3 and "passphrase" in done.stderr, f"wrong passphrase: {done}")
check(before == {n: (session.vault / n).read_bytes() for n in before}, "a wrong passphrase changed the key file")
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret="a long enough passphrase")
session.ok("vault", "lock")
session.ok("vault", "unlock")
check(session.ok("token", "key") == "ak-123456\n", "after unlocking by the keychain")

# The trail: what was done stands in it, the failed attempt too, marked as merged.
records = session.json("audit", "list")
actions = [r["action"] for r in records]
for action in ("vault_unlock", "unlock_failed", "vault_lock", "credential_store", "credential_access", "connect"):
    check(action in actions, f"{action} is missing in {sorted(set(actions))}")
check(any(r["action"] == "unlock_failed" and not r["authenticated"] for r in records), "the failed unlock is not marked as unauthenticated")
access = next(r for r in records if r["action"] == "credential_access")
check(access["actor"]["kind"] == "program" and access["actor"]["program"] == os.path.realpath("/proc/self/exe"), f"the actor is who started keystead-cli: {access}")
session.ok("audit", "verify")

# Reports in four formats; the JSON one verifies offline until a byte flips.
counts = {}
for kind in ("pdf", "html", "csv", "json"):
    out = session.root / f"report.{kind}"
    counts[kind] = session.json("audit", "export", "--format", kind, "--out", str(out))["records"]
    check(out.stat().st_size > 500 and stat.S_IMODE(out.stat().st_mode) == 0o600, f"report.{kind}")
report = session.root / "report.json"
session.ok("audit", "verify", str(report))
data = report.read_bytes()
flips = 0
for place in range(5, len(data), max(1, len(data) // 40)):
    (session.root / "flipped.json").write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1:])
    done = session.run("audit", "verify", str(session.root / "flipped.json"))
    check(done.returncode == 8 and done.stderr, f"a flipped byte at {place} was not noticed: {done}")
    flips += 1

# Checking, with and without the agent.
session.ok("vault", "check")
session.stop_agent()
check(not session.agent_pids(), "the agent did not leave at SIGTERM")
session.ok("vault", "check")
check(session.json("status")["state"] == "locked", "status without an agent")
check(session.run("doctor").returncode in (0, 1), "doctor")
check(session.run("--no-start", "list").returncode == 3, "--no-start")
check(len(session.json("list")) == 4, "the agent is started when it is needed")
slots = session.json("vault", "slots")
check(sorted(s["kind"] for s in slots) == ["keychain", "passphrase"], f"slots: {slots}")
session.ok("remove", "key")
check(session.run("show", "key").returncode == 6, "removed")
print(f"ok: {len(records)} records, {counts} exported, {flips} flipped bytes noticed")
