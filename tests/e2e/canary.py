# SPDX-License-Identifier: GPL-3.0-or-later
"""SECURITY 25: marker secrets go through every flow; files, logs, command lines, environments, reports and D-Bus are searched for them in raw, UTF-16,
base64, base64url and hex."""
import base64
import contextlib
import json
import os
import subprocess
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from harness import BIN, Provider, Session, add_oidc, browser_environment, check, login

session = Session()
browser_environment(session)
provider = Provider(session, access_seconds=3600)
PASSPHRASE = "canary-passphrase-9f2c71"
MARKERS = {"api_key": "canary-apikey-5d41402abc4b", "token": "canary-bearer-7d793037a076", "password": "canary-password-18126e7bd3f8",
           "changed": "canary-changed-44c0d1b2aa90", "echoed": "canary-echoed-b1946ac92492", "stored": "canary-stored-2fe04e524ba4"}
EXEC = "CANARY_EXEC_CHILD"  # in the one environment that asked for a secret


class Echo(BaseHTTPRequestHandler):
    """Sends back what it was sent, as some servers do."""
    seen = []

    def do_GET(self):
        Echo.seen.append(str(self.headers))
        body = json.dumps(dict(self.headers)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def forms(secret):
    raw = secret.encode()
    yield "raw", raw
    yield "UTF-16", secret.encode("utf-16-le")
    yield "hex", raw.hex().encode()
    # All three alignments: what stands around the secret shifts its base64 form.
    for shift in range(3):
        padded = base64.b64encode(b"x" * shift + raw)
        middle = padded[4 if shift else 0:(len(padded) // 4 - 1) * 4]
        yield f"base64+{shift}", middle
        yield f"base64url+{shift}", middle.replace(b"+", b"-").replace(b"/", b"_")


# Command lines and environments of every process of ours, as long as the flows run.
seen = set()
executed = set()  # programs with what `exec` gave them
found = threading.Event()
stop = threading.Event()


def watch():
    me = os.getpid()
    while not stop.is_set():
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != me:
                with contextlib.suppress(OSError):
                    seen.add((entry / "cmdline").read_bytes())
                    environment = (entry / "environ").read_bytes()
                    if EXEC.encode() in environment:
                        executed.add((entry / "comm").read_text().strip())
                        found.set()
                    else:
                        seen.add(environment)


watcher = threading.Thread(target=watch)
watcher.start()
log = (session.root / "agent.log").open("wb")
bus = (session.root / "bus.log").open("wb")
monitor = subprocess.Popen(["dbus-monitor", "--session"], env=session.env, stdout=bus, stderr=subprocess.DEVNULL)
session.processes.append(monitor)

session.ok("vault", "init", "--keychain", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.env["QT_LOGGING_RULES"] = "*=true"
agent = session.start_agent(stdout=log, stderr=log)
session.ok("add", "generic-api-key", "--name", "key", "--secret", "api_key", "--set", f"api_base_url={provider.issuer}", "--set", "allow_loopback_http=yes", "--set",
           f"test_url={provider.issuer}/me", secret=MARKERS["api_key"] + "\n")
session.ok("add", "generic-bearer", "--name", "bearer", "--secret", "token", "--set", "api_base_url=https://api.example.com", secret=MARKERS["token"] + "\n")
session.ok("add", "generic-basic", "--name", "basic", "--set", "username=ada", "--secret", "password", "--set", "api_base_url=https://api.example.com",
           "--set", "server_url=https://git.example.com", secret=MARKERS["password"] + "\n")
outputs = [session.run("--json", "test", "key"), session.run("show", "key"), session.run("--json", "list")]
session.ok("set", "bearer", "--secret", "token", secret=MARKERS["changed"] + "\n")
add_oidc(session, provider)
outputs.append(session.run("login", "work"))
check(outputs[-1].returncode == 0, f"login: {outputs[-1]}")
secrets = dict(MARKERS, passphrase=PASSPHRASE, access_token=session.ok("token", "work").strip())
for name in ("key", "bearer", "basic"):
    session.ok("token", name)
session.ok("refresh", "work")
secrets["second access_token"] = session.ok("token", "work").strip()
secrets["refresh_token"] = provider.stats()["answered"][-1]["spent"]
secrets["rotated refresh_token"] = provider.stats()["answered"][-1]["next"]


# --- programs that use them: what they are given goes to them, and to nobody else -------------------------------------------------------
def program(*words, text=""):
    """A helper as its caller has it; what it says beside the answer is searched."""
    done = subprocess.run([BIN / words[0], *words[1:]], env=session.env, input=text, capture_output=True, text=True, check=False, timeout=120)
    check(done.returncode == 0, f"{words}: exit {done.returncode}: {done.stderr}")
    outputs.append(subprocess.CompletedProcess(words, 0, "", done.stderr))
    return done.stdout


echo = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
threading.Thread(target=echo.serve_forever, daemon=True).start()
session.ok("add", "generic-api-key", "--name", "echoed", "--secret", "api_key", "--set", f"api_base_url=http://127.0.0.1:{echo.server_port}", "--set", "allow_loopback_http=yes",
           secret=MARKERS["echoed"] + "\n")
outputs.append(session.run("request", "echoed", "GET", "/x", "--include"))
check(outputs[-1].returncode == 0 and MARKERS["echoed"] in Echo.seen[-1], f"request: {outputs[-1]}")
session.ok("proxy", "on", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
endpoint = session.json("proxy", "key")
secrets["key of the endpoint"] = endpoint["key"]
asked = urllib.request.Request(endpoint["url"] + "/c/echoed/y", headers={"X-Keystead-Key": endpoint["key"]})
with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=60) as answer:
    outputs.append(subprocess.CompletedProcess([], 0, answer.read().decode(), str(answer.headers)))
check(len(Echo.seen) == 2 and MARKERS["echoed"] in Echo.seen[-1], "the endpoint's request reached the server")
session.ok("proxy", "off", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
child = subprocess.Popen([BIN / "keystead-cli", "exec", "key", "--env", f"{EXEC}=token", "--", "sh", "-c", f'echo "masked ${EXEC}"; read line'], env=session.env,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
check(found.wait(60), "the watcher saw nothing of what exec started")
outputs.append(subprocess.CompletedProcess([], 0, *child.communicate("\n", timeout=60)))
check("masked ********" in outputs[-1].stdout, f"exec: {outputs[-1]}")
question = "protocol=https\nhost=git.example.com\nusername=ada\n"
check(f"password={MARKERS['password']}\n" in program("git-credential-keystead", "get", text=question + "\n"), "git's helper")
check(json.loads(program("docker-credential-keystead", "get", text="https://git.example.com"))["Secret"] == MARKERS["password"], "docker's helper")
program("git-credential-keystead", "store", text=f"protocol=https\nhost=other.example\nusername=eve\npassword={MARKERS['stored']}\n\n")
program("git-credential-keystead", "erase", text=f"protocol=https\nhost=git.example.com\nusername=ada\npassword={MARKERS['password']}\n\n")
check(any(c["name"].startswith("eve") for c in session.json("list")), "git's helper keeps what worked")
check(MARKERS["password"] in program("keystead-cli", "netrc", "basic"), "netrc")
session.ok("vault", "lock")
outputs.append(session.run("vault", "unlock", "--passphrase-fd", "{fd}", secret="canary-wrong-passphrase-1"))
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
for kind in ("pdf", "html", "csv", "json"):
    session.ok("audit", "export", "--format", kind, "--out", str(session.root / f"report.{kind}"))
outputs += [session.run("audit", "list"), session.run("doctor"), session.run("status"), session.run("remove", "work")]
agent.terminate()
check(agent.wait(timeout=30) == 0, "the agent did not leave in peace")
stop.set()
watcher.join()
monitor.terminate()
monitor.wait()
log.close()
bus.close()

check("sh" in executed or "dash" in executed, f"the watcher saw what exec started: {executed}")
check(not executed & {"keystead-cli", "keystead-agent", "keystead"}, f"and none of ours had its environment: {executed}")
places = {f"output {i}": (o.stdout + o.stderr).encode() for i, o in enumerate(outputs)}
places["command lines and environments"] = b"\0".join(seen)
for path in session.root.rglob("*"):
    # The browser's own profile and log are not ours; what the keyring keeps is encrypted by it.
    if path.is_file() and not path.is_symlink() and "keystead-browser-" not in str(path):
        places[str(path.relative_to(session.root))] = path.read_bytes()
hits = []
searched = 0
for where, data in places.items():
    searched += len(data)
    for name, secret in secrets.items():
        for form, pattern in forms(secret):
            if len(pattern) >= 12 and pattern in data:
                hits.append(f"{name} as {form} in {where}")
for hit in hits:
    print("HIT:", hit)
check(not hits, f"{len(hits)} hits")
# The search itself can find: the same search in the text it must find it in.
check(all(any(p in s.encode() for f, p in forms(s) if f == "raw") for s in secrets.values()), "the search is blind")
print(f"ok: {len(secrets)} secrets in 9 forms, {len(places)} places, {searched} bytes, 0 hits")
