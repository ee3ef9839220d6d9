# SPDX-License-Identifier: GPL-3.0-or-later
"""SECURITY 35: with the right key, records are removed, edited, swapped, inserted and cut off behind Keystead's back, and an old vault is put back;
`audit verify` fails with exit 8 each time and names the place."""
import os
import shutil
import subprocess
from pathlib import Path
from harness import Session, check

TOOL = Path(os.environ["KEYSTEAD_BIN"]).parent / "tests" / "tamper_tool"
PASSPHRASE = "a long enough passphrase"
session = Session(keyring=False)
session.ok("vault", "init", "--passphrase-fd", "{fd}", secret=PASSPHRASE)


def unlock():
    session.ok("vault", "unlock", "--passphrase-fd", "{fd}", secret=PASSPHRASE)


unlock()
for number in range(6):
    session.ok("add", "generic-bearer", "--name", f"c{number}", "--secret", "token", "--set", "api_base_url=https://api.example.com", secret=f"token-number-{number}\n")
    session.ok("token", f"c{number}")
session.ok("audit", "verify")
last = session.json("audit", "list")[0]["sequence"]
session.stop_agent()
whole = session.root / "whole"
shutil.copytree(session.vault, whole)

COLUMNS = ("time, actor_kind, program, program_sha256, pid, via, action, connection_id, connection_name, provider_id, outcome, duration_us, detail, "
           "authenticated, previous_hash, hash, signature")
# What is done, and what the verification must say. Where the end is cut off, the unlock has already written new records in its place: the record that was
# remembered outside tells.
CASES = {
    "removed": ("DELETE FROM audit_record WHERE sequence = 5", "removed at record 5"),
    "edited": ("UPDATE audit_record SET connection_name = 'somebody else' WHERE sequence = 6", "edited at record 6"),
    "outcome": ("UPDATE audit_record SET outcome = 'failure' WHERE sequence = 4", "edited at record 4"),
    "time": ("UPDATE audit_record SET time = time - 3600000 WHERE sequence = 7", "edited at record 7"),
    "swapped": ("UPDATE audit_record SET sequence = 999999 WHERE sequence = 5; UPDATE audit_record SET sequence = 5 WHERE sequence = 6; "
                "UPDATE audit_record SET sequence = 6 WHERE sequence = 999999", "at record 5"),
    "inserted": (f"INSERT INTO audit_record (sequence, {COLUMNS}) SELECT (SELECT max(sequence) + 1 FROM audit_record), {COLUMNS} FROM audit_record WHERE sequence = 3", "at record"),
    "last edited": ("UPDATE audit_record SET connection_name = 'x' WHERE sequence = (SELECT max(sequence) FROM audit_record)", "edited at record"),
    "end cut off": (f"DELETE FROM audit_record WHERE sequence > {last - 2}", "was remembered"),
    "all removed": ("DELETE FROM audit_record", "was remembered"),
}
named = []
for what, (sql, words) in CASES.items():
    shutil.rmtree(session.vault)
    shutil.copytree(whole, session.vault)
    done = subprocess.run([TOOL, session.vault, sql], input=PASSPHRASE + "\n", text=True, capture_output=True, check=False)
    check(done.returncode == 0, f"{what}: {done.stderr}")
    unlock()
    verified = session.run("audit", "verify")
    check(verified.returncode == 8, f"{what}: exit {verified.returncode}: {verified.stdout}{verified.stderr}")
    check(words in verified.stderr, f"{what}: does not say `{words}`: {verified.stderr}")
    named.append(f"{what}: {verified.stderr.splitlines()[0].split('altered: ')[-1]}")
    session.stop_agent()

# A whole old vault over the new one: every record in it is genuine, only what was remembered outside tells.
shutil.rmtree(session.vault)
shutil.copytree(whole, session.vault)
unlock()
session.ok("vault", "accept-rollback", "--passphrase-fd", "{fd}", secret=PASSPHRASE)  # the copy is older than the cases above
for number in range(3):
    session.ok("token", f"c{number}")
session.stop_agent()
shutil.rmtree(session.vault)
shutil.copytree(whole, session.vault)
unlock()
check(session.json("status")["rolled_back"], "the rolled-back vault was not noticed")
verified = session.run("audit", "verify")
check(verified.returncode == 8, f"rolled back: exit {verified.returncode}: {verified.stdout}")
named.append(f"old vault: {verified.stderr.splitlines()[0].split('altered: ')[-1]}")
for line in named:
    print(line)
print(f"ok: {len(named)} ways to tamper, each named")
