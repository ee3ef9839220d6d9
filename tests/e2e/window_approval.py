# SPDX-License-Identifier: GPL-3.0-or-later
"""The question of a program in the real window, answered by keys alone (xdotool, Xvfb, openbox): a script without a grant waits for its token; yes and no;
two calls of one program are one question; git by its helper; a grant that a program asks for. KEYSTEAD_E2E_PICTURES keeps pictures."""
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from harness import BIN, Session, check, need, start_display

need("Xvfb", "openbox", "xprop", "xdotool", "git")
PHRASE = "a long enough passphrase"
STANDS = 1.0  # seconds; a question takes no answer before it has stood for 0.8 without a key (ui/approval/approval_dialog.h)
TITLE = "allow this program"
session = Session(keyring=False)
session.heeds_hints = False
home = session.root / "home"
counted = {"prompts": 0, "tokens": 0, "refused": 0}


def wait_for(what, holds, timeout=40):
    end = time.monotonic() + timeout
    while not (found := holds()):
        check(time.monotonic() < end, f"{what}: not within {timeout} s")
        time.sleep(0.02)
    return found


def xdotool(*arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], env=session.env, capture_output=True, text=True, timeout=60, check=False).stdout.split()


def call(method):
    """A call over the socket, which the window serves."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(session.root / "run" / "keystead" / "agent.sock"))
        client.sendall(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method}).encode() + b"\n")
        return json.loads(client.makefile().readline())["result"]


def approvals():
    return call("approvals.list")["approvals"]


def prompt(items=1, waiting=1):
    """The question on the screen, once so many calls wait in it; its X window."""
    found = wait_for("the question", lambda: [p for p in approvals() if len(p["items"]) == items and sum(i["waiting"] for i in p["items"]) == waiting])
    check(len(found) == 1, f"one question: {found}")
    windows = wait_for("its window", lambda: xdotool("search", "--onlyvisible", "--name", TITLE))
    check(len(windows) == 1, f"one window: {windows}")
    counted["prompts"] += 1
    return found[0], windows[0]


def picture(name):
    folder = os.environ.get("KEYSTEAD_E2E_PICTURES")
    if folder and shutil.which("import"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", Path(folder) / f"{name}.png"], env=session.env, timeout=60, check=False)


def answer(window, keys):
    """Goes to the question and presses these keys when it takes them; returns when it is gone."""
    xdotool("windowactivate", "--sync", window)
    time.sleep(STANDS)
    xdotool("key", "--delay", "40", *keys)
    wait_for("the question to go", lambda: not approvals() and not xdotool("search", "--onlyvisible", "--name", TITLE))


ALLOW = ("Tab", "space")  # Deny has the focus; Allow comes after it
DENY = ("Escape",)


def script(name):
    path = home / name
    path.write_text(f"#!{sys.executable}\nimport subprocess, sys\nsys.exit(subprocess.run(sys.argv[1:]).returncode)\n# {name}\n")
    path.chmod(0o755)
    return path


def start(*arguments, **more):
    process = subprocess.Popen([str(a) for a in arguments], env=session.env, stdin=more.pop("stdin", subprocess.DEVNULL), stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, cwd="/", **more)
    session.processes.append(process)
    return process


def token(program, connection="work"):
    return start(program, BIN / "keystead-cli", "token", connection)


def ended(process, code):
    out, err = process.communicate(timeout=60)
    check(process.returncode == code, f"exit {process.returncode}, not {code}: {out}{err}")
    check(code == 0 or "tok-" not in out + err, f"a token without a yes: {out}{err}")
    counted["tokens" if code == 0 else "refused"] += 1
    return out, err


session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
session.ok("add", "generic-bearer", "--name", "work", "--secret", "token", "--set", "api_base_url=https://api.example.com", secret="tok-work-123456\n")
session.ok("add", "generic-basic", "--name", "forge", "--set", "username=ada", "--set", "server_url=https://git.example.com", "--secret", "password", secret="tok-forge-654321\n")
one, two = script("one.py"), script("two.py")

# Nobody is there to ask: denied at once, and a grant too.
ended(token(one), 4)
added = session.run("grants", "add", "--program", str(one), "work", "--allow", "token")
check(added.returncode == 4 and "--passphrase-fd" in added.stderr, f"without a window: {added}")
session.stop_agent()
start_display(session, "1280x900")
session.env.update(QT_QPA_PLATFORM="xcb", LANG="C.UTF-8", LANGUAGE="en", QT_LOGGING_RULES="qt.qpa.*=false")
session.env.pop("QT_SCALE_FACTOR", None)
window = start(BIN / "keystead", "--language", "en")
wait_for("the window's socket", lambda: (session.root / "run" / "keystead" / "agent.sock").exists())
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PHRASE)
wait_for("the person", lambda: call("status").get("person_present"))

# Yes: it waits, and gets its token.
asking = token(one)
shown, id_ = prompt()
check(shown["program"]["script"] == str(one) and shown["items"][0]["connection_name"] == "work" and shown["items"][0]["right"] == "token", f"who wants what: {shown}")
check(asking.poll() is None, "it waits for the answer")
picture("token")
answer(id_, ALLOW)
check(ended(asking, 0)[0].strip() == "tok-work-123456", "the token")
check(not session.json("grants"), "once is once")

# No, and a key that was on its way is none: it is denied only when the question has stood.
asking = token(one)
_, id_ = prompt()
xdotool("windowactivate", "--sync", id_)
xdotool("key", "Return", "space", "Escape")
check(len(approvals()) == 1 and asking.poll() is None, "keys that were on their way answered it")
answer(id_, DENY)
ended(asking, 4)

# Two calls of one program are one question, two programs are two.
pair = [token(one), token(one)]
shown, id_ = prompt(waiting=2)
check(len(approvals()) == 1, f"one question: {approvals()}")
answer(id_, ALLOW)
for each in pair:
    check(ended(each, 0)[0].strip() == "tok-work-123456", "both get it")

# Always, chosen by the arrow keys: from the question's beginning to the terms, three to the right, past the reason.
asking = token(two)
_, id_ = prompt()
picture("always")
answer(id_, ("Tab", "Tab", "Right", "Right", "Right", "Tab", "Tab", "Tab", "space"))
ended(asking, 0)
grants = session.json("grants")
check(len(grants) == 1 and grants[0]["program"]["script"] == str(two) and grants[0]["for"] == "always", f"the grant: {grants}")
check(ended(token(two), 0)[0].strip() == "tok-work-123456" and not approvals(), "nobody is asked again")

# git by its helper: git itself is the program.
session.env.update(PATH=f"{BIN}:{os.environ['PATH']}", GIT_TERMINAL_PROMPT="0", GIT_CONFIG_NOSYSTEM="1")
(home / ".gitconfig").write_text("[credential]\n\thelper = keystead\n")
for keys, code in ((ALLOW, 0), (DENY, 128)):
    filling = start("git", "credential", "fill", stdin=subprocess.PIPE)
    filling.stdin.write("protocol=https\nhost=git.example.com\n\n")
    filling.stdin.flush()
    shown, id_ = prompt()
    check(Path(shown["program"]["executable"]).name == "git" and shown["via"] == "git-credential-keystead" and shown["items"][0]["connection_name"] == "forge", f"git: {shown}")
    answer(id_, keys)
    out, _ = ended(filling, code)
    check(code or "password=tok-forge-654321" in out.splitlines(), f"what git got: {out}")

# A grant without a proof: the person sees it whole. No, then yes.
for keys, code in ((DENY, 4), (ALLOW, 0)):
    adding = start(one, BIN / "keystead-cli", "grants", "add", "--program", one, "work", "--allow", "token", "--for", "8h", "--reason", "the nightly report")
    shown, id_ = prompt()
    item = shown["items"][0]
    check(item["right"] == "grant" and item["grant"]["allow"] == ["token"] and item["grant"]["seconds"] == 8 * 3600 and item["grant"]["program"]["script"] == str(one), f"the grant: {item}")
    picture("grant")
    answer(id_, keys)
    _, err = ended(adding, code)
    check("window" in err, f"it says where the person is asked: {err}")
    check(len(session.json("grants")) == 2 - bool(code), "it stands only after a yes")
check(ended(token(one), 0)[0].strip() == "tok-work-123456" and not approvals(), "by the grant")
# With a wrong proof nobody is asked.
check(session.run("grants", "add", "--program", str(one), "forge", "--allow", "token", "--passphrase-fd", "{fd}", secret="not it").returncode != 0 and not approvals(), "a wrong passphrase")

causes = [r["detail"].get("cause") for r in session.json("audit", "list", "--action", "access_denied")]
check(causes.count("person") == 3 and "no_answer" not in causes, f"what was refused is on record: {causes}")
session.ok("audit", "verify")
window.terminate()
check(window.wait(timeout=60) in (0, -15), f"the window ended with {window.returncode}")
print(f"ok: {counted['prompts']} questions answered by keys, {counted['tokens']} allowed, {counted['refused']} refused")
