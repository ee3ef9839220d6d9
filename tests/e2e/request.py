# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that never see a token: `keystead-cli request` and real curl at the loopback endpoint against a server on loopback. 1 GiB each way in constant memory, a 401
that is refreshed and repeated once, redirects to another host, an echo of the token, bad requests, and at the end: the tokens stand in nothing that came back."""
import base64
import hashlib
import json
import os
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from harness import BIN, SANITIZED, Session, check, need

GIB = int(os.environ.get("KEYSTEAD_E2E_BYTES", 1 << 30))
PIECE = bytes(range(256)) * 1024  # 256 KiB

need("curl")


class Api(ThreadingHTTPServer):
    """Tokens by client credentials; only the newest counts. Counts what it is asked."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.tokens = []
        self.count = {}
        self.lock = threading.Lock()
        self.foreign = ""
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body_pieces(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return
        left = int(self.headers.get("Content-Length") or 0)
        while left > 0:
            piece = self.rfile.read(min(left, 1 << 18))
            if not piece:
                return
            left -= len(piece)
            yield piece

    def do_POST(self):
        path = self.path.split("?")[0]
        with self.server.lock:
            self.server.count[path] = self.server.count.get(path, 0) + 1
        if path == "/token":
            self.answer(200, self.new_token(), Content_Type="application/json")
            return
        digest = hashlib.sha256()
        size = 0
        for piece in self.body_pieces():
            digest.update(piece)
            size += len(piece)
        self.serve(path, size, digest.hexdigest())

    do_GET = do_PUT = do_DELETE = do_POST

    def new_token(self):
        for _ in self.body_pieces():
            pass
        token = "canary-" + base64.urlsafe_b64encode(os.urandom(24)).decode()
        self.server.tokens.append(token)
        return json.dumps({"access_token": token, "token_type": "Bearer", "expires_in": 3600}).encode()

    def serve(self, path, size, digest):
        sent = self.headers.get("Authorization", "")
        if not self.server.tokens or sent != f"Bearer {self.server.tokens[-1]}":
            self.answer(401, b"who are you?")
        elif path == "/v1/echo":
            self.answer(200, json.dumps({"you": sent, "percent": sent.replace(" ", "%20"), "mine": self.headers.get("X-Mine")}).encode(), X_Echo=sent)
        elif path == "/v1/off":
            self.answer(302, Location=f"{self.server.foreign}/caught")
        elif path == "/v1/near":
            self.answer(302, Location="/v1/echo")
        elif path == "/v1/missing":
            self.answer(404, b"no such thing")
        elif path == "/v1/broken":
            self.answer(500, b"broken")
        elif path == "/v1/body":
            self.answer(200, json.dumps({"size": size, "sha256": digest}).encode())
        elif path == "/v1/big":
            self.big()
        else:
            self.answer(200, b"plain")

    def big(self):
        self.send_response(200)
        self.send_header("Content-Length", str(GIB))
        self.end_headers()
        left = GIB
        while left > 0:
            self.wfile.write(PIECE[:min(left, len(PIECE))])
            left -= min(left, len(PIECE))


def memory(pid):
    """Resident now, in MiB."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024


seen = []  # everything that came back to a program


def keep(done):
    seen.append(done.stdout if isinstance(done.stdout, bytes) else done.stdout.encode())
    seen.append(done.stderr if isinstance(done.stderr, bytes) else done.stderr.encode())
    return done


session = Session(keyring=False)
api = Api()
catcher = socket.create_server(("127.0.0.1", 0))
api.foreign = f"http://127.0.0.1:{catcher.getsockname()[1]}"
PASSPHRASE = "correct horse battery"
session.passphrase = PASSPHRASE
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("add", "generic-client-credentials", "--name", "work", "--set", f"token_endpoint={api.url}/token", "--set", f"api_base_url={api.url}/v1", "--set",
           "allow_loopback_http=yes", "--set", "client_id=e2e", "--secret", "client_secret", secret="canary-client-secret-0123456789\n")
agent = session.agent_pids()[0]

# --- the plain way, and the echo
done = keep(session.run("request", "work", "GET", "/echo", "-H", "X-Mine: 1", "--include"))
check(done.returncode == 0, f"request: exit {done.returncode}: {done.stderr}{done.stdout}")
token = api.tokens[-1]
check('"mine": "1"' in done.stdout and "*" * len(token) in done.stdout, f"the echo: {done.stdout}")
check(done.stdout.startswith("HTTP/1.1 200 ") and f"x-echo: bearer {'*' * len(token)}" in done.stdout.lower(), f"the echo in a header: {done.stdout}")
document = json.loads(keep(session.run("--json", "request", "work", "GET", "/plain?x=1")).stdout)
check(document["status"] == 200 and document["body"] == "plain", f"--json: {document}")

# --- what the exit codes say
for path, code in (("/missing", 1), ("/broken", 7)):
    done = keep(session.run("request", "work", "GET", path))
    check(done.returncode == code, f"{path}: exit {done.returncode}: {done.stderr}")
done = keep(session.run("request", "nobody", "GET", "/x"))
check(done.returncode == 6, f"an unknown connection: exit {done.returncode}: {done.stderr}")

# --- bad requests
caught = []


def watch():
    while True:
        other, _ = catcher.accept()
        caught.append(other)


threading.Thread(target=watch, daemon=True).start()
for method, path, code in (("GET", f"{api.foreign}/x", 4), ("GET", "/../token", 2), ("GET", "/%2e%2e/token", 2), ("GET", "//evil.example/", 2), ("GET", "/a%252e%252e%252f", 2),
                           ("GET", f"http://user@127.0.0.1:{api.server_port}/v1/echo", 2), ("CONNECT", "/x", 2), ("TRACE", "/x", 2), ("GET", "/x#y", 2)):
    done = keep(session.run("request", "work", method, path))
    wanted = (code,) if code != 2 else (1, 2)
    if path == "/a%252e%252e%252f":
        wanted = (0, 1, 2)  # three dots of a name and no segment of its own
    check(done.returncode in wanted, f"{method} {path}: exit {done.returncode}: {done.stderr}")
done = keep(session.run("request", "work", "GET", "/x", "-H", "X-A: 1\r\nHost: evil"))
check(done.returncode == 2, f"a header that breaks out: exit {done.returncode}")
done = keep(session.run("request", "work", "GET", "/off"))
check(done.returncode == 7 or done.returncode == 1, f"a redirect to another host: exit {done.returncode}: {done.stderr}")
check("another host" in done.stderr, f"a redirect to another host: {done.stderr}")
done = keep(session.run("request", "work", "GET", "/near", "--include"))
check(done.returncode == 0 and "location: /v1/echo" in done.stdout.lower(), f"a redirect on the same host is told: {done.stdout}")
check(not caught, "somebody came to the other host")

# --- 401: refreshed once, repeated once
api.tokens.append("canary-nobody-has-this-token-00")
posts, echoes = api.count["/token"], api.count["/v1/echo"]
done = keep(session.run("request", "work", "GET", "/echo"))
check(done.returncode == 0, f"after a 401: exit {done.returncode}: {done.stderr}")
check(api.count["/token"] == posts + 1 and api.count["/v1/echo"] == echoes + 2, f"after a 401: {api.count}")
api.tokens.append("canary-nobody-has-this-token-01")
done = keep(session.run("request", "work", "PUT", "/body", "--data-fd", "0", secret="x"))
check(done.returncode == 5, f"a 401 to what changes something: exit {done.returncode}: {done.stderr}")
repeats = api.count["/v1/echo"] - echoes

# --- the loopback endpoint, with real curl
done = keep(session.run("proxy", "key"))
check(done.returncode != 0 and "off" in done.stderr, f"the endpoint is off by default: {done.stdout}{done.stderr}")
session.ok("proxy", "on", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
given = session.json("proxy", "key")
url, key = given["url"], given["key"]
api.tokens.clear()
session.ok("refresh", "work")


def curl(*words, **more):
    return keep(subprocess.run(["curl", "-sS", "--noproxy", "*", "-H", f"Authorization: Bearer {key}", *words], capture_output=True, timeout=300, check=False, **more))


done = curl(f"{url}/c/work/echo")
check(b"*" * 20 in done.stdout and api.tokens[-1].encode() not in done.stdout, f"curl: {done.stdout} {done.stderr}")
done = curl("-L", f"{url}/c/work/near")
check(b"*" * 20 in done.stdout, f"curl follows a redirect of the own host: {done.stdout} {done.stderr}")
for words in (("-H", "Origin: http://evil.example"), ("-H", "Host: evil.example"), ("-H", f"X-Keystead-Key: {key}")):
    done = curl("-o", "-", "-w", "%{http_code}", *words, f"{url}/c/work/echo")
    check(done.stdout.endswith(b"403"), f"curl {words}: {done.stdout}")
other = subprocess.run(["curl", "-sS", "--noproxy", "*", "-w", "%{http_code}", "-H", "Authorization: Bearer ks_wrong", f"{url}/c/work/echo"], capture_output=True, timeout=60, check=False)
check(other.stdout.endswith(b"403"), f"a wrong key: {other.stdout}")
done = curl("-o", "-", "-w", "%{http_code}", f"{url}/c/work/off")
check(done.stdout.endswith(b"502") and not caught, f"curl and a redirect to another host: {done.stdout}")

# --- 1 GiB each way: the agent's memory stays where it is
before = memory(agent)
most = before  # the kernel's own peak is that of the key derivation, which would hide everything else
over = threading.Event()


def sample():
    global most
    while not over.wait(0.01):
        most = max(most, memory(agent))


sampler = threading.Thread(target=sample, daemon=True)
sampler.start()


def timed(what, call):
    began = time.monotonic()
    done = call()
    check(done.returncode == 0, f"{what}: exit {done.returncode}: {done.stderr[-500:]}")
    took = time.monotonic() - began
    print(f"{what}: {GIB / took / 1e6:.0f} MB/s, agent {memory(agent):.1f} MiB now, {most:.1f} MiB at most")
    return done


def cli_to(words, sink, source=subprocess.DEVNULL):
    return subprocess.run([BIN / "keystead-cli", "request", "work", *words], env=session.env, stdin=source, stdout=sink, stderr=subprocess.PIPE, timeout=600, check=False)


wanted = hashlib.sha256()
for _ in range(GIB // len(PIECE)):
    wanted.update(bytes(len(PIECE)))
source = session.root / "gib"
source.touch()
os.truncate(source, GIB)  # zeros that take no room on the disk


def count_from_cli():
    process = subprocess.Popen([BIN / "keystead-cli", "request", "work", "GET", "/big"], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    size = 0
    while piece := process.stdout.read(1 << 20):
        size += len(piece)
    errors = process.stderr.read()
    code = process.wait(timeout=60)
    check(size == GIB, f"the download has {size} bytes: {errors}")
    return subprocess.CompletedProcess([], code, b"", errors)


timed("download, keystead-cli", count_from_cli)
with open(source, "rb") as body:
    done = timed("upload, keystead-cli", lambda: cli_to(["POST", "/body", "--data-fd", "0"], subprocess.PIPE, body))
check(json.loads(done.stdout) == {"size": GIB, "sha256": wanted.hexdigest()}, f"the upload arrived as {done.stdout}")
timed("download, curl", lambda: curl("-o", "/dev/null", f"{url}/c/work/big"))
done = timed("upload in chunks, curl", lambda: curl("-H", "Transfer-Encoding: chunked", "-T", str(source), f"{url}/c/work/body"))
check(json.loads(done.stdout) == {"size": GIB, "sha256": wanted.hexdigest()}, f"the upload arrived as {done.stdout}")
source.unlink()
over.set()
sampler.join()
# The address sanitizer keeps 256 MiB of what was freed; a body that were held would be 1,024 MiB.
room = 600 if SANITIZED else 20
check(most < before + room, f"the agent grew from {before} to {most} MiB")

# --- the trail, and the canary
records = session.json("audit", "list", "--action", "credential_access")
requests = [r for r in records if r["detail"].get("field") == "request"]
# A target that is none has no host.
sent = [r for r in requests if r["outcome"] == "success"]
check(len(sent) > 10 and all(r["detail"]["host"] for r in sent), f"records: {records[:2]}")
check(any(r["detail"].get("refreshed") == "yes" for r in requests), "a record tells of the refresh")
check(not any("?" in r["detail"].get("path", "") for r in requests), "a record holds a query")
haystack = b"".join(seen)
for token in [*api.tokens, "canary-client-secret-0123456789"]:
    for form in (token.encode(), base64.b64encode(token.encode()), token.encode().hex().encode()):
        check(form not in haystack, "a program saw a token")
session.ok("proxy", "off", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
check(curl(f"{url}/c/work/echo").returncode == 7, "the endpoint is gone once it is off")
print(f"ok: {len(requests)} requests on record, {repeats} tries after one 401, {GIB >> 20} MiB each way by two clients, agent grew by {most - before:.1f} MiB at most, "
      f"no token in {len(haystack)} bytes that came back")
