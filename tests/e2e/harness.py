# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: a session with its own D-Bus and keyring, the programs, and a real OpenID provider."""
import atexit
import contextlib
import ctypes
import json
import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

BIN = Path(os.environ["KEYSTEAD_BIN"])
HERE = Path(os.environ["KEYSTEAD_E2E"])
SANITIZED = "ASAN_OPTIONS" in os.environ  # slower, and what was freed is kept for a while


def skip(reason):
    print(f"SKIP: {reason}")
    sys.exit(77)


def need(*programs):
    for program in programs:
        if not shutil.which(program):
            skip(f"{program} is not installed; ./dev test installs it")


def check(condition, what):
    if not condition:
        print(f"FAILED: {what}")
        raise SystemExit(1)


# Agents that the command line started become this program's children, so that their ends can be read: PR_SET_CHILD_SUBREAPER.
ctypes.CDLL(None, use_errno=True).prctl(36, 1, 0, 0, 0)


def ended(handle):
    """How the child behind a pidfd ended: its exit code, or minus its signal. None: it is no child, or its end was read already."""
    with contextlib.suppress(ChildProcessError):
        end = os.waitid(os.P_PIDFD, handle, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if end:
            return end.si_status if end.si_code == os.CLD_EXITED else -end.si_status
    return None


class Session:
    """A home, a D-Bus session bus and, if wanted, an unlocked gnome-keyring, gone at exit."""

    def __init__(self, keyring=True):
        self.root = Path(tempfile.mkdtemp(prefix="s"))
        self.env = dict(os.environ)
        for name, folder in {"HOME": "home", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config",
                             "XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "run", "TMPDIR": "tmp"}.items():
            (self.root / folder).mkdir(mode=0o700)
            self.env[name] = str(self.root / folder)
        self.env.pop("DBUS_SESSION_BUS_ADDRESS", None)
        self.processes = []
        atexit.register(self.close)
        if keyring:
            need("dbus-daemon", "gnome-keyring-daemon")
            self.start_keyring()

    def start_keyring(self):
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], env=self.env, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
        self.processes.append(bus)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        keyring = subprocess.Popen(["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"], env=self.env, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(keyring)
        keyring.stdin.write("keyring password\n")
        keyring.stdin.close()
        # Asking before the daemon owns its name would make the bus start a second one.
        subprocess.run(["gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.secrets"], env=self.env, check=False)
        # The daemon has no signal for "the login collection stands and is open": it is asked until it says so.
        for _ in range(400):
            asked = subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets/aliases/default",
                                    "org.freedesktop.DBus.Properties.Get", "string:org.freedesktop.Secret.Collection", "string:Locked"], env=self.env,
                                   capture_output=True, text=True, timeout=30, check=False)
            if "boolean false" in asked.stdout:
                return
        check(False, "gnome-keyring did not open its collection")

    def close(self):
        try:
            self.stop_agent()
        except SystemExit:  # at the end of the program nobody listens any more
            sys.stdout.flush()
            self.clean()
            os._exit(1)
        self.clean()

    def clean(self):
        for process in reversed(self.processes):
            with contextlib.suppress(ProcessLookupError):
                process.kill()
                process.wait()
        self.processes = []
        shutil.rmtree(self.root, ignore_errors=True)

    # --- programs ---------------------------------------------------------------------------------------------------
    through = ()  # a program and its options in front of keystead-cli, such as strace
    passphrase = None  # of the vault, as `vault init` was told it
    heeds_hints = True  # a use that no grant allows is granted by the hint's own command, as a person would, and tried again

    def run(self, *arguments, **more):
        """keystead-cli with `secret` as the first line of a descriptor where the arguments say {fd}."""
        if "init" in arguments and more.get("secret"):
            self.passphrase = more["secret"]
        done = self.run_once(*arguments, **more)
        command = self.hinted_grant(done) if self.heeds_hints and done.returncode == 4 else None
        if command:
            self.grant_by(command)
            done = self.run_once(*arguments, **more)
        return done

    @staticmethod
    def hinted_grant(done):
        """The words behind keystead-cli of the command that would allow what was denied."""
        said = done.stderr + done.stdout if isinstance(done.stdout, str) else (done.stderr + done.stdout).decode(errors="replace")
        found = re.search(r"`keystead-cli (.*?grants add .*?)` allows it", said)
        return shlex.split(found[1]) if found else None

    def grant_by(self, words):
        words = ["{fd}" if before == "--passphrase-fd" else word for before, word in zip(["", *words], words)]
        through, self.through = self.through, ()
        try:
            done = self.run_once(*words, secret=self.passphrase if "{fd}" in words else None)
        finally:
            self.through = through
        check(done.returncode == 0 or "this grant stands already" in done.stderr + done.stdout, f"the hinted command: {words}: {done}")  # another client was first

    def run_once(self, *arguments, secret=None, text=True, timeout=120, **more):
        descriptor = None
        if secret is not None and any("{fd}" in a for a in arguments):
            reader, writer = os.pipe()
            os.write(writer, secret.encode() + b"\n")
            os.close(writer)
            descriptor = reader
            arguments = [a.replace("{fd}", str(reader)) for a in arguments]
            more["pass_fds"] = (reader,)
        elif secret is not None:
            more["input"] = secret
        else:
            more.setdefault("stdin", subprocess.DEVNULL)
        try:
            return subprocess.run([*self.through, BIN / "keystead-cli", *arguments], env=self.env, capture_output=True, text=text, timeout=timeout * (4 if SANITIZED else 1), check=False,
                                  **more)
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def ok(self, *arguments, **more):
        done = self.run(*arguments, **more)
        check(done.returncode == 0, f"keystead-cli {' '.join(map(str, arguments))}: exit {done.returncode}: {done.stderr}{done.stdout}")
        return done.stdout

    def json(self, *arguments, **more):
        return json.loads(self.ok("--json", *arguments, **more))

    def agent_pids(self):
        """The agents of this session, told by their environment."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_bytes().split(b"\0")
                if words and words[0].endswith(b"keystead-agent") and str(self.root).encode() in b"\0".join(words):
                    found.append(int(entry.name))
        return found

    def stop_agent(self, sig=signal.SIGTERM):
        for pid in self.agent_pids():
            with contextlib.suppress(ProcessLookupError):
                handle = os.pidfd_open(pid)
                signal.pidfd_send_signal(handle, sig)
                gone = select.select([handle], [], [], 45)[0]
                end = ended(handle)
                os.close(handle)
                # A sanitizer's report ends it with 1.
                check(gone, f"the agent {pid} did not leave at signal {sig}")
                check(end in (None, 0, -sig), f"the agent {pid} ended with {end} at signal {sig}")

    def allow(self, connection, program=None, script=None, rights="token", passphrase=None):
        """A grant for `program`, for a script of it, or for the script of Python that runs; the grant's id. `passphrase`: the vault's, where it has one."""
        words = ["grants", "add", connection, "--program", str(program or sys.executable), "--allow", rights]
        if script or program is None:
            words += ["--script", str(Path(script or sys.argv[0]).resolve())]
        passphrase = passphrase or self.passphrase
        words += ["--passphrase-fd", "{fd}"] if passphrase else ["--yes"]
        return self.json("--no-start", *words, secret=passphrase)["id"]

    def knows_grants(self):
        """Whether keystead-cli has the command."""
        return self.run("grants", "--help").returncode == 0

    @property
    def vault(self):
        return self.root / "data" / "keystead"

    def start_agent(self, *arguments, **more):
        """The agent in the foreground of this test; returns when it serves."""
        reader, writer = os.pipe()
        process = subprocess.Popen([BIN / "keystead-agent", "--vault", self.vault, "--ready-fd", str(writer), *arguments], env=self.env,
                                   pass_fds=(writer, *more.pop("pass_fds", ())), stdin=subprocess.DEVNULL, **more)
        os.close(writer)
        with os.fdopen(reader) as ready:
            line = ready.readline()
        check(line == "ready\n", f"the agent did not get ready: {line!r} (exit {process.poll()})")
        return process


def start_display(session, size="1280x800"):
    """Xvfb on a free display of its own choice, with a window manager, so that windows become active as they do for a person."""
    need("Xvfb", "openbox", "xprop")
    reader, writer = os.pipe()
    # Without -noreset it begins anew, and drops the manager, whenever its last client leaves: the first xprop below can be that one.
    session.processes.append(subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"], env=session.env,
                                              pass_fds=(writer,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    os.close(writer)
    with os.fdopen(reader) as ready:
        number = ready.readline().strip()
    check(number.isdigit(), "Xvfb did not start")
    session.env["DISPLAY"] = f":{number}"
    said = tempfile.TemporaryFile("w+")
    manager = subprocess.Popen(["openbox", "--sm-disable"], env=session.env, stdout=subprocess.DEVNULL, stderr=said)
    session.processes.append(manager)
    # xprop's -spy does not flush into a pipe, so the root window is asked until the manager has put its name there.
    end = time.monotonic() + (160 if SANITIZED else 60)
    while "window id" not in subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], env=session.env, capture_output=True, text=True, timeout=30,
                                            check=False).stdout:
        if manager.poll() is not None:
            said.seek(0)
            check(False, f"openbox ended: {said.read()}")
        check(time.monotonic() < end, "the window manager did not start")


class Provider:
    """npm oidc-provider with PKCE required and rotation on."""

    def __init__(self, session, access_seconds=5):
        need("node")
        if not (HERE / "oidc" / "node_modules" / "oidc-provider").is_dir():
            skip("oidc-provider is not installed; ./dev test installs it")
        environment = dict(session.env, ACCESS_TOKEN_SECONDS=str(access_seconds))
        self.process = subprocess.Popen(["node", HERE / "oidc" / "provider.mjs"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        session.processes.append(self.process)
        for line in self.process.stdout:
            if line.startswith("{"):
                self.issuer = json.loads(line)["issuer"]
                return
        check(False, "the OpenID provider did not start")

    def get(self, path):
        with urllib.request.urlopen(self.issuer + path, timeout=20) as answer:
            return answer.read().decode()

    def stats(self):
        return json.loads(self.get("/__stats"))


def browser_environment(session):
    need("chromium", "chromedriver", "node")
    session.env["BROWSER"] = f"node {HERE / 'oidc' / 'browser.mjs'}"
    session.env["E2E_BROWSER_LOG"] = str(session.root / "browser.log")


def add_oidc(session, provider, name="work"):
    session.ok("add", "generic-oidc", "--name", name, "--set", f"issuer={provider.issuer}", "--set", "allow_loopback_http=yes", "--set",
               f"test_url={provider.issuer}/me", "--set", f"api_base_url={provider.issuer}", "--set", "client_id=keystead-e2e", "--set",
               "scopes=openid email offline_access")


def login(session, name="work"):
    done = session.run("login", name, timeout=120)
    log = session.root / "browser.log"
    check(done.returncode == 0, f"login: exit {done.returncode}: {done.stdout}{done.stderr}; browser: {log.read_text() if log.exists() else 'never started'}")
    return done.stdout
