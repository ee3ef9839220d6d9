# SPDX-License-Identifier: GPL-3.0-or-later
"""Grants as a person gives them from the command line: by the very command that a refusal names."""
import re
import shlex
from harness import check

PASSPHRASE = "a long enough passphrase"


def offered(text):
    """The commands that a refusal offers, as words behind keystead-cli."""
    return [shlex.split(command) for command in re.findall(r"keystead-cli (grants add [^`]+?)`", text.replace("\n", " "))]


def give(session, words):
    words = list(words)
    words[words.index("--passphrase-fd") + 1] = "{fd}"
    session.ok(*words, secret=PASSPHRASE)


def granted(session, run, most=8):
    """Runs it, gives each grant that is missing, and runs it again. (what came of it, the commands that were given)"""
    given = []
    for _ in range(most):
        done = run()
        wanted = offered(f"{done.stdout}{done.stderr}")
        if not wanted:
            return done, given
        check(wanted[0] not in given, f"a grant that does not help: {wanted[0]}: {done}")
        give(session, wanted[0])
        given.append(wanted[0])
    check(False, f"more than {most} grants: {given}")
