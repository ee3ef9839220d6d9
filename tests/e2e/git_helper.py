# SPDX-License-Identifier: GPL-3.0-or-later
"""Real git over HTTP (git http-backend behind a small server) with two accounts on one host: clone, push and denial, the choice by user, path and preference,
what git stores and erases, and what a hostile input gets."""
import base64
import filecmp
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse
from fault_provider import FaultProvider
from granting import PASSPHRASE, give, granted, offered
from harness import BIN, HERE, Session, check, need

need("git")
ACCOUNTS = {"ada": "pw-ada-1b9f4c", "bob": "pw-bob-77aa02"}
MAY = {"team": {"ada"}, "other": {"bob"}, "open": {"ada", "bob"}}  # who may use the repositories below
HELPER = BIN / "git-credential-keystead"

session = Session(keyring=False)
repos = session.root / "repos"
seen = []  # (user, path, allowed)
passwords = []  # all that came; git tries the user of an address without one first


class Server(http.server.BaseHTTPRequestHandler):
    """Basic authentication in front of git's own CGI program."""
    protocol_version = "HTTP/1.1"

    def user(self):
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return None
        name, _, password = base64.b64decode(value).decode().partition(":")
        passwords.append(password)
        return name if ACCOUNTS.get(name) == password else False

    def handle_any(self):
        url = urllib.parse.urlsplit(self.path)
        body = self.body()
        user = self.user()
        allowed = bool(user) and user in MAY.get(url.path.split("/")[1], set())
        if user is not None:
            seen.append((user, url.path, allowed))
        if not user:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
        elif not allowed:
            self.send_response(403)
        if not allowed:
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        environment = dict(session.env, GIT_PROJECT_ROOT=str(repos), GIT_HTTP_EXPORT_ALL="1", PATH_INFO=urllib.parse.unquote(url.path), QUERY_STRING=url.query,
                           REQUEST_METHOD=self.command, REMOTE_USER=user, CONTENT_TYPE=self.headers.get("Content-Type", ""), CONTENT_LENGTH=str(len(body)),
                           HTTP_GIT_PROTOCOL=self.headers.get("Git-Protocol", ""), HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding", ""))
        answer = subprocess.run(["git", "http-backend"], env=environment, input=body, capture_output=True, check=False, timeout=120).stdout
        head, _, content = answer.partition(b"\r\n\r\n")
        lines = [line.decode().split(": ", 1) for line in head.split(b"\r\n")]
        status = next((value for name, value in lines if name == "Status"), "200 OK")
        self.send_response(int(status.split()[0]))
        for name, value in lines:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        whole = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    do_GET = do_POST = handle_any

    def log_message(self, *_):
        pass


def git(*arguments, cwd=None, ok=True, **environment):
    done = subprocess.run(["git", *arguments], cwd=cwd or session.root, env=dict(session.env, **environment), capture_output=True, text=True, check=False,
                          timeout=120, stdin=subprocess.DEVNULL)
    if ok:
        check(done.returncode == 0, f"git {' '.join(map(str, arguments))}: {done.stderr}")
    return done


def helper(operation, text, ok=True):
    done = subprocess.run([HELPER, operation], env=session.env, input=text.encode() if isinstance(text, str) else text, capture_output=True, check=False, timeout=60)
    if ok:
        check(done.returncode == 0, f"{operation}: {done.stderr}")
    return done


def answered(text):
    """What the helper gives for this request, as a dictionary."""
    return dict(line.split("=", 1) for line in helper("get", text).stdout.decode().splitlines())


# --- a server with three repositories, and a vault with two accounts ---------------------------------------------------
for folder in MAY:
    (repos / folder).mkdir(parents=True)
    git("init", "-q", "--bare", repos / folder / "x.git")
    git("config", "http.receivepack", "true", cwd=repos / folder / "x.git")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
HOST = f"127.0.0.1:{server.server_port}"
URL = f"http://{HOST}"
# git finds its helper by name; nothing of the machine's own configuration counts.
session.env.update(PATH=f"{BIN}:{os.environ['PATH']}", GIT_TERMINAL_PROMPT="0", GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_NAME="t", GIT_AUTHOR_EMAIL="t@example.com",
                   GIT_COMMITTER_NAME="t", GIT_COMMITTER_EMAIL="t@example.com", LC_ALL="C")
session.env.pop("GIT_ASKPASS", None)
session.env.pop("SSH_ASKPASS", None)
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
for name in ACCOUNTS:
    session.ok("add", "generic-basic", "--name", name, "--set", f"username={name}", "--set", f"server_url={URL}", "--set", "allow_loopback_http=yes", "--secret", "password",
               secret=ACCOUNTS[name] + "\n")

# --- setup: shown, written, once, and taken back exactly ---------------------------------------------------------------
config = session.root / "home" / ".gitconfig"
config.write_text("[user]\n\tname = Ada\n[credential]\n\thelper = store\n")
before = config.read_bytes()
done = session.run("setup", "git")
check(done.returncode == 4 and "+[credential]" in done.stdout and config.read_bytes() == before, f"without a yes nothing is written: {done}")
done = session.ok("setup", "git", "--yes")
check("helper = keystead" in config.read_text(), f"git's configuration: {config.read_text()}")
written = config.read_bytes()
check("nothing was changed" in session.ok("setup", "git", "--yes") and config.read_bytes() == written, "a second time changes nothing")
config.write_bytes(written + b"[color]\n\tui = false\n")
check("was changed since" in session.run("setup", "git", "--undo", "--yes").stderr, "undo keeps its hands off a changed file")
config.write_bytes(written)
session.ok("setup", "git", "--undo", "--yes")
check(config.read_bytes() == before, "undo restores exactly")
session.ok("setup", "git", "--yes")

# --- without a grant -------------------------------------------------------------------------------------------------
done = git("clone", "-q", f"http://ada@{HOST}/team/x.git", "denied", ok=False)
grants = bool(offered(done.stderr))
if grants:
    check(done.returncode != 0 and not any(passwords) and not any(allowed for _, _, allowed in seen), f"git has no grant, and the server never saw a password: {done.stderr} {seen}")
    # git itself is judged: not the helper, not the shell between them, and not what started git.
    words = offered(done.stderr)[0]
    # Its own folder holds git once more, as a link or as a file with the same content.
    check(filecmp.cmp(words[words.index("--program") + 1], shutil.which("git"), shallow=False), f"who is judged: {words}")
    ids = {c["name"]: c["id"] for c in session.json("list")}
    for name in ACCOUNTS:
        give(session, [name if word in ("ada", ids["ada"]) else word for word in words])


def grant_me(name):
    """This script as well, which starts helpers by itself."""
    granted(session, lambda: session.run("token", name))


# --- clone and push, two accounts on one host ------------------------------------------------------------------------
work = session.root / "work"
git("clone", "-q", f"http://ada@{HOST}/team/x.git", work)
check({user for user, _, allowed in seen if allowed} == {"ada"}, f"ada's password for ada's address: {seen}")
(work / "file").write_text("one\n")
git("add", "file", cwd=work)
git("commit", "-q", "-m", "one", cwd=work)
git("push", "-q", "origin", "HEAD:refs/heads/main", cwd=work)
check(git("rev-parse", "main", cwd=repos / "team" / "x.git").stdout == git("rev-parse", "HEAD", cwd=work).stdout, "the push arrived")
seen.clear()
git("clone", "-q", f"http://bob@{HOST}/other/x.git", "bobs")
check({user for user, _, allowed in seen if allowed} == {"bob"}, f"bob's password for bob's address: {seen}")
# The server's no is a no: bob may not push to the team, and his password is not thrown away for it.
done = git("push", f"http://bob@{HOST}/team/x.git", "HEAD:refs/heads/evil", cwd=work, ok=False)
check(done.returncode != 0 and (("bob", "/team/x.git/info/refs", False) in seen), f"denied by the server: {done.stderr}")
check({c["name"] for c in session.json("list")} == set(ACCOUNTS), "nothing was stored or erased by all this")
check(not (session.root / "home" / ".git-credentials").exists(), "git's own store got nothing to write")

# Without a user in the address: two accounts fit, so nobody is answered, and the reason is said.
done = git("clone", "-q", f"{URL}/open/x.git", "ambiguous", ok=False)
check(done.returncode != 0 and "several accounts fit" in done.stderr, f"ambiguous: {done.stderr}")
# By path: a connection for what lies below /team only.
session.ok("set", "ada", f"server_url={URL}/team", "--secret", "password", secret=ACCOUNTS["ada"] + "\n")
seen.clear()
git("clone", "-q", f"{URL}/team/x.git", "by-path")
git("clone", "-q", f"{URL}/other/x.git", "by-path-2")
check({(user, path.split("/")[1]) for user, path, allowed in seen if allowed} == {("ada", "team"), ("bob", "other")}, f"by path: {seen}")

# --- the helper by itself: the shape of git's requests ------------------------------------------------------------------
for name in ACCOUNTS:
    grant_me(name)
ask = f"protocol=http\nhost={HOST}\n"
got = answered(ask + "username=bob\n\n")
check(got == {"username": "bob", "password": ACCOUNTS["bob"]}, f"get: {got.keys()}")
got = answered("capability[]=authtype\ncapability[]=state\n" + ask + "username=bob\npath=other/x.git\n\n")
check(got["state[]"].startswith("keystead:con_") and "oauth_refresh_token" not in got, f"state: {got.keys()}")
check(helper("capability", "").stdout == b"version 0\ncapability authtype\ncapability state\n", "capability")
check(helper("something-new", ask + "\n").stdout == b"", "an operation that is not known is passed over")
check(answered(f"protocol=http\nhost={HOST.replace('127.0.0.1', 'localhost')}\nusername=bob\n\n") == {}, "another name of the machine is another host")
hostile = {  # SECURITY 19, 20
    "CR": f"protocol=http\nhost={HOST}\r\nusername=bob\n\n", "NUL": f"protocol=http\nhost={HOST}\0\nusername=bob\n\n",
    "two hosts": f"protocol=http\nhost=evil.example\nhost={HOST}\nusername=bob\n\n", "two protocols": f"protocol=https\nprotocol=http\nhost={HOST}\nusername=bob\n\n",
    "a long line": f"protocol=http\nhost={HOST}\nusername=bob\npath={'a' * 65531}\n\n", "blank host": "protocol=http\nhost=\nusername=bob\n\n",
    "blank protocol": f"protocol=\nhost={HOST}\nusername=bob\n\n", "nothing": ""}
# What a terminal would obey: refused by the agent, which knows what a host and a user name are made of.
terminal = {"an escape in the host": "protocol=https\nhost=evil\x1b[31m.example\nusername=bob\n\n", "an escape in the user": f"protocol=http\nhost={HOST}\nusername=b\x1b[31mob\n\n",
            "an override in the user": f"protocol=http\nhost={HOST}\nusername=b\u202eob\n\n"}
for what, text in (hostile | terminal).items():
    for operation in ("get", "store", "erase"):
        # store and erase bring the password, and before the blank line: what stands behind that is nobody's.
        sent = text if operation == "get" else text.removesuffix("\n") + f"password={ACCOUNTS['bob']}\n\n"
        done = helper(operation, sent, ok=False)
        check(done.returncode == (1 if what in hostile else 2), f"{operation} of {what}: {done}")
        check(done.stdout == b"" and ACCOUNTS["bob"].encode() not in done.stderr, f"{operation} of {what}: {done}")
        check(done.stderr and b"\x1b" not in done.stderr and "\u202e".encode() not in done.stderr, f"what the person is told of {operation} of {what}: {done}")
check({c["name"] for c in session.json("list")} == set(ACCOUNTS), "nothing was stored or erased by hostile input")

# --- store and erase by git itself ------------------------------------------------------------------------------------
ACCOUNTS["eve"] = "pw-eve-typed-by-hand"
MAY["open"].add("eve")
asked = session.root / "asked"
asked.write_text("#!/bin/sh\necho pw-eve-typed-by-hand\n")
asked.chmod(0o700)
git("clone", "-q", f"http://eve@{HOST}/open/x.git", "eves", GIT_ASKPASS=str(asked))
stored = [c for c in session.json("list") if c["parameters"].get("username") == "eve"]
check(len(stored) == 1 and stored[0]["tags"] == ["stored-by-git"] and stored[0]["parameters"]["server_url"].startswith(URL), f"approved and kept: {stored}")
done, given = granted(session, lambda: git("ls-remote", f"http://eve@{HOST}/open/x.git", ok=False))
check(done.returncode == 0 and bool(given) == grants, f"what git stored is lent to it after a grant of its own: {done}")
ACCOUNTS["eve"] = "pw-eve-changed"
helper("erase", f"protocol=http\nhost={HOST}\npath=open/x.git\nusername=eve\npassword=not-this-one\n\n")
check(len(session.json("list")) == 3, "only what equals is erased")
done = git("ls-remote", f"http://eve@{HOST}/open/x.git", ok=False)
check(done.returncode != 0 and len(session.json("list")) == 2, "refused by the server, git erases what git had stored")
# What the person made stays, and its refusal is on record.
helper("erase", f"protocol=http\nhost={HOST}\nusername=bob\npassword={ACCOUNTS['bob']}\n\n")
check({c["name"] for c in session.json("list")} == {"ada", "bob"}, "the person's own is kept")
refused = [r for r in session.json("audit", "list") if r["action"] == "connection_test"]
check(refused and refused[0]["outcome"] == "failure", "the refusal stands in the trail")

# --- askpass, where git has no helper -----------------------------------------------------------------------------------
seen.clear()
done, _ = granted(session, lambda: git("-c", "credential.helper=", "ls-remote", f"http://bob@{HOST}/other/x.git", ok=False, GIT_ASKPASS=str(BIN / "keystead-askpass")))
check(done.returncode == 0, f"askpass: {done}")
check({user for user, _, allowed in seen if allowed} == {"bob"}, f"askpass answered git: {seen}")
fallback = session.root / "fallback"
fallback.write_text('#!/bin/sh\necho "fallback: $1"\n')
fallback.chmod(0o700)
done = subprocess.run([BIN / "keystead-askpass", "Are you sure (yes/no)? "], env=dict(session.env, KEYSTEAD_ASKPASS_FALLBACK=str(fallback)), capture_output=True, text=True,
                      check=False, timeout=60)
check(done.stdout == "fallback: Are you sure (yes/no)? \n", f"the program that was there before: {done}")

# --- an internationalised host: found by its punycode, and shown by it ------------------------------------------------------
session.ok("add", "generic-basic", "--name", "idn", "--set", "username=zoe", "--set", "server_url=https://xn--bcher-kva.example", "--secret", "password", secret="pw-zoe-b\n")
grant_me("idn")
for host in ("bücher.example", "xn--bcher-kva.example"):
    check(answered(f"protocol=https\nhost={host}\nusername=zoe\n\n") == {"username": "zoe", "password": "pw-zoe-b"}, f"the password for {host}")
    done = helper("get", f"protocol=https\nhost={host}\nusername=nobody\n\n")
    check(done.stdout == b"" and b"xn--bcher-kva.example" in done.stderr and "ü".encode() not in done.stderr, f"the host is shown as it is asked for: {done}")
check(answered("protocol=https\nhost=büchеr.example\nusername=zoe\n\n") == {}, "a Cyrillic letter that looks the same is another host")

# --- a sign-in: its access token with the time it ends, and never its refresh token --------------------------------------
provider = FaultProvider()
descriptor = json.loads((HERE.parent.parent / "resources" / "providers" / "generic-oauth2.json").read_text())
descriptor |= {"id": "git-oauth2", "display_name": "Sign-in for git", "git": {"urls": ["{api_base_url}"], "username": "oauth2"}}
(session.root / "git-oauth2.json").write_text(json.dumps(descriptor))
session.ok("provider", "add", str(session.root / "git-oauth2.json"))
session.env["BROWSER"] = f"{sys.executable} -B {HERE / 'fault_provider.py'}"
session.ok("add", "git-oauth2", "--name", "signed-in", *provider.settings())
session.ok("login", "signed-in")
grant_me("signed-in")
ask = f"protocol=http\nhost={provider.url.removeprefix('http://')}\n"
for capability in ("", "capability[]=authtype\ncapability[]=state\n"):
    done = helper("get", capability + ask + "\n")
    got = dict(line.split("=", 1) for line in done.stdout.decode().splitlines())
    check(got["username"] == "oauth2" and got["password"] == f"access-{provider.tokens}", f"a sign-in's token: {got.keys()}")
    check(abs(int(got["password_expiry_utc"]) - (time.time() + provider.life)) < 300, f"when it ends: {got['password_expiry_utc']}")
    check("oauth_refresh_token" not in got and b"refresh-" not in done.stdout + done.stderr, f"the refresh token stays: {done}")
# git hands back what it got, and what another helper made of it: a sign-in is not overwritten by either.
helper("store", ask + f"username=oauth2\npassword=not-{got['password']}\noauth_refresh_token=planted\n\n")
check(session.ok("token", "signed-in").strip() == f"access-{provider.tokens}" and session.json("show", "signed-in")["kind"] == "oauth2", "the sign-in is as it was")

# --- locked: git is told why and goes on without -------------------------------------------------------------------------
session.ok("vault", "lock")
done = git("ls-remote", f"http://bob@{HOST}/other/x.git", ok=False)
check(done.returncode != 0 and "the vault is locked" in done.stderr, f"locked: {done.stderr}")
print(f"ok: clone, push and denial for {len(ACCOUNTS)} accounts, {len(hostile | terminal) * 3} hostile inputs; grants {'asked' if grants else 'not built yet'}")
