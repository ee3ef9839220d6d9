# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault that every job starts from: each kind of credential, two profiles, two passphrases, and a token server that knows what it issued."""
import json
import re
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from control import Control
from copies import PASSPHRASE, Copy
from harness import HERE, check

SECOND = "another long passphrase"
SECRETS = {"bearer": "bt-7d1f0a-canary", "key": "ak-55c2e9-canary", "basic": "pw-90aa41-canary", "deep": "bt-0c88d2-canary"}


class Server(ThreadingHTTPServer):
    """Issues and rotates; a spent refresh token is taken again, as servers with a grace period do: what is lost here is lost by us."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Tokens)
        self.count = 0
        self.lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Tokens(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?" + urllib.parse.urlencode({"code": "c0de", "state": asked["state"]}))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if form.get("grant_type") == "refresh_token" and not re.fullmatch(r"refresh-\d+-canary", form.get("refresh_token", "")):
            return self.answer(400, {"error": "invalid_grant"})
        with self.server.lock:
            self.server.count += 1
            n = self.server.count
        return self.answer(200, {"access_token": f"access-{n}-canary", "refresh_token": f"refresh-{n}-canary", "token_type": "Bearer", "expires_in": 86400})

    def answer(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def fill(copy, server):
    """Every connection that the sweep looks after."""
    here = ["--set", "allow_loopback_http=yes"]
    copy.ok("profiles", "add", "Work")
    copy.ok("add", "generic-bearer", "--name", "bearer", "--secret", "token", "--set", "tags=one two", "--set", "notes=kept", secret=SECRETS["bearer"] + "\n")
    copy.ok("add", "generic-api-key", "--name", "key", "--profile", "Work", "--secret", "api_key", secret=SECRETS["key"] + "\n")
    copy.ok("add", "generic-basic", "--name", "basic", "--set", "username=ada", "--secret", "password", secret=SECRETS["basic"] + "\n")
    copy.ok("add", "generic-bearer", "--name", "deep", "--profile", "Work", "--secret", "token", "--set", "notes=" + "n" * 3000, secret=SECRETS["deep"] + "\n")
    copy.ok("add", "generic-client-credentials", "--name", "machine", "--set", "client_id=sweep", "--set", f"token_endpoint={server.url}/token",
            "--secret", "client_secret", *here, secret="cs-314159-canary\n")
    copy.ok("add", "generic-oauth2", "--name", "work", "--set", "client_id=sweep", "--set", f"authorization_endpoint={server.url}/authorize",
            "--set", f"token_endpoint={server.url}/token", "--set", "scopes=read", *here)
    done = copy.run("login", "work")
    check(done.returncode == 0, f"login: {done.stdout}{done.stderr}")
    copy.ok("token", "machine")
    copy.see()


def prepare(server):
    """A vault that was left in order."""
    copy = Copy()
    control = Control(copy.root / "run", copy.root)
    copy.env["BROWSER"] = f"{sys.executable} -B {HERE / 'fault_provider.py'}"
    copy.plain_env = dict(copy.env)
    copy.inject(control)
    copy.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
    copy.must_open()
    fill(copy, server)
    copy.ok("vault", "add-slot", "passphrase", "--passphrase-fd", "{fd}", secret=PASSPHRASE, input=SECOND + "\n")
    check(copy.leave() == 0, "the agent left in order")
    return copy
