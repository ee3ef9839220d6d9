# SPDX-License-Identifier: GPL-3.0-or-later
"""docker-credential-keystead by its protocol, and with the real docker client against a small registry where docker is installed."""
import base64
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import ssl
import threading
from granting import PASSPHRASE, granted
from harness import BIN, Session, check, need

need("openssl")
PASSWORD = "pw-ada-9c1e"
NOT_FOUND = "credentials not found in native keychain\n"
session = Session(keyring=False)
session.heeds_hints = False  # granted() counts them
logins = []


class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        good = kind == "Basic" and base64.b64decode(value).decode() == f"ada:{PASSWORD}"
        if value:
            logins.append(good)
        if good and "/manifests/" in self.path:
            return self.manifest()
        self.send_response(200 if good else 401)
        self.send_header("Docker-Distribution-Api-Version", "registry/2.0")
        if not good:
            self.send_header("WWW-Authenticate", 'Basic realm="registry"')
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def manifest(self):
        body = json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "layers": [],
                           "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 2, "digest": "sha256:" + hashlib.sha256(b"{}").hexdigest()}})
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.docker.distribution.manifest.v2+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


def helper(operation, text="", code=0):
    done = subprocess.run([BIN / "docker-credential-keystead", operation], env=session.env, input=text, capture_output=True, text=True, check=False, timeout=60)
    check(done.returncode == code, f"{operation} {text!r}: exit {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
certificate, key = session.root / "c.pem", session.root / "k.pem"
subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate, "-days", "30", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(certificate, key)
server.socket = tls.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
HOST = f"127.0.0.1:{server.server_port}"
session.env.update(PATH=f"{BIN}:{os.environ['PATH']}", DOCKER_CONFIG=str(session.root / "docker"), DOCKER_HOST=f"unix://{session.root}/no-daemon.sock",
                   SSL_CERT_FILE=str(certificate))
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)

# --- the protocol --------------------------------------------------------------------------------------------------------
check(helper("get", "registry.example.com\n", 1) == NOT_FOUND, "not found, in docker's words")
check(helper("list") == "{}\n", "an empty list")
helper("store", json.dumps({"ServerURL": "https://index.docker.io/v1/", "Username": "<token>", "Secret": "identity-token\n\"x\""}))
helper("store", json.dumps({"ServerURL": "registry.example.com:5000", "Username": "bob", "Secret": "pw"}))
check(json.loads(helper("list")) == {"https://index.docker.io/v1/": "<token>", "registry.example.com:5000": "bob"}, "list")
given = []
for connection in session.json("list"):
    given += granted(session, lambda: session.run("token", connection["id"]))[1]
for form in ("https://registry.example.com:5000", "registry.example.com:5000\n", "https://registry.example.com:5000/"):
    check(json.loads(helper("get", form)) == {"ServerURL": form.strip(), "Username": "bob", "Secret": "pw"}, f"get {form}")
check(json.loads(helper("get", "https://index.docker.io/v1/"))["Secret"] == 'identity-token\n"x"', "an identity token")
for other in ("http://registry.example.com:5000", "registry.example.com", "x.registry.example.com:5000", "https://index.docker.io/v2/"):
    check(helper("get", other, 1) == NOT_FOUND, f"{other} is another server")
check(helper("get", "\n", 1) == "no credentials server URL\n" and helper("store", '{"ServerURL":"x","Secret":"y"}', 1) == "no credentials username\n", "docker's words")
check("{" not in helper("store", "{", 1), "broken JSON")
helper("erase", "registry.example.com:5000")
check(helper("erase", "registry.example.com:5000", 1) == NOT_FOUND, "erased once")
session.ok("add", "generic-basic", "--name", "mine", "--set", "username=ada", "--set", "server_url=https://own.example", "--secret", "password", secret="x\n")
check("was not stored by docker" in helper("erase", "own.example", 1) and any(c["name"] == "mine" for c in session.json("list")), "the person's own is kept")

# --- the real client -------------------------------------------------------------------------------------------------------
folder = session.root / "docker"
folder.mkdir()
(folder / "config.json").write_text('{\n\t"auths": {},\n\t"credsStore": "secretservice"\n}')
before = (folder / "config.json").read_bytes()
session.ok("setup", "docker", "--yes")
check(json.loads((folder / "config.json").read_text())["credsStore"] == "keystead", "set up")
session.ok("setup", "docker", "--undo", "--yes")
check((folder / "config.json").read_bytes() == before, "undone exactly")
session.ok("setup", "docker", "--yes")
real = "not installed"
if shutil.which("docker"):
    def docker(*arguments, **more):
        return subprocess.run(["docker", *arguments], env=session.env, capture_output=True, text=True, check=False, timeout=120, **more)

    real = docker("--version").stdout.strip()
    done = docker("login", "-u", "ada", "--password-stdin", HOST, input=PASSWORD)
    check(done.returncode == 0 and logins == [True], f"docker login: {done} {logins}")
    stored = [c for c in session.json("list") if HOST in c["parameters"].get("server_url", "")]
    check(len(stored) == 1 and stored[0]["tags"] == ["stored-by-docker"], f"kept in the vault: {stored}")
    check(PASSWORD not in (folder / "config.json").read_text() and base64.b64encode(f"ada:{PASSWORD}".encode()).decode() not in (folder / "config.json").read_text(),
          "and not in docker's own file")
    logins.clear()
    if given:  # docker keeps the helper's words to itself here
        check(docker("manifest", "inspect", f"{HOST}/x:latest").returncode != 0 and not logins, "docker wanted a grant of its own")
        session.allow(stored[0]["id"], os.path.realpath(shutil.which("docker")))
    done = docker("manifest", "inspect", f"{HOST}/x:latest")
    check(done.returncode == 0 and logins and all(logins), f"docker signs in with what is stored: {done} {logins}")
    done = docker("logout", HOST)
    check(done.returncode == 0 and not [c for c in session.json("list") if HOST in c["parameters"].get("server_url", "")], f"docker logout erases it: {done}")
print(f"ok: docker's protocol; the real client: {real}; {len(given)} grants")
