# SPDX-License-Identifier: GPL-3.0-or-later
"""The clients of docs/examples in Python, JavaScript and shell: they list connections, get a token, make a request, and say what went wrong."""
import http.server
import os
import shutil
import subprocess
import sys
import threading
from harness import BIN, HERE, Session, check, need

need("node", "curl")
PASSPHRASE = "a long enough passphrase"
EXAMPLES = HERE.parent.parent / "docs" / "examples"
CLIENTS = {"client.py": [sys.executable], "client.mjs": [shutil.which("node")], "client.sh": ["sh"]}


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = self.headers.get("Authorization") == "Bearer bt-0123456789abcdef"
        body = b'{"login": "ada"}' if known else b"{}"
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/me"

session = Session(keyring=False)
session.env["PATH"] = f"{BIN}:{session.env['PATH']}"
session.env["no_proxy"] = "127.0.0.1"


def run(name, *words):
    return subprocess.run([*CLIENTS[name], EXAMPLES / name, *words], env=session.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)


for name in CLIENTS:
    lines = (EXAMPLES / name).read_text().count("\n")
    check(lines < 40, f"{name} has {lines} lines")
    done = run(name)
    check(done.returncode != 0 and done.stderr.strip() and "Traceback" not in done.stderr, f"{name} without a vault: {done.returncode} {done.stderr}")

session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.stop_agent()
reader, writer = os.pipe()
os.write(writer, PASSPHRASE.encode() + b"\n")
os.close(writer)
session.start_agent("--passphrase-fd", str(reader), pass_fds=(reader,))
for connection, token in (("work", "bt-0123456789abcdef"), ("it's mine", "bt-of-somebody-else")):
    session.ok("add", "generic-bearer", "--name", connection, "--set", "api_base_url=https://api.example.com", "--secret", "token", secret=token + "\n")
if session.knows_grants():
    for name, program in CLIENTS.items():
        denied = run(name, "work", url)
        check(denied.returncode != 0 and ("denied" in denied.stderr or "grant" in denied.stderr) and "Traceback" not in denied.stderr, f"{name} without a grant: {denied.returncode} {denied.stderr}")
        for connection in ("work", "it's mine"):
            session.allow(connection, program[0] if os.path.isabs(program[0]) else shutil.which(program[0]), EXAMPLES / name, passphrase=PASSPHRASE)

for name in CLIENTS:
    done = run(name)
    check(done.returncode == 0 and "work" in done.stdout and "it's mine" in done.stdout and "active" in done.stdout, f"{name}: the list: {done.stdout}{done.stderr}")
    done = run(name, "work", url)
    check(done.returncode == 0 and done.stdout.strip() == '{"login": "ada"}', f"{name}: the request: {done.stdout}{done.stderr}")
    done = run(name, "it's mine", url)
    check(done.returncode == 1 and "401" in done.stderr and "Traceback" not in done.stderr, f"{name}: a refused request: {done.returncode} {done.stderr}")
    done = run(name, "nobody", url)
    check(done.returncode != 0 and "nobody" in done.stderr and "Traceback" not in done.stderr, f"{name}: an unknown connection: {done.stderr}")
session.ok("vault", "lock")
for name in CLIENTS:
    done = run(name, "work", url)
    check(done.returncode != 0 and ("lock" in done.stderr or "open" in done.stderr) and "Traceback" not in done.stderr, f"{name}: a locked vault: {done.returncode} {done.stderr}")
print(f"ok: {len(CLIENTS)} clients: without a vault, a list, a request, a refused one, an unknown connection, a locked vault")
