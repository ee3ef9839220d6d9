# SPDX-License-Identifier: GPL-3.0-or-later
"""SECURITY 25: marker secrets go through every flow; files, logs, command lines, environments, reports and D-Bus are searched for them in raw, UTF-16,
base64, base64url and hex."""
import base64
import contextlib
import os
import subprocess
import threading
from pathlib import Path
from harness import BIN, Provider, Session, add_oidc, browser_environment, check, login

session = Session()
browser_environment(session)
provider = Provider(session, access_seconds=3600)
PASSPHRASE = "canary-passphrase-9f2c71"
MARKERS = {"api_key": "canary-apikey-5d41402abc4b", "token": "canary-bearer-7d793037a076", "password": "canary-password-18126e7bd3f8",
           "changed": "canary-changed-44c0d1b2aa90"}


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
stop = threading.Event()


def watch():
    me = os.getpid()
    while not stop.is_set():
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != me:
                with contextlib.suppress(OSError):
                    seen.add((entry / "cmdline").read_bytes())
                    seen.add((entry / "environ").read_bytes())


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
           secret=MARKERS["password"] + "\n")
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
