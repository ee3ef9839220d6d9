# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider that answers with garbage, HTML, 10 MiB, a redirect, a gzip bomb, nothing, or an error, for refresh, test, sign-in and discovery: one clear sentence,
the raw answer nowhere, the token kept, one POST each. Only invalid_grant is final, and signing in again keeps the connection (SECURITY.md, faults)."""
import subprocess
import sys
from fault_provider import MARK, FaultProvider
from harness import BIN, HERE, Session, check

session = Session(keyring=False)
PHRASE = "a long enough passphrase"
session.env["BROWSER"] = f"{sys.executable} -B {HERE / 'fault_provider.py'}"
provider = FaultProvider()
outputs = []
counted = {"faults": 0, "posts": 0}


def run(*arguments, **more):
    done = session.run(*arguments, **more)
    outputs.append((arguments, done.stdout + done.stderr))
    return done


def one_sentence(done, codes, what):
    lines = done.stderr.strip().splitlines()
    check(done.returncode in codes, f"{what}: exit {done.returncode}, not {codes}: {done.stderr[:300]}{done.stdout[:300]}")
    check(1 <= len(lines) <= 2 and lines[0].startswith("keystead-cli: ") and len(lines[0]) < 400, f"{what}: {done.stderr[:600]}")
    counted["faults"] += 1


def resident(pid):
    for line in open(f"/proc/{pid}/status", encoding="ascii"):
        if line.startswith("VmHWM"):
            return int(line.split()[1])
    return 0


session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
session.ok("add", "generic-oauth2", "--name", "shaky", *provider.settings())
session.ok("login", "shaky")
identity = session.json("show", "shaky")["id"]
token = session.ok("token", "shaky")
check(token == "access-1\n", token)

# --- refresh: the token is kept whatever comes, and exactly one POST is made ------------------------------------------------------------
agent = session.agent_pids()[0]
peak = resident(agent)
refresh_faults = {"garbage": {1}, "html": {1}, "deep": {1}, "twice": {1}, "wrong types": {1}, "mac token": {1}, "huge": {1}, "bomb": {1}, "redirect": {1},
                  "close": {7}, "500": {7}, "html 400": {1, 7}, "wordy 400": {1}, "401": {1, 5, 7}}
for mode, codes in refresh_faults.items():
    provider.modes["/token"] = mode
    before = provider.count("/token", "POST")
    one_sentence(run("refresh", "shaky"), codes, f"refresh, {mode}")
    posts = provider.count("/token", "POST") - before
    check(posts == 1, f"refresh, {mode}: {posts} POSTs")
    counted["posts"] += posts
    state = session.json("show", "shaky")
    check(state["state"] in ("active", "updated"), f"refresh, {mode}: the state became {state['state']}")
    check(session.ok("token", "shaky") == token, f"refresh, {mode}: the token was not kept")
grown = resident(agent) - peak
check(grown < 50 * 1024, f"the agent grew by {grown} KiB")
provider.modes.clear()
session.ok("refresh", "shaky")
token = session.ok("token", "shaky")
check(token == "access-2\n", f"the refresh token was lost: {token}")

# --- test: told apart, and nothing of it shown ------------------------------------------------------------------------------------------
for mode, verdicts in {"garbage": None, "html": None, "huge": None, "bomb": None, "redirect": {1}, "close": {7}, "429": None, "500": None, "401": {5}}.items():
    provider.modes["/me"] = mode
    done = run("test", "shaky")
    check(done.returncode in (verdicts or {1, 7}), f"test, {mode}: exit {done.returncode}: {done.stdout}{done.stderr}")
    check("verdict" in done.stdout and "problem" in done.stdout, f"test, {mode}: {done.stdout}{done.stderr}")
    counted["faults"] += 1
provider.modes.clear()
session.ok("test", "shaky")
token = session.ok("token", "shaky")  # a refused token is refreshed once and tried again

# --- sign-in: the code's exchange fails in every way, the old token stays -----------------------------------------------------------------
for mode in ("garbage", "html", "huge", "redirect", "close", "500", "wordy 400", "mac token"):
    provider.modes["/token"] = mode
    before = provider.count("/token", "POST")
    one_sentence(run("login", "shaky"), {1, 5, 7}, f"login, {mode}")
    check(provider.count("/token", "POST") - before == 1, f"login, {mode}: {provider.count('/token', 'POST') - before} POSTs")
    kept = session.ok("token", "shaky")
    check(kept == token, f"login, {mode}: the old token {token} was lost: {kept}")
for mode in ("garbage", "html", "huge", "redirect", "500", "close"):
    provider.modes.clear()
    provider.modes["/userinfo"] = mode
    done = run("login", "shaky")  # the account's name is a convenience
    check(done.returncode in (0, 1, 7) and MARK not in done.stdout + done.stderr, f"userinfo, {mode}: {done}")
    counted["faults"] += 1
provider.modes.clear()

# --- discovery --------------------------------------------------------------------------------------------------------------------------
wellknown = "/.well-known/openid-configuration"
session.ok("add", "generic-oidc", "--name", "found", "--set", f"issuer={provider.url}", "--set", "client_id=x", "--set", "allow_loopback_http=yes")
for mode in ("garbage", "html", "huge", "bomb", "redirect", "close", "500", "429", "deep", "twice"):
    provider.modes[wellknown] = mode
    provider.modes["/.well-known/oauth-authorization-server"] = mode
    one_sentence(run("login", "found"), {1, 7}, f"discovery, {mode}")
provider.modes.clear()

# --- 429 holds the next attempt back for as long as the server wants, without asking it ------------------------------------------------------
session.ok("add", "generic-oauth2", "--name", "busy", *provider.settings())
session.ok("login", "busy")
held = session.ok("token", "busy")
provider.modes["/token"] = "429"
one_sentence(run("refresh", "busy"), {7}, "refresh, 429")
before = provider.count("/token", "POST")
one_sentence(run("refresh", "busy"), {7}, "refresh while the server wants none")
check(provider.count("/token", "POST") == before, "Retry-After was not kept")
check(session.ok("token", "busy") == held, "429 cost the token")
provider.modes.clear()

# --- slow-loris: one whole exchange of 30 s would be the test; the unit tests hold it with a short limit. invalid_grant is final -------------
session.ok("login", "shaky")
provider.modes["/token"] = "invalid_grant"
done = run("refresh", "shaky")
one_sentence(done, {5}, "invalid_grant")
shown = session.json("show", "shaky")
check(shown["state"] == "auth_error" and shown["id"] == identity, f"after invalid_grant: {shown}")
check(run("token", "shaky").returncode == 0, "an access token that is still good was taken away")
before = provider.count("/token", "POST")
run("refresh", "shaky")
check(provider.count("/token", "POST") == before, "a refused refresh token was spent again")
provider.modes.clear()
session.ok("login", "shaky")
after = session.json("show", "shaky")
check(after["id"] == identity and after["tags"] == ["kept", "one"] and after["state"] in ("active", "updated"), f"signed in again: {after}")
history = session.json("audit", "list", "--connection", "shaky", "--limit", "500")
check(sum(r["action"] == "token_exchange" for r in history) >= 3, "the history is gone")
session.ok("refresh", "shaky")

# Where the access token has run out too, there is nothing to lend.
provider.life = 1
session.ok("login", "shaky")
provider.modes["/token"] = "invalid_grant"
done = None
for _ in range(2000):  # every call is a round trip; the token's life is a second
    done = run("token", "shaky")
    if done.returncode != 0:
        break
one_sentence(done, {5}, "an expired token after invalid_grant")
provider.life = 3600
provider.modes.clear()
session.ok("login", "shaky")

# --- many accounts at one server refresh at once: each POST arrives, once, though the server closes each connection without announcing it -------
for number in range(4):
    session.ok("add", "generic-oauth2", "--name", f"many{number}", *provider.settings())
    session.ok("login", f"many{number}")
for turn in range(12):
    before = provider.count("/token", "POST")
    together = [subprocess.Popen([BIN / "keystead-cli", "refresh", f"many{n}"], env=session.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                for n in range(4)]
    for process in together:
        _, complaint = process.communicate(timeout=60)
        check(process.returncode == 0, f"refreshing together, turn {turn}: {complaint}")
    check(provider.count("/token", "POST") - before == 4, f"turn {turn}: {provider.count('/token', 'POST') - before} POSTs for 4 refreshes")
    counted["posts"] += 4

# --- nothing of a raw answer anywhere, nothing at the canary ------------------------------------------------------------------------------
check(provider.canary_connections == 0 and provider.canary_bytes == 0, f"the redirect was followed: {provider.canary_bytes} bytes")
for arguments, text in outputs:
    check(MARK not in text and "\x1b" not in text and "<html" not in text, f"{arguments} passes a raw answer on: {text[:300]}")
check(MARK not in session.ok("--json", "audit", "list", "--limit", "500"), "a raw answer in the trail")
for name in ("json", "html", "csv"):
    session.ok("audit", "export", "--format", name, "--out", str(session.root / f"report.{name}"))
session.ok("audit", "verify")
session.ok("vault", "check", timeout=60)
files = [p for p in session.root.rglob("*") if p.is_file()]
for path in files:
    check(MARK.encode() not in path.read_bytes(), f"a raw answer in {path}")
print(f"ok: {counted}, {len(provider.requests)} requests, {len(files)} files searched, agent grew by {grown} KiB, 0 bytes at the canary")
