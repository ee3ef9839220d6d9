#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""manpage.py PROSE.md --version V [--tree TREE.json | --help-text HELP.txt] > PAGE

A manual page from what --help is made of: the commands of `keystead-cli __tree`, or the options of a Qt program's --help, beside prose. The prose is a
small part of Markdown: "# name - what it is", "## SECTION", paragraphs, "- item" lists, indented examples, `code` and **bold**. Where a line is
<!-- commands --> or <!-- options --> the generated part goes; <!-- hide: --x --y --> leaves options out."""
import argparse
import json
import os
import re
import sys
import textwrap
import time


def escape(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def inline(text):
    """`code` and **bold** to bold; a hyphen in prose stays one that may break."""
    parts = re.split(r"(`[^`]+`|\*\*[^*]+\*\*)", text)
    out = ""
    for part in parts:
        if len(part) > 2 and part[0] == "`":
            out += "\\fB" + escape(part[1:-1]).removeprefix("\\&") + "\\fR"
        elif len(part) > 4 and part.startswith("**"):
            out += "\\fB" + escape(part[2:-2]) + "\\fR"
        else:
            out += re.sub(r"(?<![\w-])--?(?=[a-z])", lambda dashes: "\\-" * len(dashes[0]), part.replace("\\", "\\e"))
    return re.sub(r"^([.'])", r"\\&\1", out)


def option_line(option):
    value = option.get("value") or "|".join(option.get("choices") or [])
    if option.get("value") is not None and not value:
        value = "TEXT"
    names = ", ".join("\\fB" + escape(name) + "\\fR" for name in option["names"])
    return names + (" \\fI" + escape(value) + "\\fR" if value else "") + (" ..." if option.get("repeats") else "")


def options(list_, hidden=()):
    lines = []
    for option in list_:
        if set(option["names"]) & set(hidden) or option["names"][-1] == "--help":
            continue
        lines += [".TP", option_line(option), inline(sentence(option["about"] + (" (required)" if option.get("required") else "")))]
    return lines


def sentence(text):
    return text if not text or text.endswith(".") else text + "."


def usage(path, command):
    words = ["\\fB" + escape(path) + "\\fR"]
    for option in command["options"]:
        if option["required"]:
            words.append(option_line(option))
    if any(not o["required"] and o["names"][-1] != "--help" for o in command["options"]):
        words.append("[\\fIOPTIONS\\fR]")
    for positional in command["positionals"]:
        name = "\\fI" + escape(positional["name"].upper()) + "\\fR" + ("..." if positional["repeats"] else "")
        words.append(name if positional["required"] else "[" + name + "]")
    return " ".join(words)


def commands(tree, path=""):
    """A subsection a command that can be called, in the order of --help."""
    lines = []
    for command in tree["commands"]:
        name = f"{path} {command['name']}".strip()
        if not command["needs_command"]:
            lines += [".SS " + escape(name), usage(name, command), ".PP", inline(sentence(command["about"]))]
            described = [p for p in command["positionals"] if p["about"]]
            for positional in described:
                choices = ": " + ", ".join(positional["choices"]) if positional["choices"] and not any(c in positional["about"] for c in positional["choices"]) else ""
                lines += [".TP", "\\fI" + escape(positional["name"].upper()) + "\\fR", inline(sentence(positional["about"] + choices))]
            lines += options(command["options"])
        lines += commands(command, name)
    return lines


def qt_options(text):
    """The options of QCommandLineParser's help."""
    found = []
    for line in text.split("Options:\n", 1)[-1].splitlines():
        head = re.match(r"^  (-\S.*?)(?:\s{2,}(.*))?$", line)
        if head:
            names, _, value = head[1].partition(" <")
            found.append({"names": names.split(", "), "about": head[2] or "", "value": value.rstrip(">") or None})
        elif line.startswith("   ") and found:
            found[-1]["about"] = (found[-1]["about"] + " " + line.strip()).strip()
        elif not line.strip() and found:
            break
    return found


def page(prose, version, tree=None, help_text=None):
    hidden = [word for match in re.findall(r"<!-- hide: (.*?) -->", prose) for word in match.split()]
    date = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    title = re.search(r"^# (\S+) - (.+)$", prose, re.M)
    lines = ['.\\" Made from --help and prose by packaging/man/manpage.py.', f'.TH {escape(title[1]).upper()} 1 "{date}" "Keystead {version}" "Keystead"',
             ".SH NAME", f"{escape(title[1])} \\- {inline(title[2])}"]
    if help_text is not None:
        generated = options(qt_options(help_text), hidden)
    elif tree is not None:
        generated = options(tree["options"], hidden)
    else:
        generated = []
    for block in re.split(r"\n{2,}", prose[title.end():].strip()):
        block = block.strip("\n")
        if block.startswith("<!-- commands -->"):
            lines += commands(tree)
        elif block.startswith("<!-- options -->"):
            lines += generated
        elif block.startswith("<!--"):
            continue
        elif heading := re.match(r"^## (.+)$", block, re.M):
            lines.append(".SH " + heading[1].upper())
            if rest := block[heading.end():].strip("\n"):
                lines += paragraph(rest)
        else:
            lines += paragraph(block)
    return "\n".join(filled(lines)) + "\n"


def filled(lines):
    """Long lines broken, and no paragraph right behind a heading: what linters ask for."""
    verbatim = False
    for at, line in enumerate(lines):
        verbatim = line == ".nf" or (verbatim and line != ".fi")
        if line == ".PP" and lines[at - 1].startswith((".SH", ".SS")):
            continue
        if verbatim or line.startswith(".") or len(line) <= 78:
            yield line
            continue
        for part in textwrap.wrap(line, 78, break_on_hyphens=False, break_long_words=False):
            yield "\\&" + part if part[0] in ".'" else part


def paragraph(block):
    if block.startswith("    "):
        return [".PP", ".nf", ".RS 4"] + [escape(line[4:]) or "\\&" for line in block.splitlines()] + [".RE", ".fi"]
    if block.startswith("- "):
        lines = []
        for item in re.split(r"^- ", block, flags=re.M)[1:]:
            term, colon, about = " ".join(item.split()).partition(": ")
            lines += [".TP", inline(term), inline(about)] if colon else [".IP \\(bu 2", inline(term)]
        return lines
    return [".PP", inline(" ".join(block.split()))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("prose")
    parser.add_argument("--version", required=True)
    parser.add_argument("--tree")
    parser.add_argument("--help-text")
    given = parser.parse_args()
    read = lambda path: open(path, encoding="utf-8").read() if path else None
    tree_text = read(given.tree)
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(page(read(given.prose), given.version, json.loads(tree_text) if tree_text else None, read(given.help_text)))
