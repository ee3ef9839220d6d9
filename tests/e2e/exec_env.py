# SPDX-License-Identifier: GPL-3.0-or-later
"""exec: secrets in the one environment that was asked for and nowhere else, masked in the output, exit codes, signals, descriptors, terminals; templates; netrc on a
pipe; the JSON of AWS and Kubernetes, with their own programs where they are installed."""
import base64
import contextlib
import http.server
import json
import os
import pty
import re
import select
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path
from granting import PASSPHRASE, granted
from harness import BIN, Session, check, need

CLI = str(BIN / "keystead-cli")
need("openssl")
SECRET = "canary-S3cr3t/4d1f+9b=Zq"
OTHER = "canary-other-71c0ffee"
session = Session(keyring=False)
session.heeds_hints = False  # granted() counts them
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("add", "generic-api-key", "--name", "key", "--set", "api_base_url=https://api.example.com/v1", "--secret", "api_key", secret=SECRET + "\n")
session.ok("add", "generic-custom", "--name", "cloud", "--set", "access_key_id=AKIDEXAMPLE", "--set", "expires_at=2040-01-31T12:00:00Z", "--secret", "secret_access_key",
           "--secret", "session_token", secret=f"{OTHER}\nsession-{OTHER}\n")
session.ok("add", "generic-basic", "--name", "login", "--set", "username=ada", "--set", "api_base_url=https://login.example.com", "--secret", "password", secret="pass word\"#\n")
given = []
for run in (("token", "key"), ("token", "login"), ("token", "cloud", "--field", "secret_access_key"), ("token", "cloud", "--field", "session_token")):
    given += granted(session, lambda: session.run(*run))[1]


def execute(*arguments, **more):
    more.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([CLI, "exec", *arguments], env=session.env, capture_output=True, text=True, check=False, timeout=120, **more)


def script(text):
    return [sys.executable, "-B", "-c", text]


# --- the environment of the child, and no other (SECURITY 25, 26) -------------------------------------------------------
done = execute("key", "--env", "API_KEY=token", "--env", "WHO=name", "--", *script("import os, sys; sys.exit(0 if os.environ['API_KEY'] == sys.argv[1] and os.environ['WHO'] == 'key' else 1)"), SECRET)
check(done.returncode == 0, f"the variable is filled: {done}")
done = execute("key", "--", "sh", "-c", 'test "${#KEYSTEAD_TOKEN}" = ' + str(len(SECRET)))
check(done.returncode == 0, f"the standard name: {done}")

child = subprocess.Popen([CLI, "exec", "key", "--env", "API_KEY=token", "--", "sh", "-c", "echo ready; read line; true"], env=session.env, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True)
check(child.stdout.readline() == "ready\n", "it runs")
holders = []
for entry in Path("/proc").iterdir():
    if not entry.name.isdigit() or int(entry.name) == os.getpid():
        continue
    for what in ("environ", "cmdline"):
        try:
            content = (entry / what).read_bytes()
        except OSError:
            continue
        forms = (SECRET.encode(), base64.b64encode(SECRET.encode()), SECRET.encode().hex().encode(), SECRET.encode("utf-16-le"))
        if any(form in content for form in forms):
            holders.append((what, (entry / "comm").read_text().strip()))
check(holders in ([("environ", "sh")], [("environ", "dash")]), f"the canary is in one environment: {holders}")
child.communicate("\n", timeout=60)
check(child.returncode == 0, "and it ends")

# --- masking ----------------------------------------------------------------------------------------------------------
forms = {"raw": SECRET, "base64": base64.b64encode(SECRET.encode()).decode(), "base64url": base64.urlsafe_b64encode(SECRET.encode()).decode().rstrip("="),
         "basic": base64.b64encode(b"ada:" + SECRET.encode()).decode()}
for what, text in forms.items():
    for stream in ("stdout", "stderr"):
        slowly = f"import sys\nfor c in sys.argv[1]:\n    sys.{stream}.write(c)\n    sys.{stream}.flush()\nsys.{stream}.write(' end')"
        done = execute("key", "--env", "K=token", "--", *script(slowly), text)
        shown = getattr(done, stream)
        check("********" in shown and shown.endswith(" end") and text not in shown and len(shown) < len(text) + 8, f"{what} on {stream}, byte by byte: {shown!r}")
done = execute("key", "--env", "K=token", "--", *script("import os, sys; sys.stdout.write('x' * 65530 + os.environ['K'] + 'y' * 200000)"))
check(done.stdout == "x" * 65530 + "********" + "y" * 200000, "over the border of a pipe's buffer")
done = execute("key", "--env", "K=token", "--no-mask", "--", *script("import os; print(os.environ['K'])"))
check(done.stdout == SECRET + "\n", "--no-mask leaves it alone")

# --- exit codes, signals, descriptors -----------------------------------------------------------------------------------
for mask in ([], ["--no-mask"]):
    check(execute("key", *mask, "--", "sh", "-c", "exit 37").returncode == 37, "the exit code is passed on")
    done = execute("key", *mask, "--", "/nonexistent/program")
    check(done.returncode == 127 and "no such program" in done.stderr, f"a program that is not there: {done}")
    check(execute("key", *mask, "--", "/etc/passwd").returncode == 126, "a file that is no program")
check(execute("key", "--", "sh", "-c", "kill -KILL $$").returncode == 137, "128 and the signal's number")
for number, wanted in ((signal.SIGTERM, 128 + 15), (signal.SIGINT, 128 + 2), (signal.SIGHUP, 128 + 1), (signal.SIGUSR1, 42)):
    trap = "trap 'exit 42' USR1; " if number == signal.SIGUSR1 else ""
    running = subprocess.Popen([CLI, "exec", "key", "--", "sh", "-c", trap + "echo ready; while :; do sleep 0.05; done"], env=session.env, stdout=subprocess.PIPE, text=True,
                               stdin=subprocess.DEVNULL)
    check(running.stdout.readline() == "ready\n", "it runs")
    running.send_signal(number)
    running.communicate(timeout=60)
    check(running.returncode == wanted, f"{number.name} is forwarded: {running.returncode}")
done = execute("key", "--", *script("import os; print(sorted(int(n) for n in os.listdir('/proc/self/fd'))[:-1])"))
check(done.stdout.strip() == "[0, 1, 2]", f"no descriptor of ours is inherited: {done.stdout}")
with subprocess.Popen([CLI, "exec", "key", "--", "yes"], env=session.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as running:  # no shell between: it would be judged
    done = subprocess.run(["head", "-n", "1"], stdin=running.stdout, capture_output=True, text=True, timeout=60, check=False)
    running.stdout.close()
    check(done.stdout == "y\n" and running.wait(timeout=60) == 128 + signal.SIGPIPE, f"a reader that goes away ends it: {done} {running.returncode}")
check(execute("key", "--", "cat", input="through\n", stdin=None).stdout == "through\n", "standard input passes")

# --- a terminal stays a terminal ------------------------------------------------------------------------------------------
def on_terminal(*arguments, keys=b""):
    pid, master = pty.fork()
    if pid == 0:
        os.execve(CLI, [CLI, "exec", *arguments], session.env)
    shown = b""
    sent = not keys
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([master], [], [], 1)[0]:
            continue
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        if not sent and b"ready" in shown:
            os.write(master, keys)
            sent = True
    os.close(master)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


code, shown = on_terminal("key", "--env", "K=token", "--", "sh", "-c", 'test -t 0 && test -t 1 && test -t 2 && echo "terminal $K"')
check(code == 0 and "terminal ********" in shown and SECRET not in shown, f"a terminal for the program: {code} {shown!r}")
code, shown = on_terminal("key", "--env", "K=token", "--", "sh", "-c", 'echo ready; read line; echo "got $line $K"', keys=b"typed\r")
check(code == 0 and "got typed ********" in shown, f"keys reach the program: {shown!r}")
code, shown = on_terminal("key", "--", "sh", "-c", "trap 'exit 9' INT; echo ready; while :; do sleep 0.05; done", keys=b"\x03")
check(code == 9, f"^C reaches the program: {code} {shown!r}")

# --- templates ------------------------------------------------------------------------------------------------------------
template = session.root / "env.tpl"
template.write_text("# two accounts\nURL=https://ada:{{ key.api_key }}@example.com\nexport ID=\"{{ cloud.access_key_id }}\"\nSAME={{ .token }}\n")
before = {p: p.stat().st_mtime_ns for p in session.root.rglob("*") if p.is_file() and "vault" not in p.name}
done = execute("key", "--env-file", str(template), "--", "sh", "-c", 'echo "$URL $ID ${#SAME}"')
check(done.stdout == f"https://ada:********@example.com AKIDEXAMPLE {len(SECRET)}\n", f"a template: {done}")
for path in session.root.rglob("*"):
    if path.is_file():
        check(SECRET.encode() not in path.read_bytes(), f"{path} holds the secret")
template.write_text("A=1\nB={{ key.nothing }}\n")
done = execute("key", "--env-file", str(template), "--", "true")
check(done.returncode == 6 and "line 2" in done.stderr and "{{ key.nothing }}" in done.stderr, f"which placeholder of which line: {done.stderr}")
check(execute("key", "--env", "1X=token", "--", "true").returncode == 2, "a name that is none")
check(execute("nobody", "--", "true").returncode == 6, "a connection that is none")

# --- netrc ---------------------------------------------------------------------------------------------------------------
done = session.run("netrc", "login")
check(done.returncode == 0 and done.stdout == 'machine login.example.com login ada password "pass word\\"#"\n', f"netrc: {done}")
check(session.run("netrc", "login", "--host", "evil.example").returncode == 4, "only for its own server")
with open(session.root / "netrc", "w") as file:
    done = subprocess.run([CLI, "netrc", "login"], env=session.env, stdout=file, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
check(done.returncode == 2 and (session.root / "netrc").read_text() == "" and "no pipe" in done.stderr, f"never into a file: {done}")

# --- curl, in the forms that the window and the manual offer -------------------------------------------------------------------
ran = []


class Web(http.server.BaseHTTPRequestHandler):
    asked = []
    shown = []  # command lines with a secret, while curl runs

    def do_GET(self):
        Web.asked.append((self.path, self.headers.get("Authorization")))
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                with contextlib.suppress(OSError):
                    line = (entry / "cmdline").read_bytes()
                    Web.shown += [line] if SECRET.encode() in line or b"pass word" in line else []
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


session.env["PATH"] = f"{BIN}:{os.environ['PATH']}"
if shutil.which("curl"):
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{web.server_port}"
    session.ok("add", "generic-api-key", "--name", "web", "--set", f"api_base_url={address}", "--set", "allow_loopback_http=yes", "--secret", "api_key", secret=SECRET + "\n")
    session.ok("add", "generic-basic", "--name", "weblogin", "--set", "username=ada", "--set", f"api_base_url={address}", "--set", "allow_loopback_http=yes", "--secret", "password",
               secret="pass word\"#\n")
    snippets = {"netrc": (f"curl -sS --noproxy '*' --netrc-file <(keystead-cli netrc weblogin) {address}/netrc", "Basic " + base64.b64encode(b'ada:pass word"#').decode()),
                "header": (f"curl -sS --noproxy '*' -H @<(printf 'Authorization: Bearer %s\\n' \"$(keystead-cli token web)\") {address}/header", "Bearer " + SECRET)}
    for shell in filter(shutil.which, ("bash", "zsh")):
        for name, (text, wanted) in snippets.items():
            file = session.root / f"{name}.{shell}"
            file.write_text(f"{text}\n")
            done, _ = granted(session, lambda: subprocess.run([shell, file], env=session.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120))
            check(done.returncode == 0 and done.stdout == "ok" and Web.asked[-1] == (f"/{name}", wanted), f"curl's {name} in {shell}: {done} {Web.asked[-1:]}")
            check(SECRET not in done.stderr, f"nothing of it is shown: {done.stderr}")
        ran.append(f"curl in {shell}")
    check(not Web.shown, f"a secret on a command line: {Web.shown}")

# --- setup shell: written, read by the shell itself, and undone byte for byte -----------------------------------------------------
home = session.root / "home"
TELL = 'echo "$SSH_ASKPASS|$KEYSTEAD_ASKPASS_FALLBACK|$SSH_ASKPASS_REQUIRE"'
session.env.pop("ZDOTDIR", None)
session.env["SSH_ASKPASS"] = "/usr/bin/asked before"
for shell, file, before in (("bash", home / ".bashrc", b"alias ll='ls -l'\n# no line's end"), ("zsh", home / ".zshrc", b"setopt autocd\n"),
                            ("fish", session.root / "config" / "fish" / "conf.d" / "keystead.fish", None)):
    program = shutil.which(shell)
    if not program:
        continue
    if before is not None:
        file.write_bytes(before)
    session.env["SHELL"] = program
    done = session.run("setup", "shell")
    check(done.returncode == 4 and (file.read_bytes() if file.exists() else None) == before, f"without a yes nothing is written for {shell}: {done}")
    session.ok("setup", "shell", "--yes")
    check(file.read_bytes().startswith(before or b""), f"what {shell} had stays in front: {file.read_bytes()}")
    for times in (1, 2):  # a shell in a shell reads it again
        done = subprocess.run([program, "-c", f"source '{file}'; " * times + TELL], env=session.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60)
        check(done.stdout == f"{BIN / 'keystead-askpass'}|/usr/bin/asked before|prefer\n", f"{shell}, read {times} times: {done}")
    session.ok("setup", "shell", "--undo", "--yes")
    check((file.read_bytes() if file.exists() else None) == before, f"{shell}'s file is as it was: {file}")
    ran.append(f"setup of {shell}")
session.env.pop("SSH_ASKPASS")

# --- AWS -----------------------------------------------------------------------------------------------------------------
got = json.loads(session.ok("aws-credential-process", "cloud"))
check(got == {"Version": 1, "AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": OTHER, "SessionToken": f"session-{OTHER}", "Expiration": "2040-01-31T12:00:00Z"}, f"AWS: {got}")
session.ok("setup", "aws", "cloud", "--yes")
if shutil.which("aws"):
    tokens = []

    class Sts(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            tokens.append((self.headers.get("Authorization", "").split("/")[0], self.headers.get("X-Amz-Security-Token")))
            body = ('<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/ada</Arn>'
                    "<UserId>A</UserId><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    sts = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sts)
    threading.Thread(target=sts.serve_forever, daemon=True).start()
    words = ["aws", "sts", "get-caller-identity", "--profile", "cloud", "--region", "us-east-1", "--endpoint-url", f"http://127.0.0.1:{sts.server_port}"]
    done, more = granted(session, lambda: subprocess.run(words, env=session.env, capture_output=True, text=True, check=False, timeout=120))
    check(done.returncode == 0 and tokens[-1] == ("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE", f"session-{OTHER}"), f"aws signs with it: {done} {tokens}")
    check(not given or more, "aws wanted a grant of its own")
    ran.append("aws")

# --- Kubernetes ------------------------------------------------------------------------------------------------------------
info = {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "spec": {"interactive": False}}


def kube(connection, document=None):
    more = {} if document is None else {"KUBERNETES_EXEC_INFO": document if isinstance(document, str) else json.dumps(document)}
    return subprocess.run([CLI, "kube-exec", connection], env=dict(session.env, **more), capture_output=True, text=True, check=False, timeout=60, stdin=subprocess.DEVNULL)


check(json.loads(kube("key", info).stdout) == {"apiVersion": info["apiVersion"], "kind": "ExecCredential", "status": {"token": SECRET}}, "a token")
check(json.loads(kube("key", dict(info, apiVersion="client.authentication.k8s.io/v1beta1")).stdout)["apiVersion"].endswith("v1beta1"), "the version that is asked for")
check(kube("key", dict(info, apiVersion="client.authentication.k8s.io/v9")).returncode == 1, "a version that nobody knows")
check(kube("key", "{").returncode == 2 and kube("key", "[]").returncode == 2, "no JSON")
other = dict(info, spec={"interactive": False, "cluster": {"server": "https://evil.example"}})
check(kube("key", other).returncode == 4, "another cluster's server")
pem, crt = session.root / "k.pem", session.root / "c.pem"
subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", pem, "-out", crt, "-days", "30", "-subj", "/CN=ada",
                "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
with open(crt) as first, open(pem) as second:
    done = session.run("add", "generic-certificate", "--name", "cert", "--secret-fd", f"certificate={first.fileno()}", "--secret-fd", f"private_key={second.fileno()}",
                       pass_fds=(first.fileno(), second.fileno()))
check(done.returncode == 0, f"a certificate: {done}")
done, _ = granted(session, lambda: kube("cert", info))
check(done.returncode == 0, f"a certificate's credential: {done.stderr}")
status = json.loads(done.stdout)["status"]
check(status["clientCertificateData"].strip() == crt.read_text().strip(), "a client certificate")
check("PRIVATE KEY" in status["clientKeyData"] and "expirationTimestamp" in status, "its key and its end")

if shutil.which("kubectl"):
    seen = []

    class Api(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.headers.get("Authorization"))
            body = json.dumps({"kind": "NamespaceList", "apiVersion": "v1", "items": []}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(crt, pem)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    session.ok("add", "generic-bearer", "--name", "cluster", "--set", f"api_base_url=https://127.0.0.1:{server.server_port}", "--secret", "token", secret="kube-token-5150\n")
    session.env["KUBECONFIG"] = str(session.root / "kubeconfig")
    Path(session.env["KUBECONFIG"]).write_text(f"apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster:\n    server: https://127.0.0.1:{server.server_port}\n    certificate-authority: {crt}\n"
                                               "contexts:\n- name: x\n  context:\n    cluster: c\n    user: keystead-cluster\ncurrent-context: x\nusers: []\n")
    before = Path(session.env["KUBECONFIG"]).read_bytes()
    session.ok("setup", "kube", "cluster", "--yes")
    session.ok("setup", "kube", "cluster", "--undo", "--yes")
    check(Path(session.env["KUBECONFIG"]).read_bytes() == before, "the kubeconfig is as it was")
    session.ok("setup", "kube", "cluster", "--yes")
    minor = json.loads(subprocess.run(["kubectl", "version", "--client", "-o", "json"], env=session.env, capture_output=True, text=True, check=False).stdout)["clientVersion"]["minor"]
    if int(re.sub(r"\D.*", "", minor)) < 22:  # which knows v1beta1 alone
        written = Path(session.env["KUBECONFIG"])
        written.write_text(written.read_text().replace("client.authentication.k8s.io/v1\n", "client.authentication.k8s.io/v1beta1\n"))
    words = ["kubectl", "get", "--raw", "/api/v1/namespaces", "--request-timeout=20s"]
    done, more = granted(session, lambda: subprocess.run(words, env=session.env, capture_output=True, text=True, check=False, timeout=120))
    check(done.returncode == 0 and json.loads(done.stdout)["kind"] == "NamespaceList", f"kubectl: {done}")
    check(not given or more, "kubectl wanted a grant of its own")
    check("Bearer kube-token-5150" in seen, f"kubectl used the token: {done} {seen}")
    ran.append("kubectl")

# The trail names the program that asked and never a value.
records = session.ok("audit", "list", "--json")
check(SECRET not in records and OTHER not in records, "no secret in the trail")
print(f"ok: {len(forms) * 2} masked forms, 4 signals, templates, netrc; with the real {', '.join(ran) or 'nothing'}")
