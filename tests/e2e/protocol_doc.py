# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example of docs/protocol.md against a real agent, in the order of the page; a method that is registered and not described there fails, and one that is
described and not registered too."""
import http.server
import json
import os
import re
import socket
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from harness import HERE, Session, check

PAGE = (HERE.parent.parent / "docs" / "protocol.md").read_text()
PASSPHRASE = "a long enough passphrase"


class Service(http.server.BaseHTTPRequestHandler):
    """The service of the examples: signs everybody in, and knows one account."""

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/authorize":
            self.send_response(302)
            answer = urllib.parse.urlencode({"code": os.urandom(8).hex(), "state": query["state"]})
            self.send_header("Location", f"{query['redirect_uri']}?{answer}")
            self.end_headers()
        elif url.path == "/me" and self.headers.get("Authorization", "").startswith("Bearer "):
            self.answer({"login": "ada", "sub": "1"})
        else:
            self.answer({"error": "not_found"}, 404)

    def do_POST(self):
        body = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if self.path == "/token" and body["grant_type"] in ("authorization_code", "refresh_token"):
            self.answer({"access_token": "at-" + os.urandom(12).hex(), "refresh_token": "rt-" + os.urandom(12).hex(), "token_type": "Bearer", "expires_in": 3600})
        elif self.path == "/revoke":
            self.answer({})
        else:
            self.answer({"error": "invalid_request"}, 400)

    def answer(self, document, status=200):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class KeepRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def examples(page):
    """(method's heading, request, answer) in order."""
    heading = None
    request = None
    for match in re.finditer(r"^### `(?P<heading>[^`]+)`|^```json (?P<kind>request|answer)\n(?P<text>.*?)^```", page, re.M | re.S):
        if match["heading"]:
            check(request is None, f"{heading}: a request without its answer")
            heading = match["heading"]
        elif match["kind"] == "request":
            request = json.loads(match["text"])
        else:
            check(request is not None, f"{heading}: an answer without its request")
            yield heading, request, json.loads(match["text"])
            request = None


def difference(wanted, got, names, where="answer"):
    """Why `got` is not what the page shows; None where it is. Fills `names` with what <name> stands for."""
    if isinstance(wanted, str):
        if wanted == "…":
            return None
        if name := re.fullmatch(r"<(\w+)>", wanted):
            names[name[1]] = got
            return None if isinstance(got, str) and got else f"{where} is no text: {got!r}"
        if "…" in wanted and isinstance(got, str):
            pattern = re.escape(wanted).replace("…", ".*")
            return None if re.fullmatch(pattern, got, re.S) else f"{where}: {got!r} is not {wanted!r}"
    if isinstance(wanted, dict) and isinstance(got, dict):
        more = "…" in wanted
        if extra := [k for k in got if k not in wanted and not more]:
            return f"{where} has members that the page does not show: {', '.join(extra)}"
        for key, value in wanted.items():
            if key == "…":
                continue
            if key not in got:
                return f"{where}.{key} is missing"
            if problem := difference(value, got[key], names, f"{where}.{key}"):
                return problem
        return None
    if isinstance(wanted, list) and isinstance(got, list):
        more = bool(wanted) and wanted[-1] == "…"
        shown = wanted[:-1] if more else wanted
        if len(got) < len(shown) or (len(got) > len(shown) and not more):
            return f"{where} has {len(got)} elements"
        for index, value in enumerate(shown):
            if problem := difference(value, got[index], names, f"{where}[{index}]"):
                return problem
        return None
    return None if type(wanted) is type(got) and wanted == got else f"{where}: {got!r} is not {wanted!r}"


class Caller:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(60)
        self.socket.connect(str(path))
        self.lines = self.socket.makefile("rb")

    def call(self, line):
        self.socket.sendall(line.encode() + b"\n")
        return json.loads(self.lines.readline())


def browse(request, names):
    """What the person does between two calls: signs in in the browser, here or on another machine."""
    if request["method"] == "login.await" and "url" in names:
        urllib.request.urlopen(names.pop("url"), timeout=20).close()
    elif request["method"] == "login.cancel":
        names.pop("url")  # nobody opens it any more
    elif request["method"] == "login.paste":
        try:
            urllib.request.build_opener(KeepRedirect).open(names.pop("url"), timeout=20)
        except urllib.error.HTTPError as answer:
            names["address"] = answer.headers["Location"]


def fill(document, names):
    if isinstance(document, dict):
        return {key: fill(value, names) for key, value in document.items()}
    if isinstance(document, str) and (name := re.fullmatch(r"<(\w+)>", document)):
        return names[name[1]]
    return document


# The matching itself: it must be able to fail.
check(difference({"a": "…"}, {"a": 1}, {}) is None and difference({"a": 1}, {"a": 1, "b": 2}, {}), "extra members are noticed")
check(difference([1, "…"], [1, 2, 3], {}) is None and difference([1], [1, 2], {}) and difference("x…", "yx", {}) and difference(True, 1, {}), "differences are noticed")

session = Session(keyring=False)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
translate = {"127.0.0.1:8080": f"127.0.0.1:{server.server_port}", "/home/ada/bin/report.py": os.path.realpath(__file__), "/usr/bin/python3": os.path.realpath(sys.executable),
             "/home/ada/.local/share/keystead": str(session.vault), "/home/ada": str(session.root)}


def translated(document):
    text = json.dumps(document, ensure_ascii=False)
    for shown, real in translate.items():
        text = text.replace(shown, real)
    return json.loads(text)


session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.stop_agent()
reader, writer = os.pipe()
os.write(writer, PASSPHRASE.encode() + b"\n")
os.close(writer)
agent = session.start_agent("--passphrase-fd", str(reader), pass_fds=(reader,))
caller = Caller(session.root / "run" / "keystead" / "agent.sock")

registered = set(caller.call(json.dumps({"jsonrpc": "2.0", "id": 0, "method": "rpc.methods"}))["result"]["methods"])
described = set(re.findall(r"^### `([^`]+)`", PAGE, re.M))
check(registered == described, f"not described: {sorted(registered - described)}; described and not there: {sorted(described - registered)}")

names = {}
shown = {}
wrong = []
for heading, request, answer in examples(PAGE):
    browse(request, names)
    got = caller.call(json.dumps(translated(fill(request, names)), ensure_ascii=False))
    if problem := difference(translated(answer), got, names):
        wrong.append(f"{heading} ({request['method']}): {problem}")
        if "-v" in sys.argv or os.environ.get("VERBOSE"):
            wrong.append(json.dumps(got, indent=1, ensure_ascii=False))
    shown[request["method"]] = shown.get(request["method"], 0) + 1
check(not wrong, "\n".join(wrong))
check(registered <= set(shown), f"without an example: {sorted(registered - set(shown))}")
check(agent.wait(timeout=30) == 0, "after agent.handover the agent leaves with 0")
print(f"ok: {len(registered)} methods described, {sum(shown.values())} examples ran")
