# SPDX-License-Identifier: GPL-3.0-or-later
"""An issuer on loopback that hands out tokens for ten hours: what a cached token is fetched from once. In a thread of its own."""
import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ACCESS_TOKEN = base64.urlsafe_b64encode(b"benchmark access token " * 30).decode().rstrip("=")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, document):
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        issuer = self.server.issuer
        self.answer({"issuer": issuer, "authorization_endpoint": issuer + "authorize", "token_endpoint": issuer + "token",
                     "device_authorization_endpoint": issuer + "device", "registration_endpoint": issuer + "register",
                     "userinfo_endpoint": issuer + "userinfo", "jwks_uri": issuer + "jwks", "scopes_supported": ["openid", "offline_access"],
                     "grant_types_supported": ["authorization_code", "refresh_token"], "response_types_supported": ["code"],
                     "code_challenge_methods_supported": ["S256"], "subject_types_supported": ["public"]})

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer({"access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 36000, "refresh_token": "benchmark-refresh-token",
                     "scope": "openid offline_access"})

    def log_message(self, *_):
        pass


def start():
    """The server's base address, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.issuer = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.issuer
