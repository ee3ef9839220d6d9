# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages: made from --help and docs/man, every command and option in them, and without a warning of man and mandoc."""
import json
import re
import subprocess
import sys
from harness import BIN, HERE, Session, check, need

ROOT = HERE.parent.parent
GENERATOR = ROOT / "packaging" / "man" / "manpage.py"
need("man", "mandoc")
session = Session(keyring=False)
session.env["QT_QPA_PLATFORM"] = "offscreen"
session.env["MANWIDTH"] = "100"


def output(*words):
    done = subprocess.run(words, env=session.env, capture_output=True, text=True, timeout=60, check=False)
    check(done.returncode == 0, f"{words}: exit {done.returncode}: {done.stderr}")
    return done.stdout


tree_text = output(BIN / "keystead-cli", "__tree")
(session.root / "keystead-cli.txt").write_text(tree_text)
for program in ("keystead-agent", "keystead"):
    (session.root / f"{program}.txt").write_text(output(BIN / program, "--help"))

rendered = {}
for prose in sorted((ROOT / "docs" / "man").glob("*.md")):
    name = prose.stem
    source = session.root / f"{name}.txt"
    more = ["--tree", source] if name == "keystead-cli" else ["--help-text", source] if source.exists() else []
    page = session.root / f"{name}.1"
    page.write_text(output(sys.executable, GENERATOR, prose, "--version", "0.1.0", *more))
    warned = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", page], env=session.env, capture_output=True, text=True, timeout=60, check=False)
    check(warned.returncode == 0 and not warned.stderr, f"man --warnings {name}: {warned.stderr}")
    linted = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], env=session.env, capture_output=True, text=True, timeout=60, check=False)
    check(linted.returncode == 0 and not linted.stdout, f"mandoc: {linted.stdout}")
    rendered[name] = re.sub(r"\s+", " ", re.sub(r".\x08", "", warned.stdout).replace("‐ ", "").replace("−", "-").replace("‐", "-"))
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "SEE ALSO"):
        check(section in rendered[name], f"{name} has no {section}")


def entries(node, path=()):
    for option in node["options"]:
        yield path, option["names"][-1], option["about"]
    for command in node["commands"]:
        yield (*path, command["name"]), None, command["about"]
        yield from entries(command, (*path, command["name"]))


tree = json.loads(tree_text)
missing = [(path, name) for path, name, about in entries(tree) if name != "--help" and (name or " ".join(path)) not in rendered["keystead-cli"]]
check(not missing, f"not in keystead-cli(1): {missing}")
described = [about for _, name, about in entries(tree) if name != "--help"]
check(all(described), "every command and option says what it is")
help_text = output(BIN / "keystead-cli", "vault", "backup", "--help")
check("Write the whole vault into one encrypted file" in help_text and "Write the whole vault into one encrypted file" in rendered["keystead-cli"], "--help and the page have the same words")
for program in ("keystead-agent", "keystead"):
    for option in re.findall(r"^  .*?(--[a-z-]+)", (session.root / f"{program}.txt").read_text(), re.M):
        if option not in ("--help-all", "--for-cli", "--help"):
            check(option in rendered[program], f"{option} is not in {program}(1)")
check("--for-cli" not in rendered["keystead-agent"], "what is internal is left out")
# Every program that is installed has a page. Tools of the build have an underscore in their names, but for one.
programs = {p.name for p in BIN.iterdir() if re.fullmatch(r"(keystead|.*-keystead|keystead-.*)", p.name) and "_" not in p.name} - {"keystead-check-providers"}
check({"keystead-cli", "keystead-agent", "keystead-askpass", "git-credential-keystead", "docker-credential-keystead"} <= programs, f"the programs: {programs}")
check(programs <= rendered.keys(), f"without a page: {programs - rendered.keys()}")
print(f"ok: {len(rendered)} pages without a warning, {len(described)} commands and options described")
