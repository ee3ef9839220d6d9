# SPDX-License-Identifier: GPL-3.0-or-later
"""exec and the agent under signals: while nobody reads the output, under callers that ignore SIGCHLD, in the background of a terminal, in a pipeline, beside what
the program left running; the agent while it waits for a passphrase or a yes; whose child the agent is."""
import contextlib
import fcntl
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import termios
from pathlib import Path
from granting import PASSPHRASE, granted
from harness import BIN, Session, check

CLI = str(BIN / "keystead-cli")
AGENT = str(BIN / "keystead-agent")
session = Session(keyring=False)
session.heeds_hints = False  # granted() counts them
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("add", "generic-api-key", "--name", "key", "--set", "api_base_url=https://api.example.com/v1", "--secret", "api_key", secret="canary-S3cr3t/4d1f+9b=Zq\n")
granted(session, lambda: session.run("token", "key"))
counted = 0


def done_with(what):
    global counted
    counted += 1
    print(f"ok: {what}", flush=True)


def start(*words, **more):
    more.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.Popen([CLI, "exec", "key", *words], env=session.env, **more)


def end_of(process, what):
    try:
        return process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        check(False, f"{what}: it does not end")


def readable(descriptor, what):
    check(select.select([descriptor], [], [], 60)[0], f"{what}: nothing comes")
    return os.read(descriptor, 65536)


def waiting_in(pipe):
    """How many bytes lie in it; the kernel has no signal for that."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def script(text):
    return [sys.executable, "-B", "-c", text]


# --- nobody reads: signals are passed on, the other stream goes on ----------------------------------------------------------
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    running = start("--", "yes", stdout=subprocess.PIPE, pipesize=4096)
    while waiting_in(running.stdout.fileno()) < 4096:
        check(running.poll() is None, f"it ended: {running.returncode}")
        select.select([], [], [], 0.001)
    running.send_signal(number)
    check(end_of(running, f"{number.name} while nobody reads") == 128 + number, f"{number.name}: {running.returncode}")
    running.stdout.close()
done_with("signals while the output is not read")

# The program fills standard output and then writes to standard error until it is told to end.
both = "import os, sys, threading\nthreading.Thread(target=lambda: os.write(1, b'x' * (1 << 20)), daemon=True).start()\nfor line in sys.stdin:\n    os.write(2, line.encode())\nos._exit(7)"
running = start("--", *script(both), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
for turn in range(20):
    running.stdin.write(b"turn %d\n" % turn)
    check(readable(running.stderr.fileno(), "standard error") == b"turn %d\n" % turn, "standard error goes on")
running.stdin.close()
with contextlib.suppress(subprocess.TimeoutExpired):  # what it had written is still to come, since nobody told it to end
    running.wait(timeout=1)
    check(False, "the output that was left is lost")
shown = running.stdout.read()
check(end_of(running, "a full pipe") == 7 and shown.strip(b"x") == b"" and len(shown) >= 65536, f"{running.returncode} {len(shown)}")
done_with("standard error while standard output is full")

# --- callers that ignore SIGCHLD ---------------------------------------------------------------------------------------------
ignoring = {"preexec_fn": lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN)}
check(end_of(start("--", "sh", "-c", "exit 37", **ignoring), "an ignored SIGCHLD") == 37, "the exit code with SIGCHLD ignored")
check(end_of(start("--", "/nonexistent/program", stderr=subprocess.DEVNULL, **ignoring), "no program") == 127, "127 with SIGCHLD ignored")
fresh = Session(keyring=False)
fresh.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE, **ignoring)  # the agent's one-shot work
fresh.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE, **ignoring)  # and one that serves
done_with("SIGCHLD ignored by the caller")

# --- what the program leaves running -----------------------------------------------------------------------------------------
# The left one ends by SIGPIPE once exec is gone.
running = start("--", "sh", "-c", "yes & echo $! >&2; exit 5", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
left = int(running.stderr.readline())
with open(os.devnull, "wb") as nowhere:
    reader = subprocess.Popen(["cat"], stdin=running.stdout, stdout=nowhere)
running.stdout.close()
check(end_of(running, "a left one that keeps writing") == 5, f"{running.returncode}")
check(reader.wait(timeout=60) == 0, "and the output ends")
done_with(f"a left one that writes for ever (process {left})")


# --- terminals: exec in another process group than the terminal's foreground ------------------------------------------------------
def on_terminal(leader):
    """`leader` in a session with a terminal; (pid, master)."""
    pid, master = pty.fork()
    if pid == 0:
        try:
            leader()
        finally:
            os._exit(99)
    return pid, master


def drained(pid, master):
    shown = b""
    while True:
        check(select.select([master], [], [], 60)[0], f"it hangs: {shown!r}")
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(master)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


def in_background():
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.execve(CLI, [CLI, "exec", "key", "--", "sh", "-c", "test -t 1 && echo shown; exit 6"], session.env)
    _, status = os.waitpid(child, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        os.kill(child, signal.SIGKILL)
        print("stopped by", os.WSTOPSIG(status), flush=True)
        os._exit(98)
    raw = not termios.tcgetattr(0)[3] & termios.ICANON
    os._exit(97 if raw else os.waitstatus_to_exitcode(status))


code, shown = drained(*on_terminal(in_background))
check(code == 6 and "shown" in shown, f"in the background: {code} {shown!r}")
done_with("in the background of a terminal")


def in_pipeline():
    """Standard output is a pipe: the keys of the terminal are not ours."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writer, 1)
        os.execve(CLI, [CLI, "exec", "key", "--", *script("import os, sys\nprint(os.isatty(1), os.isatty(2), flush=True)\nsys.exit(input() != 'typed')")], session.env)
    os.close(writer)
    with os.fdopen(reader) as lines:
        said = lines.readline().strip()
    raw = not termios.tcgetattr(0)[3] & termios.ICANON
    print("said", said, "raw" if raw else "cooked", flush=True)
    os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


pid, master = on_terminal(in_pipeline)
os.write(master, b"typed\n")
code, shown = drained(pid, master)
check(code == 0 and "said False False cooked" in shown, f"in a pipeline: {code} {shown!r}")
done_with("in a pipeline the terminal stays as it is")

# --- the terminal hangs up: the program that ignores it is not left blocked ---------------------------------------------------------
gone, gone_writer = os.pipe()
stubborn = ("import os, signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\nos.write(1, b'ready')\n"
            "try:\n    while True:\n        os.write(1, b'x' * 4096)\nexcept OSError:\n    os._exit(0)")
os.set_inheritable(gone_writer, True)
pid, master = on_terminal(lambda: os.execve(CLI, [CLI, "exec", "key", "--", *script(stubborn)], session.env))
os.close(gone_writer)
check(b"ready" in readable(master, "the program"), "it runs")
os.close(master)
check(select.select([gone], [], [], 60)[0] and os.read(gone, 1) == b"", "the program and exec have ended")
os.waitpid(pid, 0)
done_with("a terminal that hangs up")

# --- the agent waits for a passphrase, or for a yes: it can be ended ------------------------------------------------------------
session.stop_agent()


backup = session.root / "one.backup"
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.ok("vault", "backup", str(backup), "--passphrase-fd", "{fd}", "--yes", secret=PASSPHRASE)
session.stop_agent()
reader, writer = os.pipe()
os.write(writer, f"{PASSPHRASE}\n".encode())
os.close(writer)
os.set_inheritable(reader, True)
pid, master = on_terminal(lambda: os.execve(AGENT, [AGENT, "--vault", str(session.vault), "--restore", str(backup), "--passphrase-fd", str(reader)], session.env))
os.close(reader)
asked = b""
while b"Type yes" not in asked:
    asked += readable(master, f"the question before restoring, {asked}")
os.write(master, b"\x03")
check(drained(pid, master)[0] == -signal.SIGINT, "^C at the question before restoring")
done_with("^C at a question for yes")

modes = {"vault init": ["--vault", str(session.root / "other"), "--init", "--passphrase-fd", "0"], "vault check": ["--vault", str(session.vault), "--check", "--passphrase-fd", "0"],
         "serving": ["--vault", str(session.vault), "--passphrase-fd", "0"]}
for what, words in modes.items():
    for number in (signal.SIGTERM, signal.SIGINT):
        running = subprocess.Popen([AGENT, *words], env=session.env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        running.stdin.write(b"half a passph")
        running.stdin.flush()
        while waiting_in(running.stdin.fileno()) > 0:  # until it has taken it
            check(running.poll() is None, f"{what} left by itself: {running.returncode}")
            select.select([], [], [], 0.001)
        running.send_signal(number)
        check(end_of(running, f"{what}: {number.name}") == -number, f"{what}: {running.returncode}")
        running.stdin.close()
session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.stop_agent()
done_with("the agent while it reads a passphrase")

# --- whose child the agent is: not of the program that takes our place -------------------------------------------------------------
if shutil.which("gnome-keyring-daemon") and shutil.which("dbus-daemon"):
    keyed = Session()
    keyed.ok("vault", "init", "--keychain")
    keyed.ok("add", "generic-api-key", "--name", "key", "--set", "api_base_url=https://api.example.com/v1", "--secret", "api_key", secret="canary-other\n")
    keyed.ok("token", "key")
    keyed.stop_agent()
    done = subprocess.run([CLI, "exec", "key", "--no-mask", "--", "sh", "-c", "read children < /proc/$$/task/$$/children; echo \"[$children]\""], env=keyed.env, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, check=False, timeout=120)
    check(done.returncode == 0 and done.stdout == "[]\n" and len(keyed.agent_pids()) == 1, f"the program has a child that it never started: {done}")
    done_with("the agent is a child of the system")

print(f"exec_signals: {counted} parts")
