# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider on loopback that misbehaves on demand: what real ones will not do. Runs in the test's own process; every request is counted by path.
As a program (`fault_provider.py URL`, the $BROWSER of these tests) it follows redirects the way a browser does."""
import gzip
import json
import sys
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Stands in every bad answer: if it turns up in output, the trail or a file, a raw answer was passed on.
MARK = "raw-answer-marker-5b1f"
HTML = f"<html><body><h1>{MARK}</h1></body></html>".encode()


class FaultProvider:
    """`modes` maps a path to what it does; see Handler.misbehave. `/token`, `/me`, `/userinfo` behave where nothing is set."""

    def __init__(self):
        self.modes = {}
        self.requests = []
        self.bodies = []
        self.tokens = 0
        self.life = 3600
        self.canary_connections = 0
        self.canary_bytes = 0
        self.stopping = threading.Event()
        self.held = threading.Event()
        provider = self

        class Bound(Handler):
            owner = provider

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Bound)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        import socket
        self.canary = socket.create_server(("127.0.0.1", 0))
        self.canary_url = f"http://127.0.0.1:{self.canary.getsockname()[1]}/caught"
        threading.Thread(target=self.watch_canary, daemon=True).start()

    def watch_canary(self):
        while True:
            connection, _ = self.canary.accept()
            self.canary_connections += 1
            connection.settimeout(2)
            try:
                self.canary_bytes += len(connection.recv(65536))
            except OSError:
                pass
            connection.close()

    def count(self, path, method=None):
        return sum(1 for m, p in self.requests if p == path and method in (None, m))

    def settings(self):
        values = {"allow_loopback_http": "yes", "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
                  "userinfo_endpoint": f"{self.url}/userinfo", "api_base_url": self.url, "test_url": f"{self.url}/me", "client_id": "faulty",
                  "scopes": "read", "tags": "kept one"}
        return [word for name, value in values.items() for word in ("--set", f"{name}={value}")]

    def let_go(self):
        """Those who hang are hung up on; whoever comes later hangs anew."""
        self.held.set()
        self.held = threading.Event()

    def new_code(self):
        return "c0de"

    def new_tokens(self):
        self.tokens += 1
        return {"access_token": f"access-{self.tokens}", "refresh_token": f"refresh-{self.tokens}", "token_type": "Bearer", "expires_in": self.life, "scope": "read"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.serve("GET")

    def do_POST(self):
        self.serve("POST")

    def serve(self, method):
        self.owner.bodies.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        address = urllib.parse.urlsplit(self.path)
        self.owner.requests.append((method, address.path))
        mode = self.owner.modes.get(address.path)
        if mode:
            self.misbehave(mode)
        elif address.path == "/authorize":
            asked = dict(urllib.parse.parse_qsl(address.query))
            query = urllib.parse.urlencode({"code": self.owner.new_code(), "state": asked["state"]})
            self.answer(302, b"", Location=f"{asked['redirect_uri']}?{query}")
        elif address.path == "/token":
            self.answer(200, json.dumps(self.owner.new_tokens()).encode(), **{"Content-Type": "application/json"})
        elif address.path in ("/me", "/userinfo"):
            self.answer(200, json.dumps({"sub": "ada", "email": "ada@example.org"}).encode(), **{"Content-Type": "application/json"})
        elif address.path == "/.well-known/openid-configuration":
            url = self.owner.url
            document = {"issuer": url, "authorization_endpoint": url + "/authorize", "token_endpoint": url + "/token", "jwks_uri": url + "/jwks",
                        "response_types_supported": ["code"], "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
                        "code_challenge_methods_supported": ["S256"], "authorization_response_iss_parameter_supported": True}
            self.answer(200, json.dumps(document).encode(), **{"Content-Type": "application/json"})
        else:
            self.answer(404, b"")

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # it hung up, as it should

    def misbehave(self, mode):
        json_type = {"Content-Type": "application/json"}
        if mode == "garbage":
            self.answer(200, b"\x00\xff" + MARK.encode() * 20, **json_type)
        elif mode == "html":
            self.answer(200, HTML, Content_Type="text/html")
        elif mode == "deep":
            self.answer(200, b"[" * 5000 + MARK.encode(), **json_type)
        elif mode == "twice":
            self.answer(200, b'{"access_token":"%b","access_token":"other","token_type":"Bearer"}' % MARK.encode(), **json_type)
        elif mode == "wrong types":
            self.answer(200, json.dumps({"access_token": [MARK], "token_type": 5, "expires_in": {}, "refresh_token": {}}).encode(), **json_type)
        elif mode == "mac token":
            self.answer(200, json.dumps({"access_token": MARK, "token_type": "mac"}).encode(), **json_type)
        elif mode == "huge":
            self.answer(200, b'{"x":"' + (MARK.encode() * 500_000)[:10 * 1024 * 1024] + b'"}', **json_type)
        elif mode == "bomb":
            self.answer(200, gzip.compress(b"0" * (64 * 1024 * 1024)), Content_Encoding="gzip", **json_type)
        elif mode == "redirect":
            self.answer(307, HTML, Location=self.owner.canary_url)
        elif mode == "close":
            self.close_connection = True
            self.connection.close()
        elif mode == "slow":
            self.send_response(200)
            self.end_headers()
            while not self.owner.stopping.wait(0.5):
                try:
                    self.wfile.write(b" ")
                    self.wfile.flush()
                except OSError:
                    break
        elif mode == "hang":  # not a byte before let_go()
            self.owner.held.wait(120)
            self.close_connection = True
            self.connection.close()
        elif mode == "late":  # rotates, and says so at let_go()
            held, tokens = self.owner.held, self.owner.new_tokens()
            held.wait(120)
            self.answer(200, json.dumps(tokens).encode(), **json_type)
        elif mode == "429":
            self.answer(429, HTML, Retry_After="77", **json_type)
        elif mode == "500":
            self.answer(500, HTML, **json_type)
        elif mode == "html 400":
            self.answer(400, HTML, Content_Type="text/html")
        elif mode == "wordy 400":  # error_description is for people (RFC 6749 5.2): shown in part, cleaned
            self.answer(400, json.dumps({"error": "made_up_code", "error_description": "wordy " * 1000 + "\x1b[31m"}).encode(), **json_type)
        elif mode == "invalid_grant":
            self.answer(400, json.dumps({"error": "invalid_grant", "error_description": "gone"}).encode(), **json_type)
        elif mode == "401":
            self.answer(401, HTML, **json_type)
        else:
            raise ValueError(mode)


if __name__ == "__main__":
    urllib.request.urlopen(sys.argv[1], timeout=20).read()
