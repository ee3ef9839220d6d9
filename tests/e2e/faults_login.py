# SPDX-License-Identifier: GPL-3.0-or-later
"""A sign-in under attack: wrong and reused state, another Host, other paths and methods, a long header, idle connections, junk and a TLS hello at the listener; wrong
addresses pasted; Ctrl+C; two sign-ins at once. It still succeeds afterwards, and what was wrong is on record (SECURITY 2, 13 to 18, 40)."""
import json
import os
import pty
import select
import signal
import socket
import subprocess
import urllib.parse
import urllib.request
from fault_provider import FaultProvider
from harness import BIN, Session, check

session = Session(keyring=False)
PHRASE = "a long enough passphrase"
provider = FaultProvider()
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
for name in ("one", "two"):
    session.ok("add", "generic-oauth2", "--name", name, *provider.settings())
session.ok("add", "generic-oidc", "--name", "found", "--set", f"issuer={provider.url}", "--set", "client_id=x", "--set", "allow_loopback_http=yes")


class Login:
    """keystead-cli login --print-url with its terminal, up to the address."""

    def __init__(self, name, terminal=False):
        self.master = self.slave = None
        stdin = subprocess.DEVNULL
        if terminal:
            self.master, self.slave = pty.openpty()
            stdin = self.slave
        self.process = subprocess.Popen([BIN / "keystead-cli", "login", name, "--print-url"], env=session.env, stdin=stdin, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.url = ""
        while not self.url.startswith("http"):
            line = self.process.stdout.readline().decode()
            if not line:
                check(False, f"login ended: {self.end()}")
            self.url = line.strip()
        self.asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.url).query))
        self.redirect = urllib.parse.urlsplit(self.asked["redirect_uri"])

    def answer_address(self, **changes):
        return f"{self.asked['redirect_uri']}?" + urllib.parse.urlencode({"code": "c0de", "state": self.asked["state"], **changes})

    def type(self, text):
        os.write(self.master, text.encode() + b"\n")

    def wait_stderr(self, words):
        seen = b""
        while words.encode() not in seen:
            check(select.select([self.process.stderr], [], [], 20)[0], f"`{words}` did not come: {seen}")
            chunk = os.read(self.process.stderr.fileno(), 4096)
            check(chunk, f"ended without `{words}`: {seen}")
            seen += chunk

    def end(self):
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out.decode() + err.decode()


def raw(port, data, host="127.0.0.1"):
    with socket.create_connection((host, port), timeout=20) as client:
        client.sendall(data)
        try:
            return client.recv(65536)
        except ConnectionError:
            return b""


def get(login, target, host=None, method="GET", extra=""):
    host = host or login.redirect.netloc
    return raw(login.redirect.port, f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{extra}\r\n".encode())


login = Login("one")
check(login.asked["code_challenge_method"] == "S256" and len(login.asked["code_challenge"]) == 43 and len(login.asked["state"]) >= 22, f"{login.asked}")
check(login.redirect.hostname in ("127.0.0.1", "::1") and login.redirect.port > 1023, login.asked["redirect_uri"])
port, path = login.redirect.port, login.redirect.path
good = f"{path}?" + urllib.parse.urlencode({"code": "c0de", "state": login.asked["state"]})
bad = {"wrong state": get(login, f"{path}?code=x&state=wrong"), "no state": get(login, f"{path}?code=x"), "state twice": get(login, good + "&state=again"),
       "another Host": get(login, good, host=f"evil.example:{port}"), "Host without port": get(login, good, host="127.0.0.1"),
       "localhost": get(login, good, host=f"localhost:{port}"), "another path": get(login, "/other?" + good.split("?")[1]), "dots": get(login, "/x/.." + good),
       "POST": get(login, good, method="POST", extra="Content-Length: 0\r\n"), "HEAD": get(login, good, method="HEAD"),
       "absolute form": get(login, f"http://{login.redirect.netloc}{good}"), "long header": get(login, good, extra="X: " + "y" * 9216 + "\r\n"),
       "two Hosts": get(login, good, extra=f"Host: {login.redirect.netloc}\r\n"), "junk": raw(port, b"\x00\xff" * 500 + b"\r\n\r\n"),
       "TLS": raw(port, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(500) + b"\r\n\r\n")}
for what, answer in bad.items():
    check(not answer.startswith(b"HTTP/1.1 2"), f"{what}: {answer[:60]}")
    check(b"c0de" not in answer and b"wrong" not in answer.split(b"\r\n\r\n", 1)[-1][:0], f"{what} is reflected")
check(provider.count("/token") == 0, "an answer that does not fit caused a token request")
idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
try:
    reached = socket.create_connection((socket.gethostbyname(socket.gethostname()), port), timeout=2)
    check(reached.getpeername()[0].startswith("127."), "the listener is reached from outside")
    reached.close()
except OSError:
    pass
page = urllib.request.urlopen(login.url, timeout=20)  # what the browser would do, beside the idle ones
for header, value in {"Content-Security-Policy": "default-src 'none'", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}.items():
    check(value in page.headers.get(header, ""), f"{header}: {page.headers.get(header)}")
code, text = login.end()
check(code == 0, f"the sign-in after the attacks: exit {code}: {text}")
check(provider.count("/token", "POST") == 1, "one token request")
for client in idle:
    client.close()
try:  # the same answer again finds nobody
    check(not get(login, good).startswith(b"HTTP/1.1 2"), "a state was taken twice")
except ConnectionError:
    pass
check(provider.count("/token", "POST") == 1, "a reused state caused a token request")
alerts = [r for r in session.json("audit", "list", "--action", "security_alert")]
check(alerts and any("state" in json.dumps(r["detail"]) for r in alerts), f"no alert for a wrong state: {alerts}")

# An answer of a server that the browser did not mean, and the person's refusal there.
login = Login("found")
get(login, f"{login.redirect.path}?" + urllib.parse.urlencode({"code": "x", "state": login.asked["state"], "iss": "https://evil.example"}))
code, text = login.end()
check(code == 1 and "evil" not in text and "another server" in text, f"another issuer: {code} {text}")
login = Login("one")
get(login, f"{login.redirect.path}?error=access_denied&error_description=%1b%5b31m&state={login.asked['state']}")
code, text = login.end()
check(code == 4 and "\x1b" not in text and "hint: " in text, f"refused in the browser: {code} {text}")
check(provider.count("/token", "POST") == 1, "a refused sign-in caused a token request")

# Pasting: a wrong address is said to be wrong, and the right one is taken.
login = Login("one", terminal=True)
for wrong in ("nonsense", "https://evil.example/?code=x&state=" + login.asked["state"], login.answer_address(state="other"), "x" * 3000):
    login.type(wrong)
    login.wait_stderr("does not fit")
check(provider.count("/token", "POST") == 1, "a pasted address that does not fit caused a token request")
login.type(login.answer_address())
code, text = login.end()
check(code == 0 and provider.count("/token", "POST") == 2, f"pasted: exit {code}: {text}")

# Ctrl+C gives the sign-in up: its listener goes.
login = Login("one")
login.process.send_signal(signal.SIGINT)
login.end()
for _ in range(200):
    try:
        socket.create_connection(("127.0.0.1", login.redirect.port), timeout=2).close()
    except ConnectionRefusedError:
        break
    session.ok("status")  # a round trip of the agent's loop: it notices the hang-up there
else:
    check(False, "the listener outlives Ctrl+C")

# Two connections sign in at once; the answer of one is of no use to the other. A second sign-in of one connection ends the first.
first, second = Login("one"), Login("two")
check(first.asked["state"] != second.asked["state"] and first.asked["code_challenge"] != second.asked["code_challenge"], "state or verifier used twice")
get(first, f"{first.redirect.path}?code=x&state={second.asked['state']}")
check(first.process.poll() is None and provider.count("/token", "POST") == 2, "another flow's state was taken")
urllib.request.urlopen(second.url, timeout=20).read()
urllib.request.urlopen(first.url, timeout=20).read()
ends = [first.end(), second.end()]
check([code for code, _ in ends] == [0, 0], f"two sign-ins at once: {ends}")
older, newer = Login("one"), Login("one")
code, text = older.end()
check(code == 1 and "cancelled" in text, f"the older sign-in: {code} {text}")
urllib.request.urlopen(newer.url, timeout=20).read()
check(newer.end()[0] == 0, "the newer sign-in")

# Locking the vault ends a waiting sign-in.
waiting = Login("two")
session.ok("vault", "lock")
code, text = waiting.end()
check(code in (1, 3), f"a sign-in outlives the lock: {code} {text}")
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
session.ok("audit", "verify")
print(f"ok: {len(bad)} bad requests, {len(idle)} idle connections, {len(alerts)} alerts, {provider.count('/token', 'POST')} token requests for 5 sign-ins")
