# SPDX-License-Identifier: GPL-3.0-or-later
"""SECURITY 39: wrong passphrases are counted over all processes that open the vault, and over restarts and kill -9: after five the next one waits, the right one
too; each stands in the trail once the vault is open, with an alert; a keychain slot opens it meanwhile."""
import json
import os
import signal
import subprocess
import time

from harness import BIN, SANITIZED, Session, check

PHRASE = "a long enough passphrase"
session = Session()
session.ok("vault", "init", "--keychain", "--passphrase-fd", "{fd}", secret=PHRASE)


def code(done):
    return json.loads(done.stdout)["error"]["code"] if done.returncode else "ok"


def by_agent(phrase):
    return code(session.run("--json", "vault", "unlock", "--passphrase-fd", "{fd}", secret=phrase))


def by_one_shot(phrase):
    """A process of its own that opens the vault, checks it and leaves."""
    reader, writer = os.pipe()
    os.write(writer, phrase.encode() + b"\n")
    os.close(writer)
    done = subprocess.run([BIN / "keystead-agent", "--vault", session.vault, "--check", "--json", "--passphrase-fd", str(reader)], env=session.env,
                          capture_output=True, text=True, timeout=120, pass_fds=(reader,), check=False)
    os.close(reader)
    return code(done)


def kill_agent():
    session.stop_agent(signal.SIGKILL)


def further_until_it_waits():
    """How many more wrong ones it took. Under sanitizers an attempt takes longer than the first wait: there some more double it until it outlasts one."""
    count, least = 0, 3 if SANITIZED else 0
    while (said := by_one_shot(f"wrong further {count}")) == "wrong_passphrase" or count < least:
        count += said == "wrong_passphrase"
        check(count < 7, "many wrong passphrases and no wait")
    check(said == "rate_limited", f"after wrong ones: {said}")
    return count


# The agent opens by the keychain at its start; locked, it stays so.
session.ok("list")
session.ok("vault", "lock")
check(by_agent("wrong number one") == "wrong_passphrase", "the first is wrong")
check(by_agent("wrong number two") == "wrong_passphrase", "the second is wrong")
kill_agent()
check(by_one_shot("wrong number three") == "wrong_passphrase", "the third, by another process, after kill -9")
check(by_one_shot("wrong number four") == "wrong_passphrase", "the fourth")
check(by_one_shot("wrong number five") == "wrong_passphrase", "the fifth")
wrong = 5 + further_until_it_waits()
check(by_one_shot(PHRASE) == "rate_limited", "the next waits, though it is right")
session.ok("list")  # the keychain is no guess
records = session.json("audit", "list", "--action", "unlock_failed")
check(len(records) == wrong, f"the trail has {len(records)} of {wrong} failed attempts")
check(all(r["detail"]["method"] == "passphrase" and r["outcome"] == "failure" for r in records), f"what stands there: {records[0]}")
alerts = [r["detail"] for r in session.json("audit", "list", "--action", "security_alert")]
check(any(a.get("cause") == "failed_unlocks" and a.get("count") == "5" for a in alerts), f"no alert: {alerts}")
session.ok("audit", "verify")

# Opening it began a new count. Now over the wait: it doubles, and ends.
session.ok("vault", "lock")
for number in range(5):
    check(by_agent(f"wrong again {number}") == "wrong_passphrase", f"attempt {number} of the new count")
kill_agent()
began = time.monotonic()
wrong += 5 + further_until_it_waits()
check(by_one_shot(PHRASE) == "rate_limited", "a restart does not help")
while by_one_shot(PHRASE) == "rate_limited":
    check(time.monotonic() - began < (120 if SANITIZED else 30), "the wait does not end")
check(time.monotonic() - began > 0.5, "there was no wait")
print(f"ok: {wrong} wrong passphrases over an agent, one-shot processes, a kill -9 and restarts shared one count; the wait held and ended; all stand in the trail")
