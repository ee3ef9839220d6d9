# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion of keystead-cli in bash, zsh and fish: commands, options and values from the parser's own tree, names from the agent that runs; names with blanks
and quotes; no agent is started, and one that hangs is given up."""
import contextlib
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
from harness import BIN, Session, check

PASSPHRASE = "a long enough passphrase"
NAMES = ["plain", "play ground", "it's mine", 'say "hi"', "a$b`c", "Über café", "prod:eu=1"]

session = Session(keyring=False)
session.env["PATH"] = f"{BIN}:{session.env['PATH']}"
session.env["TERM"] = "dumb"
for variable in ("BASH_ENV", "ENV", "ZDOTDIR"):
    session.env.pop(variable, None)


def asked(*words, shell="fish"):
    """The engine's answer: (directive, [candidates])."""
    done = subprocess.run([BIN / "keystead-cli", "__complete", shell, *words], env=session.env, capture_output=True, text=True, timeout=20, check=False)
    lines = done.stdout.splitlines()
    check(done.returncode == 0 and lines and lines[0].startswith(":"), f"__complete {words}: exit {done.returncode}: {done.stdout}{done.stderr}")
    return lines[0], [line.split("\t")[0] for line in lines[1:]]


# --- without an agent: words of the tree, and nothing is started ---------------------------------------------------------------------------------
check("vault" in asked("")[1] and "complete" not in asked("")[1], "commands; hidden ones are left out")
check(asked("va")[1] == ["vault"], "a command that was begun")
check(set(asked("vault", "")[1]) >= {"init", "unlock", "lock", "check", "add-slot"}, "subcommands")
check(set(asked("--js")[1]) == {"--json"} and "--json" in asked("vault", "lock", "--")[1] and "--now" in asked("vault", "lock", "--")[1], "options, also the program's own")
check(set(asked("vault", "add-slot", "")[1]) >= {"keychain", "passphrase", "recovery", "pkcs11", "combined"}, "kinds of slots")
check(asked("audit", "export", "--format", "")[1] == ["pdf", "html", "csv", "json"], "values of an option")
check(asked("audit", "export", "--format=c")[1] == ["--format=csv"], "values behind an equals sign")
check(asked("audit", "export", "--out", "")[0] == ": files" and asked("--vault", "")[0] == ": folders", "files and folders")
check(asked("show", "")[1] == [] and not session.agent_pids(), "no names without an agent, and none is started")
check(asked("no-such-command", "")[1] is not None, "an unknown command is no fault")

# --- with one ------------------------------------------------------------------------------------------------------------------------------------
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)
session.stop_agent()
reader, writer = os.pipe()
os.write(writer, PASSPHRASE.encode() + b"\n")
os.close(writer)
agent = session.start_agent("--passphrase-fd", str(reader), pass_fds=(reader,))
session.ok("profiles", "add", "Client X")
ids = {}
for name in NAMES:
    session.ok("add", "generic-api-key", "--name", name, "--set", "api_base_url=https://api.example.com", "--secret", "api_key", secret="sk-0123456789\n")
session.ok("add", "generic-api-key", "--name", "twin", "--set", "api_base_url=https://api.example.com", "--secret", "api_key", secret="sk-0123456789\n")
session.ok("add", "generic-api-key", "--name", "twin", "--profile", "Client X", "--set", "api_base_url=https://api.example.com", "--secret", "api_key", secret="sk-0123456789\n")
ids = {c["name"]: c["id"] for c in session.json("list")}

check(set(asked("token", "")[1]) == set(NAMES) | {"Personal/twin", "Client X/twin"}, f"names: {asked('token', '')[1]}")
check(asked("token", "pla")[1] == ["plain", "play ground"], "names that begin so")
check(asked("token", ids["plain"][:10])[1] == [ids["plain"]], "an id, where no name begins so")
check(asked("test", "--json", "pl")[1] == ["plain", "play ground"], "an option before the name")
check(asked("token", "plain", "--field", "")[1] == ["api_key"], "secret fields of the connection")
check("api_base_url=" in asked("set", "plain", "")[1] and "goes-on" in asked("set", "plain", "")[0], "fields that can be set")
check("api_base_url=" in asked("add", "generic-api-key", "--set", "")[1] and asked("add", "generic-api-key", "--secret", "")[1] == ["api_key"], "fields of a provider")
check("github" in asked("add", "")[1] and "gitlab" in asked("provider", "show", "git")[1], "providers")
check("netrc" in asked("import", "")[1] and "auto" in asked("import", "")[1], "formats")
check("Client X" in asked("profiles", "erase", "")[1] and "Client X" in asked("add", "github", "--profile", "")[1], "profiles")
check([s["id"] for s in session.json("vault", "slots")] == asked("vault", "remove-slot", "")[1], "slots")
check(asked("audit", "list", "--connection", "pla")[1] == ["plain", "play ground"], "the connection of a filter")

# --- bash ----------------------------------------------------------------------------------------------------------------------------------------
BASH = r'''
source <(keystead-cli complete bash)
compopt() { :; }  # outside of a completion it would complain
COMP_LINE=$1; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(keystead-cli "${@:2}"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
_keystead_cli
printf '%s\n' "${COMPREPLY[@]}"
'''


def bash(line):
    """What bash's function answers for a line; the words as bash splits them matter only for files."""
    done = subprocess.run(["bash", "--norc", "--noprofile", "-c", BASH, "bash", line, line.rsplit(" ", 1)[-1]], env=session.env, capture_output=True, text=True, timeout=30, check=False)
    check(done.returncode == 0 and not done.stderr, f"bash: {line}: {done.stderr}")
    return done.stdout.splitlines()


check(bash("keystead-cli va") == ["vault"], "bash: a command")
check(bash("keystead-cli token pla") == ["plain", r"play\ ground"], f"bash: names: {bash('keystead-cli token pla')}")
check(bash("keystead-cli token play\\ g") == [r"play\ ground"], "bash: behind an escaped blank")
check(bash('keystead-cli token "play g') == ["play ground"], "bash: in double quotes")
check(bash("keystead-cli token 'play g") == ["play ground"], "bash: in single quotes")
check(bash("keystead-cli token it") == [r"it\'s\ mine"] and bash('keystead-cli token "it') == ["it's mine"], "bash: a quote in the name")
check(bash("keystead-cli token say") == [r"say\ \"hi\""] and bash('keystead-cli token "say') == [r"say \"hi\""], "bash: double quotes in the name")
check(bash("keystead-cli token a") == [r"a\$b\`c"], "bash: what the shell would expand")
check(bash("keystead-cli token prod:e") == ["eu=1"] and bash("keystead-cli token pr") == ["prod:eu=1"], "bash: only what stands behind a colon is replaced")
check(bash("keystead-cli audit export --format=p") == ["pdf"], "bash: behind an equals sign")
check(bash(f"FOO=1 {BIN}/keystead-cli token plai") == ["plain"], "bash: by its path, behind an assignment")


class Terminal:
    """A shell that somebody types into."""

    def __init__(self, *command):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, dict(session.env, PS1="$ ", LINES="50", COLUMNS="200"))
        self.seen = ""

    def until(self, pattern, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := re.search(pattern, self.seen):
                return found
            if select.select([self.fd], [], [], 0.2)[0]:
                with contextlib.suppress(OSError):
                    self.seen += os.read(self.fd, 65536).decode(errors="replace")
        check(False, f"the terminal never showed {pattern!r}: {self.seen[-2000:]!r}")

    def type(self, text):
        os.write(self.fd, text.encode())

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def words_of(shell, setup, cases):
    """The shell runs what it completed: the words arrive as the name, whatever its quoting looks like."""
    show = session.root / "show"
    show.write_text("#!/bin/sh\nprintf '<%s>' \"$@\"\necho done\n")
    show.chmod(0o755)
    terminal = Terminal(*shell)
    for line in setup:
        terminal.type(line + "\n")
    terminal.type("echo rea''dy\n")
    terminal.until(r"ready\r")
    for typed, name in cases:
        terminal.seen = ""
        terminal.type(f"keystead-cli token {typed}\t")
        # The shell asks keystead-cli between the tab and the next key; keys that come early wait in the terminal.
        terminal.type("\x01" + f"{show} " + "\n")
        found = terminal.until(r"(<[^\n]*>)done\r")
        wanted = f"<keystead-cli><token><{name}>"
        check(found[1] == wanted, f"{shell[0]}: {typed}: {found[1]!r} instead of {wanted!r}")
    terminal.close()
    return len(cases)


CASES = [("plai", "plain"), ("play", "play ground"), ("play\\ g", "play ground"), ('"play g', "play ground"), ("'play g", "play ground"), ("it", "it's mine"),
         ("say", 'say "hi"'), ("a", "a$b`c"), ("prod:e", "prod:eu=1"), ("Üb", "Über café")]
typed = {"bash": words_of(["bash", "--norc", "--noprofile", "-i"], ["bind 'set enable-bracketed-paste off'", "bind 'set bell-style none'", "source <(keystead-cli complete bash)"], CASES)}

# --- zsh, fish -----------------------------------------------------------------------------------------------------------------------------------
if shutil.which("zsh"):
    typed["zsh"] = words_of(["zsh", "-f", "-i"], ["unsetopt zle_bracketed_paste BEEP; unset zle_bracketed_paste", "PS1='$ '", "bindkey -e", "autoload -Uz compinit && compinit -u -D", "source <(keystead-cli complete zsh)"], CASES)
if shutil.which("fish"):
    def fish(line):
        done = subprocess.run(["fish", "--no-config", "-c", "keystead-cli complete fish | source; complete -C $argv[1]", line], env=session.env, capture_output=True, text=True, timeout=60, check=False)
        check(not done.stderr, f"fish: {line}: {done.stderr}")
        return [l.split("\t")[0] for l in done.stdout.splitlines()]

    check("vault" in fish("keystead-cli va"), "fish: a command")
    check(fish("keystead-cli token pla") == ["plain", "play ground"], f"fish: names: {fish('keystead-cli token pla')}")
    check(fish("keystead-cli token 'play g") == ["play ground"] and fish("keystead-cli token play\\ g") == ["play ground"], "fish: behind a blank")
    check(fish("keystead-cli token it") == ["it's mine"] and fish("keystead-cli token a") == ["a$b`c"], "fish: quotes")
    check(fish("keystead-cli vault add-slot reco") == ["recovery"], "fish: values")
    check(fish("keystead-cli show nosuchname") == [], "fish: nothing, and no files")
    typed["fish"] = 6

# --- an agent that hangs, and one that is gone ------------------------------------------------------------------------------------------------------
os.kill(agent.pid, signal.SIGSTOP)
os.waitid(os.P_PID, agent.pid, os.WSTOPPED)  # kill returns before it stands still
began = time.monotonic()
done = subprocess.run([BIN / "keystead-cli", "__complete", "fish", "token", ""], env=session.env, capture_output=True, text=True, timeout=20, check=False)
took = time.monotonic() - began
os.kill(agent.pid, signal.SIGCONT)
check(done.returncode == 0 and done.stdout == "" and took < 5, f"an agent that hangs: {done.stdout!r} after {took:.1f} s")
session.ok("vault", "lock")
check(asked("token", "")[1] == [] and "vault" in asked("va")[1], "a locked vault gives no names")
session.stop_agent()
check(asked("token", "")[1] == [] and not session.agent_pids(), "none is started")
check(subprocess.run([BIN / "keystead-cli", "complete", "tcsh"], env=session.env, capture_output=True, check=False).returncode == 2, "an unknown shell is a usage error")
times = []
for _ in range(20):
    began = time.monotonic()
    asked("va")
    times.append(time.monotonic() - began)
print(f"ok: {', '.join(f'{shell} {count}' for shell, count in typed.items())} lines typed; without: {[s for s in ('zsh', 'fish') if not shutil.which(s)]}; "
      f"an answer without an agent takes {sorted(times)[10] * 1000:.1f} ms (median, with its start); a hanging agent was given up after {took:.1f} s")
